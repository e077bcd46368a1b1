"""Information requests as the office meets them: filled in, in error, sent, answered."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_fit_from_an_empty_list_to_the_answer(
    page: Page, live_server: LiveServer, world: World
) -> None:
    at = f"/northshire/cases/{world.case.reference}/requests/"
    sign_in(page, live_server.url, "admin@northshire.example", to=at)
    assert_page_is_fit(page)
    page.get_by_role("button", name="Ask the police").click()
    page.get_by_role("button", name="Save and make the paper").click()
    assert_page_is_fit(page, "information-request-error")
    page.get_by_label("To whom").fill("The officer in charge, records")
    page.get_by_label("Our telephone or fax").fill("0121 496 0999")
    page.get_by_role("button", name="Save and make the paper").click()
    assert_page_is_fit(page, "information-request")
    page.get_by_role("button", name="Record that you chased it").click()
    assert_page_is_fit(page)
    page.get_by_label("How, and what they said").fill("By phone: next week.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Record the answer").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Enter the details of one person").click()
    assert_page_is_fit(page)
    page.goto(f"{live_server.url}{at}")
    assert_page_is_fit(page, "information-requests")
