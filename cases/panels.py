"""What the stages add to a case page. Each registers its panels in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PLACES = frozenset({"next", "harmed", "responsible", "together", "party", "liaison", "offer"})


@dataclass(frozen=True)
class Panel:
    """A part of the case page that another app draws.

    ``context(case, actor)`` returns what ``template`` needs, or None to show nothing; it reads
    through the walls only. In place "party" it is ``context(file, actor)`` and the panel stands in
    that party's card; in place "liaison" the same stands on a liaison's page of the one file they hold.
    The template also gets ``case``, ``file`` (in a card), ``scheme`` and ``actor``.
    """

    name: str
    order: int
    place: str
    template: str
    context: Callable[[Any, Any], dict[str, Any] | None]


_PANELS: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel. Raises ValueError for an unknown place or a name taken by another panel."""
    if panel.place not in PLACES:
        raise ValueError(f"The panel {panel.name} has no such place: {panel.place}.")
    if _PANELS.setdefault(panel.name, panel) is not panel:
        raise ValueError(f"The panel {panel.name} is registered twice.")


def panels_at(place: str) -> list[Panel]:
    """The panels of a place, in order."""
    return sorted((p for p in _PANELS.values() if p.place == place), key=lambda p: (p.order, p.name))
