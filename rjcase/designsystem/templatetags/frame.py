"""The tags of the page's frame: navigation, back link, banner. Templates of pages need none of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from rjcase.designsystem import words
from rjcase.designsystem.components import component
from rjcase.kernel import clock

register = template.Library()
Context = dict[str, Any]


@register.inclusion_tag("designsystem/header.html", takes_context=True)
def product_header(context: Context, page: Any) -> Context:
    """The product's name; for someone signed in also search, their name and sign out."""
    return {"page": page, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("designsystem/service_navigation.html")
def service_navigation(page: Any) -> Context:
    """The scheme's name and the sections for this person's roles."""
    return {"page": page}


@register.inclusion_tag("designsystem/back_link.html")
def back_link(href: str | None = "", text: str = "") -> Context:
    """A back link inside a named navigation; nothing without an address."""
    return {"href": href, "text": text or gettext("Back")}


@register.inclusion_tag("designsystem/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[Any] | None = ()) -> Context:
    """Where the page is: items with `text` and `href`."""
    return {"crumbs": crumbs}


@register.inclusion_tag("designsystem/success_banner.html")
def success_banner(messages: Iterable[Any] | None = ()) -> Context:
    """What has just been done. One banner, the last message first said by the act that led here."""
    said = [str(message) for message in messages or ()]
    return {"texts": said[-1:]}


@register.inclusion_tag("designsystem/languages.html")
def language_choice(page: Any) -> Context:
    """The languages the page can be read in, each under its own name; nothing where there is one."""
    return {"languages": getattr(page, "languages", ())}


@register.simple_tag
def printed_line(page: Any) -> str:
    """By whom and when the paper was printed."""
    moment = words.say_datetime(clock.now())
    if page and page.signed_in:
        return gettext("Printed by %(person)s on %(moment)s") % {"person": page.person, "moment": moment}
    return gettext("Printed on %(moment)s") % {"moment": moment}


@register.simple_tag
def exit_this_page(href: str) -> SafeString:
    """The button that leaves at once, with its words in the language of the page."""
    text = format_html(
        '<span class="govuk-visually-hidden">{}</span> {}', gettext("Emergency"), gettext("Exit this page")
    )
    return component(
        "exit-this-page",
        html=text,
        redirect_url=href,
        activated_text=gettext("Loading."),
        timed_out_text=gettext("Exit this page expired."),
        press_two_more_times_text=gettext("Shift, press 2 more times to exit."),
        press_one_more_time_text=gettext("Shift, press 1 more time to exit."),
    )
