"""Who changed what, from what, to what: history in plain words, read through the walls."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rjcase.deadlines.kinds import KINDS
from rjcase.deadlines.models import Deadline
from rjcase.designsystem.words import say
from rjcase.tenancy.registry import SCHEME_TABLES

# What the machine keeps for itself; nobody changed it.
_SILENT = frozenset({"id", "scheme", "recorded_at", "digest", "sha256", "updated_at"})


@dataclass(frozen=True)
class Line:
    """One fact of a record: what it is called, what it was and what it became, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One change of one record."""

    at: datetime
    by: str
    record: str
    action: str  # added, changed, removed
    lines: tuple[Line, ...]
    why: str = ""

    @property
    def title(self) -> str:
        """What happened, in words."""
        words = {
            "added": _("%(record)s added"),
            "changed": _("%(record)s changed"),
            "removed": _("%(record)s removed"),
        }
        return words[self.action] % {"record": self.record}


def changes_of(column: str, key: Any, kinds: Iterable[str]) -> list[Change]:
    """Every change of the records tied to a file or a case, newest first.

    ``column`` is the field that ties them ("file_id", "case_id"), ``kinds`` the kinds of wall to look
    behind. What the actor may not see is not there.
    """
    wanted = frozenset(kinds)
    found: list[tuple[int, Any, Change]] = []
    events = [event for model in _tracked(wanted, column) for event in _events(model, column, key)]
    names = _names_of(events)
    for rows in _by_record(events):
        found += _told(rows, names)
    found.sort(key=lambda one: (one[1], one[0]), reverse=True)
    return [change for _key, _at, change in found]


def changes_of_row(row: Any) -> list[Change]:
    """Every change of one tracked record that hangs from no case, newest first."""
    events = list(row.events.order_by("pgh_id"))
    told = list(_told(events, _names_of(events)))
    return [change for _key, _at, change in reversed(told)]


def _tracked(kinds: frozenset[str], column: str) -> Iterator[Any]:
    for model in list(SCHEME_TABLES.values()):
        subject = getattr(model, "pgh_tracked_model", None)
        if subject is None or model.__module__ == "__fake__":
            continue
        columns = {field.attname for field in model._meta.concrete_fields}
        if subject.wall["kind"] in kinds and column in columns:
            yield model


def _events(model: Any, column: str, key: Any) -> list[Any]:
    """The history of the records: by their ids, which have an index; where rows may go, by the tie."""
    subject = model.pgh_tracked_model
    if "DELETE" in subject.wall.get("rights", ""):
        rows = model.objects.filter(**{column: key})
    else:
        rows = model.objects.filter(pgh_obj__in=subject._base_manager.filter(**{column: key}).values("pk"))
    return list(rows.order_by("pgh_id"))


def _by_record(events: list[Any]) -> Iterator[list[Any]]:
    grouped: dict[tuple[str, Any], list[Any]] = {}
    for event in events:
        grouped.setdefault((event._meta.db_table, event.pgh_obj_id), []).append(event)
    yield from grouped.values()


def _told(rows: list[Any], names: dict[int, str]) -> Iterator[tuple[int, datetime, Change]]:
    before: Any = None
    for event in rows:
        action = {"insert": "added", "delete": "removed"}.get(event.pgh_label, "changed")
        known = None if action == "added" else before
        lines = tuple(_lines(known, event, action, names))
        before = event
        if not lines and action == "changed":
            continue
        context = event.pgh_context or {}
        change = Change(
            at=event.pgh_created_at,
            by=names.get(context.get("user") or 0, str(_("The system"))),
            record=capfirst(str(event.pgh_tracked_model._meta.verbose_name)),
            action=action,
            lines=lines if action != "removed" else (),
            why=str(context.get("why") or ""),
        )
        yield event.pgh_id, event.pgh_created_at, change


def _lines(before: Any, after: Any, action: str, names: dict[int, str]) -> Iterator[Line]:
    for field in after.pgh_tracked_model._meta.concrete_fields:
        if field.name in _SILENT or field.primary_key or not _is_told(field):
            continue
        new = _words(field, getattr(after, field.attname), names)
        old = _words(field, getattr(before, field.attname), names) if before is not None else ""
        if new != old or (action == "changed" and before is None and new):
            yield Line(capfirst(str(field.verbose_name)), old, new)


def _is_told(field: Any) -> bool:
    """A link to another record and a bare id say nothing to a reader, but a link to a person does."""
    if field.remote_field is None:
        return not isinstance(field, models.UUIDField)
    return field.related_model is get_user_model()


def _words(field: Any, value: Any, names: dict[int, str]) -> str:
    if value is None or value == "" or value in ([], {}):
        return ""
    if field.remote_field is not None:
        return names.get(value, "")
    if field.model is Deadline and field.name == "kind" and value in KINDS:
        return str(KINDS[value].label)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.JSONField):
        return "; ".join(flat(value))
    if isinstance(field, models.BinaryField):
        return str(_("A file"))
    return str(say(value))


def flat(value: Any, name: str = "") -> list[str]:
    """Nested answers as plain lines: "smoking: yes"."""
    if isinstance(value, dict):
        inside = [(str(key).replace("_", " "), one) for key, one in value.items()]
        return [line for key, one in inside for line in flat(one, f"{name} {key}".strip())]
    if isinstance(value, list):
        return [line for one in value for line in flat(one, name)]
    if value in (None, "", False) and name:
        return []
    said = _("yes") if value is True else str(value)
    return [f"{name}: {said}" if name else said]


def _names_of(events: list[Any]) -> dict[int, str]:
    wanted: set[int] = set()
    for event in events:
        wanted.add((event.pgh_context or {}).get("user") or 0)
        for field in event.pgh_tracked_model._meta.concrete_fields:
            if field.remote_field is not None and field.related_model is get_user_model():
                wanted.add(getattr(event, field.attname) or 0)
    people = get_user_model().objects.filter(pk__in=wanted - {0})
    return {person.pk: str(person) for person in people}
