"""Trying criteria out, the page about courts, and the settings of the intake, as people meet them."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.referrals.typed import START, Typist
from tests.world import World

pytestmark = pytest.mark.browser


def test_it_tries_criteria_on_past_cases(page: Page, live_server: LiveServer, world: World) -> None:
    sign_in(page, live_server.url, "manager@northshire.example", to="/northshire/criteria/")
    assert_page_is_fit(page, "criteria")
    page.click("a:has-text('Probation and prisons')")
    page.click("button:has-text('Try them on past cases')")
    expect(page.locator("h2#tried")).to_be_visible()
    assert_page_is_fit(page, "criteria-tried")
    page.goto(f"{live_server.url}/northshire/referrals/settings/")
    assert_page_is_fit(page, "referral-settings")


def test_it_asks_about_courts(page: Page, live_server: LiveServer, world: World) -> None:
    draft = Typist(Client(), world.north).fill(start=START | {"is_court_ordered": "yes"})
    to = f"/northshire/refer/{draft.pk}/court-1/"
    sign_in(page, live_server.url, "referrer@northshire.example", to=to)
    page.check("[name=denies][value=yes]")
    page.fill("[name=denies_comment]", "Says that he was not there")
    page.select_option("[name=tier_model]", "tier_2026")
    page.click("button:has-text('Save and continue')")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Select whether they are too resistant")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter the date of the tier")
    expect(page.locator("[name=denies_comment]")).to_have_value("Says that he was not there")
    assert_page_is_fit(page, "refer-court-error")
