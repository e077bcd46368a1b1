"""The harness against the product itself: real addresses, real database, real middleware."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import World

pytestmark = pytest.mark.browser


def test_it_answers_an_unknown_address_with_a_page_that_is_fit(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/nobody/knows/this/")
    expect(page.locator("h1")).to_have_text("Page not found")
    assert_page_is_fit(page)


def test_it_is_ready(page: Page, live_server: LiveServer) -> None:
    answer = page.request.get(f"{live_server.url}/readyz")
    assert answer.json()["status"] == "ok", answer.json()


def test_it_opens_the_door_and_shows_the_frame(page: Page, live_server: LiveServer, world: World) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    assert_page_is_fit(page, "sign-in")
    page.click("main button[type=submit]")
    expect(page).to_have_title("Error: Sign in – RJCase")
    assert_page_is_fit(page)
    reference = world.case.reference
    sign_in(page, live_server.url, "manager@northshire.example", to=f"/northshire/cases/{reference}/")
    expect(page.locator(".govuk-service-navigation__service-name")).to_have_text("Northshire")
    assert_page_is_fit(page, "case")
    page.goto(f"{live_server.url}/northshire/cases/none/")
    expect(page.locator("h1")).to_have_text("Page not found")
    expect(page.locator(".govuk-exit-this-page")).to_have_count(0)
    page.click("text=Sign out")
    page.goto(f"{live_server.url}/northshire/cases/{reference}/")
    expect(page).to_have_url(f"{live_server.url}/accounts/login/?next=/northshire/cases/{reference}/")
