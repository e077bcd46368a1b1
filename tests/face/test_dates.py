"""Dates and times as people type them."""

import datetime
from typing import Any

import pytest
import time_machine
from django import forms

from rjcase.designsystem.fields import DatePartsField, DateTimePartsField, TimeField, parse_time
from rjcase.designsystem.forms import GovukForm

NOW = datetime.datetime(2026, 3, 5, 14, 20, tzinfo=datetime.UTC)


def _form(field: forms.Field, **parts: str) -> GovukForm:
    kind = type("AnyForm", (GovukForm,), {"seen": field})
    form: GovukForm = kind({f"seen-{name}": value for name, value in parts.items()})
    return form


def _error(field: forms.Field, **parts: str) -> tuple[str, tuple[str, ...]]:
    form = _form(field, **parts)
    assert not form.is_valid()
    bound: Any = form["seen"]
    return bound.messages[0], bound.wrong_parts


def _date(**options: Any) -> DatePartsField:
    return DatePartsField(label="Date of the visit", **options)


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MAR", "Mawrth"])
def test_it_reads_a_date(month: str) -> None:
    form = _form(_date(), day="5", month=month, year="2026")
    assert form.is_valid()
    assert form.cleaned_data["seen"] == datetime.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("parts", "message", "wrong"),
    [
        ({}, "Enter date of the visit", ("day", "month", "year")),
        ({"day": "5"}, "Date of the visit must include a month and year", ("month", "year")),
        ({"day": "5", "month": "3"}, "Date of the visit must include a year", ("year",)),
        ({"month": "3", "year": "2026"}, "Date of the visit must include a day", ("day",)),
        (
            {"day": "31", "month": "2", "year": "2026"},
            "Date of the visit must be a real date",
            ("day", "month", "year"),
        ),
        ({"day": "5", "month": "13", "year": "2026"}, "Date of the visit must be a real date", ("month",)),
        ({"day": "x", "month": "3", "year": "2026"}, "Date of the visit must be a real date", ("day",)),
        ({"day": "5", "month": "3", "year": "26"}, "Year must include 4 numbers", ("year",)),
        ({"day": "٥", "month": "3", "year": "2026"}, "Date of the visit must be a real date", ("day",)),
        (
            {"day": "5", "month": "3", "year": "0000"},
            "Date of the visit must be a real date",
            ("day", "month", "year"),
        ),
    ],
)
def test_it_says_which_part_is_wrong(parts: dict[str, str], message: str, wrong: tuple[str, ...]) -> None:
    assert _error(_date(), **parts) == (message, wrong)


@pytest.mark.parametrize(
    ("options", "day", "message"),
    [
        ({"past": True}, "5", "Date of the visit must be in the past"),
        ({"past": True, "today": True}, "6", "Date of the visit must be today or in the past"),
        ({"future": True}, "5", "Date of the visit must be in the future"),
        ({"future": True, "today": True}, "4", "Date of the visit must be today or in the future"),
        ({"earliest": datetime.date(2026, 3, 7)}, "6", "Date of the visit must be on or after 7 March 2026"),
        (
            {"latest": lambda: datetime.date(2026, 3, 1)},
            "2",
            "Date of the visit must be on or before 1 March 2026",
        ),
    ],
)
@time_machine.travel(NOW)
def test_it_keeps_to_the_rules(options: dict[str, Any], day: str, message: str) -> None:
    assert _error(_date(**options), day=day, month="3", year="2026")[0] == message


@pytest.mark.parametrize(
    ("options", "day"),
    [
        ({"past": True}, "4"),
        ({"past": True, "today": True}, "5"),
        ({"future": True}, "6"),
        ({"future": True, "today": True}, "5"),
        ({"earliest": datetime.date(2026, 3, 7)}, "7"),
        ({"latest": datetime.date(2026, 3, 7)}, "7"),
    ],
)
@time_machine.travel(NOW)
def test_it_allows_the_last_day_that_is_right(options: dict[str, Any], day: str) -> None:
    assert _form(_date(**options), day=day, month="3", year="2026").is_valid()


def test_it_turns_only_the_wrong_box_red_and_links_to_it() -> None:
    bound: Any = _form(_date(), day="5", month="13", year="2026")["seen"]
    drawn = str(bound)
    assert drawn.count("govuk-input--error") == 1
    assert bound.first_input_id == "id_seen-month"
    assert 'id="id_seen-month"' in drawn
    assert 'value="13"' in drawn


def test_it_shows_a_stored_date_in_its_parts() -> None:
    kind = type("AnyForm", (GovukForm,), {"seen": _date()})
    drawn = str(kind(initial={"seen": datetime.date(2026, 3, 5)})["seen"])
    assert [f'value="{part}"' in drawn for part in ("5", "3", "2026")] == [True] * 3


def test_it_leaves_an_optional_date_empty() -> None:
    form = _form(_date(required=False))
    assert form.is_valid()
    assert form.cleaned_data["seen"] is None
    assert "Date of the visit (optional)" in str(form["seen"])


def test_it_knows_whether_a_date_changed() -> None:
    assert not _date().has_changed(
        datetime.date(2026, 3, 5), _date().prepare_value(datetime.date(2026, 3, 5))
    )
    assert _date().has_changed(datetime.date(2026, 3, 5), _date().prepare_value(datetime.date(2026, 3, 6)))


def _moment(**options: Any) -> DateTimePartsField:
    return DateTimePartsField(label="Time of the call", **options)


def test_it_reads_a_moment_in_local_time() -> None:
    form = _form(_moment(), day="5", month="7", year="2026", time="2:20pm")
    assert form.is_valid()
    assert form.cleaned_data["seen"] == datetime.datetime(2026, 7, 5, 13, 20, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("parts", "message", "wrong"),
    [
        ({"day": "5", "month": "3", "year": "2026"}, "Time of the call must include a time", ("time",)),
        (
            {"day": "5", "month": "3", "year": "2026", "time": "later"},
            "Enter a time in the correct format, like 2:20pm or 14:20",
            ("time",),
        ),
        (
            {"day": "29", "month": "3", "year": "2026", "time": "1:30am"},
            "Time of the call must be a real time: the clocks go forward at that hour",
            ("time",),
        ),
    ],
)
def test_it_says_what_is_wrong_with_a_moment(
    parts: dict[str, str], message: str, wrong: tuple[str, ...]
) -> None:
    assert _error(_moment(), **parts) == (message, wrong)


@time_machine.travel(NOW)
def test_it_judges_a_moment_to_the_minute() -> None:
    today = {"day": "5", "month": "3", "year": "2026"}
    assert _form(_moment(past=True), **today, time="2:19pm").is_valid()
    assert _error(_moment(past=True), **today, time="2:21pm")[0] == "Time of the call must be in the past"
    assert _form(_moment(future=True), **today, time="2:21pm").is_valid()
    assert _error(_moment(future=True), **today, time="2:19pm")[0] == "Time of the call must be in the future"


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2:20pm", 14, 20),
        ("2.20 pm", 14, 20),
        ("2:20 P.M.", 14, 20),
        ("14:20", 14, 20),
        ("1420", 14, 20),
        ("09:05", 9, 5),
        ("9am", 9, 0),
        ("12am", 0, 0),
        ("12pm", 12, 0),
        ("Midday", 12, 0),
        ("noon", 12, 0),
        ("midnight", 0, 0),
    ],
)
def test_it_reads_a_time(text: str, hour: int, minute: int) -> None:
    assert parse_time(text) == datetime.time(hour, minute)


@pytest.mark.parametrize("text", ["9", "13pm", "0am", "25:00", "12:60", "later", "2:20xm", "", "٢:٢٠"])
def test_it_refuses_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the text itself is the message
        parse_time(text)


def test_it_shows_and_reads_a_time_alone() -> None:
    kind = type("AnyForm", (GovukForm,), {"starts": TimeField(label="Start time", required=False)})
    assert 'value="2:20pm"' in str(kind(initial={"starts": datetime.time(14, 20)})["starts"])
    empty, right, wrong = kind({}), kind({"starts": "9.30am"}), kind({"starts": "soon"})
    assert empty.is_valid()
    assert empty.cleaned_data["starts"] is None
    assert right.is_valid()
    assert right.cleaned_data["starts"] == datetime.time(9, 30)
    assert wrong.errors["starts"] == ["Enter a time in the correct format, like 2:20pm or 14:20"]
