"""A row of a spreadsheet as the body of a referral, and what is wrong with it by column."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from referrals.api.reading import journey_of
from referrals.bulk.columns import Column, known_headings, normal
from referrals.bulk.tables import Cell
from referrals.models import Agency
from rjcase.designsystem.journeys import Journey
from rjcase.documents.uploads.refusals import UploadRefused

Problems = list[list[str]]  # [heading of the column, reason]
_DAY_FIRST = re.compile(r"^(\d{1,2})[ ./-]([A-Za-z]{3,9}|\d{1,2})[ ./-](\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$")
_ZERO_LOST = re.compile(r"^[1-9]\d{8,9}$")


def match(
    headings: Mapping[str, str], *, office: bool, also: Mapping[str, Column | str] | None = None
) -> dict[str, Column]:
    """The meaning of each column, by its letter.

    ``also`` adds headings, with their column or the key of one; then a heading nobody knows is kept as it is,
    else it is refused. Raises UploadRefused for those and for two that mean the same.
    """
    known = dict(known_headings(office=office))
    by_key = {column.key: column for column in known.values()}
    for heading, meant in (also or {}).items():
        known[heading] = by_key[meant] if isinstance(meant, str) else meant
    unknown = [letters for letters, text in headings.items() if normal(text) not in known]
    if unknown and also is None:
        raise UploadRefused(
            _("These headings are not known: %(headings)s. Use the headings of the template")
            % {"headings": ", ".join(f"“{headings[letters][:60]}”" for letters in unknown[:5])}
        )
    found: dict[str, Column] = {}
    for letters, text in headings.items():
        kept = Column(f"kept.{letters}", text[:80], text[:80])
        column = kept if letters in unknown else known[normal(text)]
        before = [other for other, seen in found.items() if seen.key == column.key]
        if before:
            raise UploadRefused(
                _("Columns %(first)s and %(second)s are both “%(heading)s”. Keep one of them")
                % {"first": before[0], "second": letters, "heading": column.heading}
            )
        found[letters] = column
    return found


def body_of(cells: Mapping[str, Cell], meaning: Mapping[str, Column]) -> tuple[dict[str, Any], Problems]:
    """The answers of a row by their place, as a system would send them, and the cells that cannot be read."""
    body: dict[str, Any] = {}
    problems: Problems = []
    for letters, cell in cells.items():
        column = meaning[letters]
        fault = cell.fault or _number_fault(cell, column)
        if fault:
            problems.append([column.heading, fault])
        elif column.key.startswith("kept."):
            body.setdefault("kept.texts", []).append([column.heading, cell.text])
        elif cell.text:
            body[column.key] = _value(cell.text, column)
    return body, problems


def judge(
    flat: Mapping[str, Any], agencies: Iterable[Agency], *, agency: Agency | None, office: bool
) -> tuple[Journey, Problems]:
    """A row as a journey of the partner form, and everything wrong with it by column."""
    body, places = _nested(flat, agency, office)
    journey, errors = journey_of(body, list(agencies), office=office)
    headings = {column.key: column.heading for column in known_headings(office=office).values()}
    return journey, [
        [_heading_of(place, headings, places), message]
        for place, messages in errors.items()
        for message in messages
    ]


def digest_of(flat: Mapping[str, Any], giver: str) -> str:
    """What tells that a row is the same as one before. Only this installation can work it out."""
    text = json.dumps(flat, sort_keys=True, ensure_ascii=True)
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"row\0" + giver.encode() + b"\0" + text.encode(), hashlib.sha256).hexdigest()


def _number_fault(cell: Cell, column: Column) -> str:
    is_phone = column.key.endswith(".phone")
    if (column.is_exact and cell.is_number) or (is_phone and _ZERO_LOST.match(cell.text)):
        return _("A leading zero may be lost here. Format the column as text and enter it again")
    if column.is_date and cell.text.isdecimal():
        return _("Enter a date, like 3/9/2026. This cell holds a number")
    return ""


def _value(text: str, column: Column) -> Any:
    if column.is_date:
        return _day(text)
    if not column.choices:
        return text
    codes = {normal(words): code for code, words in column.choices}
    codes |= {normal(code): code for code, _words in column.choices}
    if not column.is_many:
        return codes.get(normal(text), text)
    if normal(text) in codes:
        return [codes[normal(text)]]
    parts = [part.strip() for part in re.split(r"[;|\n]", text)]
    return [codes.get(normal(part), part) for part in parts if part]


def _day(text: str) -> str:
    """A day as systems send it; whatever is no day stays as it is, so that the form says why."""
    year_first = _YEAR_FIRST.match(text)
    if year_first:
        return "-".join(year_first.groups())
    day_first = _DAY_FIRST.match(text)
    if day_first:
        day, month, year = day_first.groups()
        return f"{year}-{month}-{day}"
    return text


def _nested(
    flat: Mapping[str, Any], agency: Agency | None, office: bool
) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The body of a referral, and the places of its people in the row: who has no cell is not in it."""
    body: dict[str, Any] = {"referrer": {}, "offence": {}, "circumstances": {}, "start": {}}
    people: dict[str, dict[int, dict[str, Any]]] = {"victims": {}, "offenders": {}}
    for key, value in flat.items():
        parts = key.split(".")
        if parts[0] in people:
            inner = people[parts[0]].setdefault(int(parts[1]), {})
            for part in parts[2:-1]:
                inner = inner.setdefault(part, {})
        else:
            inner = body[parts[0]]
        inner[parts[-1]] = value
    for person in people["offenders"].values():
        person.setdefault("is_known", "yes")
    if office and agency is not None:
        body["referrer"]["agency"] = str(agency.pk)
    places = {kind: sorted(found) for kind, found in people.items()}
    return body | {kind: [people[kind][each] for each in places[kind]] for kind in people}, places


def _heading_of(path: str, headings: Mapping[str, str], places: Mapping[str, list[int]]) -> str:
    parts = path.split(".")
    if parts[0] in places and len(parts) > 1:
        path = ".".join([parts[0], str(places[parts[0]][int(parts[1])]), *parts[2:]])
    if path in headings:
        return headings[path]
    if parts[0] in places:
        # The whole person, or a whole page about them: the first column that belongs to it.
        return next((words for key, words in headings.items() if key.startswith(f"{path}.")), path)
    return next((words for key, words in headings.items() if key.startswith("victims.0.")), path)
