"""Reads of the register. All go through the walls: one's own record, or all of them for the office."""

from practitioners.selectors.checks import (
    FIRST_WARNING,
    SECOND_WARNING,
    Standing,
    checks_of,
    kinds_for,
    standing_of,
    standings,
)

__all__ = [
    "FIRST_WARNING",
    "SECOND_WARNING",
    "Standing",
    "checks_of",
    "kinds_for",
    "standing_of",
    "standings",
]
