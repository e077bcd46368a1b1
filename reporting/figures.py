"""One number of a return, and the cases behind it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass
class Figure:
    """One number: a count, or a share of a base; and the cases that made it."""

    key: str
    label: str
    cases: set[UUID]
    count: int
    base: int | None = None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent; None without a base."""
        return round(100 * self.count / self.base) if self.base else None
