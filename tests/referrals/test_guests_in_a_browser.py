"""Referring without an account, in a browser: asking, opening, the form; and the page of the office."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from referrals.services.agencies import add_domain
from referrals.services.guests import hand_over, link_url
from rjcase.kernel.ids import uuid7
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_fit_from_the_address_to_the_form(page: Page, live_server: LiveServer, world: World) -> None:
    with world.north.at("admin"):
        me = world.north.actor("admin")
        add_domain(actor=me, agency=world.north.agency, domain="police.example")
        row = hand_over(actor=me, agency=world.north.agency, email="dana.hill@police.example", letter=uuid7())
        link = "/northshire/" + link_url(world.north.scheme, row).partition("/northshire/")[2]
    page.goto(f"{live_server.url}/northshire/refer/for/{world.north.agency.pk}/")
    page.get_by_role("button", name="Send me a link").click()
    assert_page_is_fit(page, "refer-without-account-error")
    page.get_by_label("Your work email address").fill("somebody@nowhere.example")
    page.get_by_role("button", name="Send me a link").click()
    assert_page_is_fit(page, "refer-check-email")
    page.goto(f"{live_server.url}{link}")
    assert_page_is_fit(page, "refer-open-link")
    page.get_by_role("button", name="Open the referral").click()
    assert_page_is_fit(page, "refer-once")
    page.get_by_role("link", name="The offence").click()
    assert_page_is_fit(page)
    page.goto(f"{live_server.url}{link}")
    page.get_by_role("button", name="Open the referral").click()
    page.get_by_role("button", name="Send me a new link").wait_for()


def test_the_office_sees_who_has_a_link(page: Page, live_server: LiveServer, world: World) -> None:
    at = f"/northshire/agencies/{world.north.agency.pk}/refer/"
    with world.north.at("admin"):
        me = world.north.actor("admin")
        add_domain(actor=me, agency=world.north.agency, domain="police.example")
        hand_over(actor=me, agency=world.north.agency, email="dana.hill@police.example", letter=uuid7())
    sign_in(page, live_server.url, "admin@northshire.example", to=at)
    assert_page_is_fit(page, "agency-refer")
    page.get_by_role("link", name="dana.hill@police.example").click()
    assert_page_is_fit(page, "agency-guest-link")
