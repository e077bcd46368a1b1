"""Small numbers in what is published: no count may let a reader work out who somebody is.

The default of the reference data, section 13: counts of 1 to 4 are shown as [c]; where hiding one
alone could be undone from the total, the next smallest is hidden too; zero stays zero; no percentages
on a base under 10. The same where all that is hidden are ones, which the total gives away as well.
"""

from typing import Any

from rjcase.kernel.smallnumbers import HIDDEN, THRESHOLD, hidden

__all__ = ["HIDDEN", "SMALLEST_BASE", "THRESHOLD", "suppress"]
SMALLEST_BASE = 10


def suppress(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of one measure as they may be published; ``rows`` have count, base, percent."""
    hides = hidden([row["count"] for row in rows])
    published = []
    for index, row in enumerate(rows):
        small_base = row["base"] is not None and row["base"] < SMALLEST_BASE
        shown: dict[str, Any] = {key: row[key] for key in ("key", "label", "count", "base", "percent")}
        if index in hides:
            shown |= {"count": HIDDEN, "percent": None}
        if small_base:
            shown |= {"percent": None}
        if hides and row["base"] is not None:
            shown |= {"base": HIDDEN if row["base"] < THRESHOLD else row["base"]}
        published.append(shown)
    return published
