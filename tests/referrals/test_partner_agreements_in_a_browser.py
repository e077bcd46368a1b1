"""The register of agreements as the office meets it: empty, in error, filled, and an agency's log."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rjcase.kernel.clock import today
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REGISTER = "/northshire/agencies/agreements/"


def _date(page: Page, name: str, days: int) -> None:
    day = today() + timedelta(days=days)
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"[name={name}-{part}]", str(value))


def test_it_is_fit_from_the_empty_register_to_a_review(
    page: Page, live_server: LiveServer, world: World
) -> None:
    sign_in(page, live_server.url, "admin@northshire.example", to=REGISTER)
    assert_page_is_fit(page)
    page.get_by_role("button", name="Add an agreement").click()
    page.get_by_role("button", name="Save agreement").click()
    assert_page_is_fit(page, "agency-agreement-error")
    page.get_by_label("Information sharing agreement").check()
    page.get_by_label("Title").fill("Sharing with Northshire Police")
    page.get_by_label("Northshire Police").check()
    _date(page, "starts_on", -30)
    page.get_by_label("Who signs for us, and their post").fill("A Senior, head of service")
    _date(page, "review_on", 20)
    page.get_by_label("Working days to answer a request").fill("5")
    page.get_by_label("Where the signed copy is kept").fill("Safe, folder 3")
    page.get_by_role("button", name="Save agreement").click()
    page.get_by_role("link", name="Record a signature").click()
    assert_page_is_fit(page)
    page.get_by_label("Who signed, and their post").fill("B Chief, superintendent")
    _date(page, "signed_on", -1)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Record a review").click()
    page.get_by_label("What came of it").fill("Both keep to it. The form changes in May.")
    assert_page_is_fit(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Both keep to it.")
    assert_page_is_fit(page, "agency-agreement")
    page.goto(f"{live_server.url}{REGISTER}")
    assert_page_is_fit(page, "agency-agreements")
    page.goto(f"{live_server.url}/northshire/agencies/{world.north.agency.pk}/")
    assert_page_is_fit(page, "agency")
    page.get_by_role("link", name="What was said, and recording more").click()
    assert_page_is_fit(page)
    page.get_by_label("Meeting").check()
    page.get_by_label("With whom").fill("E Inspector, partnerships")
    page.get_by_label("What was said").fill("How to refer, and when they hear back")
    page.get_by_role("button", name="Save contact").click()
    assert_page_is_fit(page, "agency-contact")
