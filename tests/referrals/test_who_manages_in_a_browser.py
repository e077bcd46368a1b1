"""Who manages a case, as the office meets it: nothing asked, in error, agreed, and the youth team."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_fit_from_asking_another_area_to_the_youth_team(
    page: Page, live_server: LiveServer, world: World
) -> None:
    at = f"/northshire/cases/{world.case.reference}/who-manages/"
    sign_in(page, live_server.url, "admin@northshire.example", to=at)
    page.get_by_role("button", name="Record that you asked another area").click()
    page.get_by_role("button", name="Save").click()
    assert_page_is_fit(page, "ask-another-area-error")
    page.get_by_label("One of them lives in another area").check()
    page.get_by_label("The other area", exact=True).select_option("46")
    page.get_by_label("Its restorative justice service").fill("Kent RJ, its manager")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Put it to the commissioner").click()
    assert_page_is_fit(page)
    page.goto(f"{live_server.url}{at}youth-team/")
    page.get_by_label("Yes, the team has made an offer").check()
    assert_page_is_fit(page, "youth-team")
    page.goto(f"{live_server.url}{at}")
    assert_page_is_fit(page, "who-manages")
