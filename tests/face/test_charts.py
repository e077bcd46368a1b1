"""Bars drawn from the very numbers of the table."""

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from rjcase.designsystem.charts import COLOURS, Bar, drawing

ROWS = [("Police <1>", 41), ("Probation", 82), ("Self", None), ("Other", 0)]
TAG = '{% bar_chart rows title="Referrals, 2026" column="Source" measure="Referrals" %}'


def _svg() -> ElementTree.Element:
    drawn = Template(TAG).render(Context({"rows": ROWS}))
    return ElementTree.fromstring(re.search(r"<svg.*</svg>", drawn, re.DOTALL)[0])  # type: ignore[index]  # noqa: S314


def test_it_draws_bars_in_proportion() -> None:
    bars = drawing([Bar("a", 41, "41"), Bar("b", 82, "82"), Bar("c", 0, "0")]).bars
    assert bars[1].length == pytest.approx(2 * bars[0].length)
    assert bars[2].length == 0
    assert bars[1].top > bars[0].top


def test_it_draws_no_bar_for_nought_or_for_what_is_held_back() -> None:
    svg = _svg()
    space = "{http://www.w3.org/2000/svg}"
    assert len(svg.findall(f"{space}rect")) == 2
    assert [text.text for text in svg.findall(f"{space}text")] == [
        *("Police <1>", "41", "Probation", "82", "Self", "Suppressed", "Other", "0")
    ]


def test_it_can_be_read_aloud_and_needs_no_style() -> None:
    svg = _svg()
    ids = {element.get("id") for element in svg.iter()}
    assert set(str(svg.get("aria-labelledby")).split()) <= ids
    assert svg.get("role") == "img"
    assert not [element for element in svg.iter() if element.get("style") or element.get("class") == "bar"]
    assert {element.get("fill") for element in svg.iter() if element.tag.endswith("rect")} == {COLOURS[0]}


def test_it_shows_the_same_figures_in_the_table() -> None:
    drawn = Template(TAG).render(Context({"rows": ROWS}))
    table = drawn[drawn.index("<table") :]
    assert re.findall(r"numeric\">([^<]*)</td>", table) == ["41", "82", "Suppressed", "0"]
    assert "Police &lt;1&gt;" in table


def test_it_refuses_what_bars_cannot_show() -> None:
    with pytest.raises(ValueError, match="below nought"):
        drawing([Bar("a", -1, "-1")])
    with pytest.raises(ValueError, match="four"):
        drawing([], [*COLOURS, "#000000"])


def test_it_draws_nothing_of_nothing() -> None:
    assert drawing([]).bars == ()
    assert drawing([Bar("a", 0, "0")]).bars[0].length == 0
