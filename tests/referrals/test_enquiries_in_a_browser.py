"""Enquiries as the office meets them: empty, in error, filled, come back to, closed."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rjcase.kernel.clock import today
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/northshire/enquiries/"


def _date(page: Page, name: str, days: int) -> None:
    day = today() + timedelta(days=days)
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"[name={name}-{part}]", str(value))


def test_it_is_fit_from_the_empty_list_to_a_closed_enquiry(
    page: Page, live_server: LiveServer, world: World
) -> None:
    sign_in(page, live_server.url, "admin@northshire.example", to=LIST)
    assert_page_is_fit(page)
    page.get_by_role("button", name="Enter an enquiry").click()
    page.get_by_role("button", name="Save enquiry").click()
    assert_page_is_fit(page, "enquiry-error")
    page.get_by_label("Freephone").check()
    page.get_by_label("A restorative justice service of another area").check()
    page.get_by_label("Which area asks?").select_option(label="Cambridgeshire")
    page.get_by_label("Which service asks?").fill("Cambridgeshire RJ Hub")
    page.get_by_label("Where did they hear").select_option("work")
    page.get_by_label("Last name").fill("Asker")
    page.get_by_label("Phone number").fill("0121 496 0001")
    page.get_by_label("Phone call").check()
    page.get_by_label("What did they ask?").fill("Their victim moved here. May they use a room?")
    page.get_by_label("What did we answer?").fill("Yes, on a weekday.")
    _date(page, "come_back_on", 3)
    page.get_by_role("button", name="Save enquiry").click()
    page.get_by_role("button", name="Log a contact").click()
    assert_page_is_fit(page)
    page.get_by_label("E-mail").check()
    page.get_by_label("Sent", exact=True).check()
    page.get_by_label("What we answered or did").fill("Sent the address of the room.")
    _date(page, "come_back_on", 9)
    page.get_by_role("button", name="Save contact").click()
    expect(page.locator("main")).to_contain_text("Sent the address of the room.")
    assert_page_is_fit(page, "enquiry")
    page.get_by_role("link", name="Change the enquiry").click()
    assert_page_is_fit(page)
    page.goto(f"{live_server.url}{LIST}")
    assert_page_is_fit(page, "enquiries")
    page.get_by_role("link", name="Enquiry 1").click()
    page.get_by_role("link", name="Close the enquiry").click()
    page.get_by_label("Helped another area").check()
    assert_page_is_fit(page)
    page.get_by_role("button", name="Close the enquiry").click()
    page.get_by_role("link", name="Destroy the personal details").click()
    assert_page_is_fit(page)
