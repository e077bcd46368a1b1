"""Sorting, paging and filtering keep everything else of the address."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from rjcase.designsystem import lists
from rjcase.designsystem.forms import GovukForm

QUERY = QueryDict("stage=ready&stage=received&q=a%26b&page=3")


def test_it_sorts_and_begins_again_at_the_first_page() -> None:
    link = lists.sort_link(QUERY, "received")
    assert (link.state, link.href) == ("none", "?stage=ready&stage=received&q=a%26b&sort=received")


def test_it_turns_the_direction_of_the_present_order() -> None:
    up = lists.sort_link(QueryDict("sort=received"), "received")
    down = lists.sort_link(QueryDict("sort=-received"), "received")
    by_default = lists.sort_link(QueryDict(""), "received", default="-received")
    assert (up.state, up.href) == ("ascending", "?sort=-received")
    assert (down.state, down.href) == ("descending", "?sort=received")
    assert by_default.state == "descending"


def _page(number: int, total: int = 95) -> Any:
    return Paginator(range(total), 10).page(number)


def test_it_pages_and_keeps_the_filters() -> None:
    params = lists.pagination_params(_page(3), QUERY)
    assert [item.get("number", "…") for item in params["items"]] == [1, 2, 3, 4, "…", 10]
    assert params["next"]["href"] == "?stage=ready&stage=received&q=a%26b&page=4"
    assert [item["number"] for item in params["items"] if item.get("current")] == [3]


def test_it_shows_no_pages_when_there_is_one() -> None:
    assert lists.pagination_params(_page(1, 9), QUERY) == {}
    drawn = Template("{% pagination page %}").render(Context({"page": _page(1, 9)}))
    assert "Showing <b>1</b> to <b>9</b> of <b>9</b>" in drawn
    assert "<nav" not in drawn


class Filters(GovukForm):
    q = forms.CharField(label="Name", required=False)
    stage = forms.MultipleChoiceField(
        label="Stage",
        choices=[("ready", "Ready"), ("received", "Received")],
        widget=forms.CheckboxSelectMultiple,
    )


def test_it_names_each_selected_filter_and_removes_just_that() -> None:
    selected = list(lists.selected_filters(Filters(QUERY), QUERY))
    assert [(item["text"], item["href"]) for item in selected] == [
        ("a&b", "?stage=ready&stage=received"),
        ("Ready", "?stage=received&q=a%26b"),
        ("Received", "?stage=ready&q=a%26b"),
    ]


def test_it_clears_the_filters_and_keeps_the_order() -> None:
    request = RequestFactory().get("/?stage=ready&sort=-received")
    drawn = Template("{% filter_panel form %}").render(
        Context({"form": Filters(request.GET), "request": request})
    )
    assert 'href="?sort=-received">Clear filters' in drawn
    assert '<input type="hidden" name="sort" value="-received">' in drawn
