"""The tags of every template: components, forms, lists, sides, words. Loaded everywhere (settings)."""

import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.labels import inside_word as _inside_word
from rjcase.access.labels import side_words_lazy
from rjcase.designsystem import charts, lists, summary, words
from rjcase.designsystem.components import component as _component
from rjcase.designsystem.errors import error_list
from rjcase.designsystem.stacking import stacked

register = template.Library()
Context = dict[str, Any]

SIDES = {
    "harmed": side_words_lazy("harmed"),
    "responsible": side_words_lazy("responsible"),
    "joint": _("Both sides together"),
    "papers": _("Papers that name both sides"),
}


# --- Components ---------------------------------------------------------------------------------
@register.simple_tag
def component(name: str, **params: Any) -> SafeString:
    """`{% component "button" text=_("Save") %}`: a GOV.UK component; `options=` adds a dict of more."""
    return _component(name, **{**params.pop("options", {}), **params})


@register.simple_block_tag(end_name="endcomponent")
def componentblock(content: str, name: str, **params: Any) -> SafeString:
    """`{% componentblock "details" summary_text=_("Help") %}…{% endcomponent %}`: the inside is its html."""
    return _component(name, **params, html=SafeString(content))


# --- Forms --------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def govuk_form(
    context: Context,
    form: forms.BaseForm,
    button: str = "",
    method: str = "post",
    action: str = "",
    cancel: str = "",
    warning: bool = False,
) -> SafeString:
    """The whole form: tag, CSRF token, all fields, the button and, if asked, a way out (`cancel`)."""
    return render_to_string(
        "designsystem/form.html",
        {
            "form": form,
            "button": button or gettext("Continue"),
            "method": method,
            "action": action,
            "cancel": cancel,
            "warning": warning,
            "csrf_token": context.get("csrf_token"),
        },
    )


@register.simple_tag
def error_summary(*sources: Any) -> SafeString | str:
    """All errors of the given forms and formsets at once, each linked to the first input concerned."""
    errors = [error for source in sources if source for error in error_list(source)]
    if not errors:
        return ""
    return _component("error-summary", title_text=gettext("There is a problem"), error_list=errors)


@register.simple_tag
def error_prefix(*sources: Any) -> str:
    """ "Error: " for the title when a form has errors."""
    return gettext("Error: ") if any(source and error_list(source) for source in sources) else ""


# --- Whose file ---------------------------------------------------------------------------------
@register.inclusion_tag("designsystem/side_banner.html")
def side_banner(side: str, whose: str = "", label: str = "") -> Context:
    """`{% side_banner file.side whose=name %}`: in words and colour, whose file the page is about."""
    return {"side": side, "label": label or SIDES[side], "whose": whose}


@register.simple_tag
def inside_word(side: str) -> str:
    """The scheme's word for a person of a side as it stands within a sentence: "victim"."""
    return _inside_word(side)


@register.simple_tag
def side_label(side: str) -> str:
    """The words for a side, in plain text: for headings of tables."""
    return str(SIDES[side])


@register.simple_tag
def side_tag(side: str, label: str = "") -> SafeString:
    """A side inside a line of text or a table."""
    return format_html('<span class="app-side-tag--{}">{}</span>', side, label or SIDES[side])


@register.simple_block_tag
def sideblock(content: str, side: str, label: str = "", heading_id: str = "") -> SafeString:
    """`{% sideblock "harmed" %}…{% endsideblock %}`: one side's half of a case page, a named region."""
    heading_id = heading_id or f"side-{side}"
    context = {"side": side, "label": label or SIDES[side], "heading_id": heading_id, "content": content}
    return render_to_string("designsystem/side_block.html", context)


# --- Words --------------------------------------------------------------------------------------
@register.simple_tag
def status_tag(status: str) -> SafeString | str:
    """The words and colour of a status of `words.STATUSES`; raises `KeyError` for one it has not."""
    known = words.STATUSES[status]
    return _tag(str(known.words), known.colour) if known.colour else str(known.words)


@lru_cache(maxsize=512)  # a table draws the same few states row after row
def _tag(text: str, colour: str) -> SafeString:
    return _component("tag", text=text, classes=f"govuk-tag--{colour}")


@register.simple_tag
def badge(text: str, colour: str = "") -> SafeString:
    """A few words of warning on a person or a case: "Do not leave voicemail"."""
    classes = f"moj-badge moj-badge--{colour}" if colour else "moj-badge"
    return format_html('<span class="{}">{}</span>', classes, text)


@register.filter
def gov_date(value: datetime.date | datetime.datetime | None) -> SafeString | str:
    """ "5 March 2026", marked up for machines; "Not provided" for nothing."""
    if not value:
        return words.not_provided()
    day = value if not isinstance(value, datetime.datetime) else words.local_day(value)
    return format_html('<time datetime="{}">{}</time>', words.machine_time(day), words.say_date(day))


@register.filter
def gov_time(value: datetime.time | datetime.datetime | None) -> str:
    """ "2:20pm", "midday"; "Not provided" for nothing."""
    return words.say_time(value) if value is not None else words.not_provided()


@register.filter
def gov_datetime(value: datetime.datetime | None) -> SafeString | str:
    """ "5 March 2026 at 2:20pm", marked up for machines; "Not provided" for nothing."""
    if not value:
        return words.not_provided()
    return format_html('<time datetime="{}">{}</time>', words.machine_time(value), words.say_datetime(value))


@register.filter
def said(value: Any) -> str:
    """Any value as a person reads it; "Not provided" for nothing."""
    return words.say(value)


# --- Facts --------------------------------------------------------------------------------------
@register.simple_tag
def summary_list(
    rows: Sequence[Any], card: str = "", actions: Sequence[Any] = (), **params: Any
) -> SafeString:
    """Facts with their Change links: `summary.Row`s or the component's own rows; `card` is a card's title."""
    if rows and isinstance(rows[0], summary.Row):
        rows = summary.summary_rows(rows)
    if card:
        params["card"] = {"title": {"text": card, "headingLevel": 2}}
        if actions:
            params["card"]["actions"] = {"items": list(actions)}
    return _component("summary-list", rows=list(rows), **params)


@register.inclusion_tag("designsystem/case_header.html")
def case_header(
    reference: str,
    title: str = "",
    status: str = "",
    facts: Sequence[tuple[str, Any]] = (),
    badges: Sequence[Any] = (),
) -> Context:
    """The strip on top of a case: reference, stage, key facts as (name, value) pairs, warnings."""
    return {
        "reference": reference,
        "title": title,
        "status": status,
        "facts": [
            (name, value if isinstance(value, SafeString) else words.say(value)) for name, value in facts
        ],
        "badges": badges,
    }


@register.inclusion_tag("designsystem/timeline.html")
def timeline(items: Sequence[Any], heading_level: int = 2) -> Context:
    """What happened, newest first: items with `title`, `by`, `when`, and `text` or safe `html`."""
    return {"items": items, "heading": f"h{heading_level}"}


@register.inclusion_tag("designsystem/alert.html")
def alert(title: str, text: str = "", variant: str = "information", heading_level: int = 2) -> Context:
    """A standing notice; `variant`: information, success, warning, error."""
    return {"title": title, "text": text, "variant": variant, "heading": f"h{heading_level}"}


@register.inclusion_tag("designsystem/chart.html")
def bar_chart(
    rows: Sequence[Any],
    title: str,
    column: str,
    measure: str,
    chart_id: str = "chart",
    source: str = "",
    csv: str = "",
) -> Context:
    """Bars and, below them, a table of the same numbers: `rows` are (label, figure) pairs or `Bar`s.

    `title` says measure and period; `column` and `measure` head the table. A figure of None was
    suppressed before it came here and is written so.
    """
    bars = charts.bars_of(rows)
    return {
        "drawing": charts.drawing(bars),
        "bars": bars,
        "title": title,
        "column": column,
        "measure": measure,
        "chart_id": chart_id,
        "source": source,
        "csv": csv,
    }


# --- Moving about -------------------------------------------------------------------------------
@register.inclusion_tag("designsystem/sub_navigation.html", takes_context=True)
def sub_navigation(context: Context, items: Sequence[Any], label: str = "") -> Context:
    """The sections of a case or file: items with `text`, `href`, optional `active` and `count`."""
    return {"items": _marked(context, items), "label": label or gettext("Sections")}


@register.inclusion_tag("designsystem/side_navigation.html", takes_context=True)
def side_navigation(context: Context, items: Sequence[Any], label: str = "") -> Context:
    """The sections of a settings area: items with `text`, `href`, optional `active`."""
    return {"items": _marked(context, items), "label": label or gettext("Sections")}


def _marked(context: Context, items: Sequence[Any]) -> list[dict[str, Any]]:
    """The items, the one whose address is the present page marked active unless one already is."""
    request: HttpRequest | None = context.get("request")
    marked = [dict(item) for item in items]
    if request and not any(item.get("active") for item in marked):
        for item in marked:
            item["active"] = item["href"].split("?")[0] == request.path
    return marked


@register.inclusion_tag("designsystem/sort_header.html", takes_context=True)
def sort_header(
    context: Context, column: str, text: str, default: str = "", numeric: bool = False
) -> Context:
    """A column's heading that sorts the list on the server, for use in place of its `<th>`."""
    return {"link": lists.sort_link(_query(context), column, default), "text": text, "numeric": numeric}


@register.inclusion_tag("designsystem/pagination.html", takes_context=True)
def pagination(context: Context, page: "Page[Any]") -> Context:
    """ "Showing 1 to 20 of 45" and the page links, which keep every filter and the order."""
    return {"page": page, "params": lists.pagination_params(page, _query(context))}


@register.inclusion_tag("designsystem/filter_panel.html", takes_context=True)
def filter_panel(context: Context, form: forms.BaseForm) -> Context:
    """The filters of a list, sent by GET, and what is selected with a link that removes each."""
    return {
        "form": form,
        "sort": _query(context).get("sort", ""),
        "selected": list(lists.selected_filters(form, _query(context))),
        "clear": lists.with_query(QueryDict(), sort=_query(context).get("sort")),
    }


@register.simple_block_tag
def scrolling(content: str, label: str) -> SafeString:
    """`{% scrolling label=… %}<table>…</table>{% endscrolling %}`: a wide table.

    From four columns on a phone shows each row as a block; any other can be moved sideways.
    """
    return format_html(
        '<div class="app-scroll" role="region" aria-label="{}" tabindex="0">{}</div>',
        label,
        stacked(SafeString(content)),
    )


def _query(context: Context) -> QueryDict:
    request: HttpRequest | None = context.get("request")
    return request.GET if request else QueryDict()
