"""Links that sort and page a list, keeping everything else of the address."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext

_AROUND = 1  # page links on either side of the present page


def with_query(query: QueryDict, **changes: str | int | None) -> str:
    """The query string of `query` with `changes` made; None removes a parameter. Begins with "?"."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


@dataclass(frozen=True)
class SortLink:
    """A column's sort link; `state` is for `aria-sort` and empty when the column may not be sorted by."""

    href: str
    state: str
    arrow: str


def sort_link(query: QueryDict, column: str, default: str = "") -> SortLink:
    """The link of `column`: sorts by it, or turns its direction when it is the present order.

    The order is `?sort=column` or `?sort=-column`; `default` is the order of an address without one.
    """
    present = query.get("sort", default)
    if present == column:
        return SortLink(with_query(query, sort=f"-{column}", page=None), "ascending", "▲")
    if present == f"-{column}":
        return SortLink(with_query(query, sort=column, page=None), "descending", "▼")
    return SortLink(with_query(query, sort=column, page=None), "none", "")


def pagination_params(page: "Page[Any]", query: QueryDict) -> dict[str, Any]:
    """The options of the pagination component for `page`; empty when there is only one page."""
    pages = page.paginator.num_pages
    if pages < 2:
        return {}
    params: dict[str, Any] = {
        "landmark_label": gettext("Pages of results"),
        "items": [_item(number, page.number, query) for number in _numbers(page.number, pages)],
    }
    if page.has_previous():
        href = with_query(query, page=page.previous_page_number())
        params["previous"] = {"href": href, "text": gettext("Previous page")}
    if page.has_next():
        params["next"] = {
            "href": with_query(query, page=page.next_page_number()),
            "text": gettext("Next page"),
        }
    return params


def _numbers(present: int, pages: int) -> list[int | None]:
    """The page numbers to show, None where some are left out."""
    wanted = {1, pages, *range(present - _AROUND, present + _AROUND + 1)}
    shown: list[int | None] = []
    for number in sorted(number for number in wanted if 1 <= number <= pages):
        if shown and shown[-1] is not None and number - shown[-1] > 1:
            shown.append(None)
        shown.append(number)
    return shown


def _item(number: int | None, present: int, query: QueryDict) -> dict[str, Any]:
    if number is None:
        return {"ellipsis": True}
    return {
        "number": number,
        "current": number == present,
        "href": with_query(query, page=number),
        "visuallyHiddenText": gettext("Page %(number)d") % {"number": number},
    }


def selected_filters(form: forms.BaseForm, query: QueryDict) -> Iterator[dict[str, str]]:
    """What a list is filtered by, in words, each with the address that removes just that."""
    for bound in form.visible_fields():
        for value in query.getlist(bound.html_name):
            if value:
                yield {
                    "field": str(bound.label),
                    "text": _choice_label(bound.field, value),
                    "href": _without(query, bound.html_name, value),
                }


def _choice_label(field: forms.Field, value: str) -> str:
    choices = getattr(field, "choices", ())
    return next((str(label) for key, label in choices if str(key) == value), value)


def _without(query: QueryDict, name: str, value: str) -> str:
    changed = query.copy()
    changed.setlist(name, [item for item in query.getlist(name) if item != value])
    changed.pop("page", None)
    return f"?{changed.urlencode()}"
