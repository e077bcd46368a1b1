"""The partner form as an officer meets it, with JavaScript off and on, and the office's pages about it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import watch
from tests.browser.checks import assert_page_is_fit
from tests.browser.html import assert_html_valid
from tests.browser.people import sign_in
from tests.referrals.typed import CIRCUMSTANCES, OFFENCE, OFFENDER, START, VICTIM
from tests.world import World

pytestmark = pytest.mark.browser

CHOICES = {"markers", "in_area", "ways", "consent", "is_known", "custody", "plea", "responsibility"}
CHOICES |= {"started_by", "is_court_ordered", "explained", "source"}


def _type(page: Page, answers: Mapping[str, Any]) -> None:
    """Fill in one page of the form the way a person does."""
    for name, value in answers.items():
        if name in CHOICES:
            for choice in value if isinstance(value, list) else [value]:
                page.check(f"[name={name}][value={choice}]")
            continue
        box: Locator = page.locator(f"[name={name}]")
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(str(value))
        else:
            box.fill(str(value))


def _go_on(page: Page, heading: str) -> None:
    page.click("button:has-text('Save and continue')")
    expect(page.locator("h1")).to_contain_text(heading)


def _refer(page: Page, base_url: str, look: Callable[..., None]) -> None:
    """Refer one case from sign-in to the receipt; `look(page, name)` judges every page on the way."""
    sign_in(page, base_url, "referrer@northshire.example", to="/northshire/refer/")
    look(page, "refer-start")
    page.click("button:has-text('Start a referral')")
    expect(page.locator("[name=name]")).to_have_value("Referrer")  # what we know is not asked again
    look(page)
    _type(page, {"source": "police_officer"})
    _go_on(page, "The offence")
    look(page)
    page.click("button:has-text('Save and continue')")
    expect(page).to_have_title("Error: The offence – Northshire")
    look(page)
    _type(page, OFFENCE)
    _go_on(page, "Victim")

    _type(page, VICTIM | {"postcode": "NOWHERE", "phone": "", "consent": "yes"})
    page.click("button:has-text('Save and continue')")
    expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    expect(page.locator("[name=notes]")).to_have_value("After 6pm")
    look(page, "refer-victim-error")
    _type(page, {"postcode": "NR1 3JU", "phone": "01632 960 001"})
    look(page)
    _go_on(page, "Offender")
    look(page)
    _type(page, OFFENDER)
    look(page)
    _go_on(page, "What happened")
    page.click("button:has-text('Save and come back later')")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Draft saved")
    look(page)
    page.click("a:has-text('Continue')")
    look(page, "refer-tasks")
    page.click("a:has-text('What happened')")
    _type(page, CIRCUMSTANCES)
    _go_on(page, "How it started")
    _type(page, START)
    _go_on(page, "Check your answers")
    look(page, "refer-check")
    page.click("button:has-text('Send referral')")
    expect(page.locator(".govuk-panel")).to_contain_text("R-")
    look(page, "refer-sent")
    page.click("main a:has-text('Our referrals')")
    expect(page.locator("tbody tr")).to_have_count(2)
    look(page, "our-referrals")


def test_it_refers_a_case_without_javascript(
    page_without_scripts: Page, live_server: LiveServer, world: World
) -> None:
    _refer(
        page_without_scripts, live_server.url, lambda page, _name="": assert_html_valid(watch.source(page))
    )


def test_it_refers_a_case_on_pages_that_are_fit(page: Page, live_server: LiveServer, world: World) -> None:
    _refer(page, live_server.url, assert_page_is_fit)


def test_it_shows_the_office_what_arrived(page: Page, live_server: LiveServer, world: World) -> None:
    page.goto(f"{live_server.url}/northshire/")
    assert_page_is_fit(page, "public-home")
    sign_in(page, live_server.url, "manager@northshire.example", to="/northshire/referrals/")
    assert_page_is_fit(page, "referrals")
    page.click(f"a:has-text('{world.case.reference}')")
    assert_page_is_fit(page, "referral")
    for path, name in (
        ("criteria/", ""),
        ("criteria/change/", "criteria-change"),
        ("agencies/", ""),
        (f"agencies/{world.north.agency.pk}/", ""),
        (f"cases/{world.case.reference}/referral/register/", ""),
        (f"cases/{world.case.reference}/referral/decline/", ""),
        (f"cases/{world.case.reference}/referral/decide/", ""),
    ):
        page.goto(f"{live_server.url}/northshire/{path}")
        assert_page_is_fit(page, name)
