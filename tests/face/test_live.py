"""The harness against the product itself: real addresses, real database, real middleware."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit

pytestmark = pytest.mark.browser


def test_it_answers_an_unknown_address_with_a_page_that_is_fit(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/nobody/knows/this/")
    expect(page.locator("h1")).to_have_text("Page not found")
    assert_page_is_fit(page)


def test_it_is_ready(page: Page, live_server: LiveServer) -> None:
    answer = page.request.get(f"{live_server.url}/readyz")
    assert answer.json()["status"] == "ok", answer.json()
