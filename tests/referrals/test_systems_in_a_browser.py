"""Letting a partner's system in and shutting it out again, in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rjcase.kernel.clock import today
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_it_lets_a_system_in_and_shuts_it_out(page: Page, live_server: LiveServer, world: World) -> None:
    here = f"/northshire/agencies/{world.north.agency.pk}/"
    sign_in(page, live_server.url, "manager@northshire.example", to=here)
    assert_page_is_fit(page, "agency-without-systems")
    page.get_by_role("link", name="Let a system in").click()
    press(page, "Make a token")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert_page_is_fit(page, "let-a-system-in-in-error")
    page.get_by_label("Name of the system").fill("Custody system")
    until = today() + timedelta(days=100)
    for label, value in (("Day", until.day), ("Month", until.month), ("Year", until.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    press(page, "Make a token")
    expect(page.locator(".app-token")).to_contain_text("rjc.northshire.")
    page.locator(".app-token").evaluate("token => token.textContent = 'rjc.northshire.' + 'x'.repeat(43)")
    assert_page_is_fit(page, "keep-this-token")
    press(page, "Back to the agency")
    assert_page_is_fit(page, "agency-with-a-system")
    page.get_by_role("link", name="Revoke").click()
    assert_page_is_fit(page, "shut-a-system-out")
    press(page, "Shut it out")
    expect(page.get_by_role("alert")).to_contain_text("System shut out")
