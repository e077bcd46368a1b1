"""What has happened in a case, gathered from every stage. Providers register in ``ready()``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, QuerySet

from cases.models import Case, File
from cases.selectors import case_files
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
Rows = Callable[[Case], QuerySet[Any]]
Tell = Callable[[Case, QuerySet[Any]], Iterable[Event]]
_PROVIDERS: dict[str, Provider] = {}
_SOURCES: dict[str, tuple[Rows, Tell]] = {}
_KINDS: dict[str, Any] = {}


def register(provider: Provider, kinds: dict[str, Any] | None = None) -> None:
    """Add a provider; ``kinds`` are the kinds of event it gives, each with its label for the filter."""
    _PROVIDERS[f"{provider.__module__}.{provider.__qualname__}"] = provider
    _KINDS.update(kinds or {})


def register_source(rows: Rows, tell: Tell, kinds: dict[str, Any] | None = None) -> None:
    """Add one kind of row that tells of events; ``tell`` is given the rows and asked only if there are any.

    Whether there are is asked of all sources in one query.
    """
    _SOURCES[f"{tell.__module__}.{tell.__qualname__}"] = rows, tell
    _KINDS.update(kinds or {})


def in_files(model: Any) -> Rows:
    """The rows of a model that hang from the files of a case that the actor may see."""
    return lambda case: model.objects.filter(file_id__in=list(case_files(case)))


def kinds() -> list[tuple[str, Any]]:
    """The kinds of event known, with their labels, for a filter."""
    return sorted(_KINDS.items(), key=lambda pair: str(pair[1]))


def events(case: Case, actor: Any, side: str = "", kind: str = "") -> list[Event]:
    """Everything the actor may see of what happened in a case, newest first."""
    found = [event for provider in _PROVIDERS.values() for event in provider(case, actor)]
    found += [event for rows, tell in _with_rows(case) for event in tell(case, rows)]
    kept = [e for e in found if (not side or e.side == side) and (not kind or e.kind == kind)]
    return sorted(kept, key=lambda e: (e.happened_at, e.recorded_at), reverse=True)


def _with_rows(case: Case) -> list[tuple[QuerySet[Any], Tell]]:
    """The sources that have something to tell of a case."""
    asked = [(rows(case), tell) for rows, tell in _SOURCES.values()]
    probes = {f"source_{number}": Exists(rows) for number, (rows, _tell) in enumerate(asked)}
    there = Case.objects.filter(pk=case.pk).annotate(**probes).values_list(*probes).get() if probes else ()
    return [source for source, is_there in zip(asked, there, strict=True) if is_there]


def of_file(case: Case, row: Any) -> File:
    """The file a row hangs from, out of the case's files."""
    return case_files(case)[row.file_id]


def day_start(day: date) -> datetime:
    """The first moment of a London day: for events that know their date only."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)
