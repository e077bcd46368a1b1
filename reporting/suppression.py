"""Small numbers in what is published: no count may let a reader work out who somebody is.

The default of the reference data, section 13: counts of 1 to 4 are shown as [c]; where hiding one
alone could be undone from the total, the next smallest is hidden too; zero stays zero; no percentages
on a base under 10.
"""

from typing import Any

HIDDEN = "[c]"
THRESHOLD = 5
SMALLEST_BASE = 10


def suppress(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of one measure as they may be published; ``rows`` have count, base, percent."""
    hidden = {index for index, row in enumerate(rows) if 0 < row["count"] < THRESHOLD}
    if len(hidden) == 1:
        others = [index for index in range(len(rows)) if index not in hidden and rows[index]["count"] > 0]
        if others:
            hidden.add(min(others, key=lambda index: rows[index]["count"]))
    published = []
    for index, row in enumerate(rows):
        small_base = row["base"] is not None and row["base"] < SMALLEST_BASE
        shown: dict[str, Any] = {key: row[key] for key in ("key", "label", "count", "base", "percent")}
        if index in hidden:
            shown |= {"count": HIDDEN, "percent": None}
        if small_base:
            shown |= {"percent": None}
        if hidden and row["base"] is not None:
            shown |= {"base": HIDDEN if row["base"] < THRESHOLD else row["base"]}
        published.append(shown)
    return published
