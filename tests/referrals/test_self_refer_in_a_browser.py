"""Self-referral as a visitor meets it, with JavaScript off and on."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import watch
from tests.browser.checks import assert_page_is_fit
from tests.browser.html import assert_html_valid
from tests.referrals.test_self_refer import OFFENDER, ORDER, VICTIM
from tests.world import World

pytestmark = pytest.mark.browser

CHOICES = {"who", "ways", "reported", "known", "responsibility", "custody", "heard_of_us"}
Look = Callable[..., None]


def _answer(page: Page, answers: Mapping[str, Any]) -> None:
    """Answer one page the way a person does; what an answer reveals comes after it."""
    for name, value in answers.items():
        if name in CHOICES:
            for choice in value if isinstance(value, list) else [value]:
                page.check(f"[name={name}][value={choice}]")
        else:
            page.locator(f"[name={name}]").fill(str(value))


def _visit(page: Page, base_url: str, pages: Mapping[str, Mapping[str, Any]], look: Look) -> None:
    """Go from the scheme's public page to the confirmation."""
    page.goto(f"{base_url}/northshire/")
    look(page, "public-home")
    page.click("a:has-text('Ask about restorative justice')")
    look(page, "self-refer-start")
    page.click("button:has-text('Start now')")
    look(page, "self-refer-safety")
    page.click("a:has-text('Continue')")
    look(page)
    page.click("button:has-text('Continue')")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Select which of these is you")
    look(page, "self-refer-error")
    for key in ORDER:
        if key not in pages or (key in ("responsible", "custody") and pages["who"]["who"] == "harmed"):
            continue
        assert page.url.endswith(f"/{key}/")
        _answer(page, pages[key])
        look(page, f"self-refer-{key}" if key in ("safe", "reach", "other") else "")
        page.click("button:has-text('Continue')")
    expect(page.locator("h1")).to_have_text("Check your answers")
    look(page, "self-refer-check")
    page.click("button:has-text('Send')")
    expect(page.locator("h1")).to_contain_text("We have your request")
    look(page, "self-refer-sent")


def test_it_can_be_asked_for_without_javascript(
    page_without_scripts: Page, live_server: LiveServer, world: World
) -> None:
    """The same pages, without a script; the page that follows a form is valid too."""

    def look(page: Page, _name: str = "") -> None:
        assert_html_valid(watch.source(page))

    _visit(page_without_scripts, live_server.url, OFFENDER, look)


def test_it_can_be_asked_for_in_a_browser(page: Page, live_server: LiveServer, world: World) -> None:
    _visit(page, live_server.url, VICTIM, lambda at, name="": assert_page_is_fit(at, name))


def test_it_can_be_left_in_one_click(page: Page, live_server: LiveServer, world: World) -> None:
    """The way out goes through our own page, which forgets the visit."""
    page.goto(f"{live_server.url}/northshire/self-refer/")
    page.click("button:has-text('Start now')")
    page.click("a:has-text('Continue')")
    with page.expect_event(
        "requestfailed", lambda asked: asked.url.endswith("/weather")
    ):  # no way out of here
        page.click("a.govuk-exit-this-page__button")
    page.goto(f"{live_server.url}/northshire/self-refer/who/")
    expect(page.locator("h1")).to_have_text("Your answers are no longer here")
