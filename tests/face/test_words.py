"""Dates, times, states and gaps in words."""

import datetime
import re
from pathlib import Path

import pytest
from django.template import Context, Template

from rjcase.designsystem import words

SUMMER = datetime.datetime(2026, 7, 5, 13, 20, tzinfo=datetime.UTC)
STYLES = Path(__file__).resolve().parent.parent.parent / "static" / "dist" / "app.css"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime.date(2026, 3, 5), "5 March 2026"),
        (SUMMER, "5 July 2026 at 2:20pm"),
        (datetime.time(14, 20), "2:20pm"),
        (datetime.time(9, 0), "9am"),
        (datetime.time(9, 5), "9:05am"),
        (datetime.time(12, 0), "midday"),
        (datetime.time(0, 0), "midnight"),
        (datetime.time(0, 30), "12:30am"),
        (True, "Yes"),
        (False, "No"),
        (None, "Not provided"),
        ("", "Not provided"),
        ([], "Not provided"),
        (["Phone", "Letter"], "Phone, Letter"),
        (0, "0"),
        ("text", "text"),
    ],
)
def test_it_says_a_value(value: object, said: str) -> None:
    assert words.say(value) == said


def test_it_says_the_local_day_of_a_late_moment() -> None:
    late = datetime.datetime(2026, 7, 5, 23, 30, tzinfo=datetime.UTC)
    assert words.say_date(late) == "6 July 2026"


def test_it_writes_moments_for_machines_too() -> None:
    drawn = Template("{{ m|gov_datetime }} {{ d|gov_date }} {{ none|gov_date }}").render(
        Context({"m": SUMMER, "d": datetime.date(2026, 3, 5), "none": None})
    )
    assert drawn == (
        '<time datetime="2026-07-05T14:20:00+01:00">5 July 2026 at 2:20pm</time> '
        '<time datetime="2026-03-05">5 March 2026</time> Not provided'
    )


def test_it_keeps_red_for_late_and_unsafe() -> None:
    assert {name for name, status in words.STATUSES.items() if status.colour == "red"} == {
        "overdue",
        "unsafe",
        "failed",
        "perhaps_sent",
        "lapsed",  # a check of a worker that has run out, or was never made: not safe to let in
        "unchecked",
        "lost",  # papers with personal data that nobody can find
    }


@pytest.mark.parametrize("name", sorted(words.STATUSES))
def test_it_colours_every_status_with_a_colour_there_is(name: str) -> None:
    colour = words.STATUSES[name].colour
    assert not colour or colour == "blue" or f".govuk-tag--{colour}" in STYLES.read_text()
    assert Template(f"{{% status_tag '{name}' %}}").render(Context())


def test_it_uses_no_font_and_no_crown_that_is_not_ours() -> None:
    styles = STYLES.read_text()
    assert "@font-face" not in styles
    assert "GDS Transport" not in styles
    assert not re.search(r"crest|crown|royal", styles, re.IGNORECASE)


def test_it_says_a_figure_or_that_it_is_held_back() -> None:
    assert [words.say_figure(value) for value in (1234, 0, None)] == ["1,234", "0", "Suppressed"]
