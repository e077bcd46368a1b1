"""A case and its files, as tests speak of them."""

from dataclasses import dataclass, field

from cases.models import Case, File
from tests.world import House


@dataclass
class Place:
    """A case and its files: ``harmed``, ``responsible``, ``joint``, ``papers``."""

    house: House
    case: Case
    files: dict[str, File] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return str(self.house.scheme.slug)
