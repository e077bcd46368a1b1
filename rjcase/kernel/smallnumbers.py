"""Small numbers: no count that leaves those who may see the people must tell who somebody is.

The default of the reference data, section 13: counts of 1 to 4 are hidden; where hiding one alone could be
undone from the total, the next smallest is hidden too; zero stays zero. The same where all that is hidden
are ones, which the total gives away as well.
"""

from collections.abc import Sequence

HIDDEN = "[c]"
THRESHOLD = 5


def hidden(counts: Sequence[int]) -> set[int]:
    """The places of the counts to hide, where the total of all of them is known."""
    chosen = {place for place, count in enumerate(counts) if 0 < count < THRESHOLD}
    while chosen and (len(chosen) == 1 or sum(counts[place] for place in chosen) == len(chosen)):
        others = [place for place, count in enumerate(counts) if count > 0 and place not in chosen]
        if not others:
            break
        chosen.add(min(others, key=lambda place: counts[place]))
    return chosen


def shown(counts: Sequence[int]) -> list[str]:
    """The counts as they may be shown."""
    hides = hidden(counts)
    return [HIDDEN if place in hides else str(count) for place, count in enumerate(counts)]


def alone(count: int) -> str:
    """A count that stands alone, without a total beside it, as it may be shown."""
    return HIDDEN if 0 < count < THRESHOLD else str(count)
