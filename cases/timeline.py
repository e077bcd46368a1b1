"""What has happened in a case, gathered from every stage. Providers register in ``ready()``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from cases.models import Case
from rjcase.kernel.clock import LONDON


@dataclass(frozen=True)
class Event:
    """One thing that happened. ``side`` is harmed, responsible, joint, papers or "" for the case itself.

    ``title`` and ``detail`` are shown to everyone who may see the rows they were read from, and to
    nobody else: providers read through the walls. ``by`` is the name of whoever did it.
    """

    happened_at: datetime
    recorded_at: datetime
    title: Any
    detail: Any = ""
    side: str = ""
    kind: str = "other"
    by: str = ""
    url: str = ""

    @property
    def day(self) -> date | None:
        """The day alone, for an event whose hour nobody knows (see day_start)."""
        local = self.happened_at.astimezone(LONDON)
        return local.date() if local.time() == time(0) else None


Provider = Callable[[Case, Any], Iterable[Event]]
_PROVIDERS: dict[str, Provider] = {}
_KINDS: dict[str, Any] = {}


def register(provider: Provider, kinds: dict[str, Any] | None = None) -> None:
    """Add a provider; ``kinds`` are the kinds of event it gives, each with its label for the filter."""
    _PROVIDERS[f"{provider.__module__}.{provider.__qualname__}"] = provider
    _KINDS.update(kinds or {})


def kinds() -> list[tuple[str, Any]]:
    """The kinds of event known, with their labels, for a filter."""
    return sorted(_KINDS.items(), key=lambda pair: str(pair[1]))


def events(case: Case, actor: Any, side: str = "", kind: str = "") -> list[Event]:
    """Everything the actor may see of what happened in a case, newest first."""
    found = [event for provider in _PROVIDERS.values() for event in provider(case, actor)]
    kept = [e for e in found if (not side or e.side == side) and (not kind or e.kind == kind)]
    return sorted(kept, key=lambda e: (e.happened_at, e.recorded_at), reverse=True)


def day_start(day: date) -> datetime:
    """The first moment of a London day: for events that know their date only."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)
