"""The pages of a case in a real browser: fit for everybody, and doing what they say."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.cases.walk import set_stage
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_fit_from_the_list_to_the_log(page: Page, live_server: LiveServer, world: World) -> None:
    set_stage(world.north, world.case, "eligible")
    world.north.allocate(world.case)
    set_stage(world.north, world.case, "allocated")
    sign_in(page, live_server.url, "facilitator@northshire.example", to="/northshire/work/")
    assert_page_is_fit(page, "my-work")
    page.get_by_role("link", name="Cases", exact=True).click()
    assert_page_is_fit(page, "cases")
    page.get_by_role("link", name=world.case.reference).click()
    assert_page_is_fit(page, "case")
    page.get_by_role("link", name="Victim 1: Hana Northvictim, 36").click()
    assert_page_is_fit(page, "file")
    page.get_by_role("button", name="Log a contact").click()
    assert_page_is_fit(page, "log-a-contact")
    page.get_by_label("Phone", exact=True).check()
    page.get_by_label("Spoke with them").check()
    page.get_by_label("What was said and agreed").fill("Asked about Northoffender.")
    page.get_by_role("button", name="Save contact").click()
    expect(page.get_by_role("alert")).to_contain_text("a name from the other side")
    assert_page_is_fit(page, "asked-first")
    page.get_by_label("These details belong in this text").check()
    page.get_by_role("button", name="Save contact").click()
    expect(page.get_by_role("alert")).to_contain_text("Contact saved")
    assert_page_is_fit(page, "contacts")
    page.get_by_role("link", name="Consent", exact=True).click()
    assert_page_is_fit(page, "consents")
    page.get_by_role("button", name="Record consent").click()
    assert_page_is_fit(page, "record-consent")
    page.goto(f"{live_server.url}/northshire/cases/{world.case.reference}/history/")
    expect(page.get_by_text("Begin preparation → Preparing")).to_be_visible()
    assert_page_is_fit(page, "history")


def test_it_is_fit_for_the_office(page: Page, live_server: LiveServer, world: World) -> None:
    set_stage(world.north, world.case, "eligible")
    sign_in(page, live_server.url, "manager@northshire.example", to="/northshire/work/")
    assert_page_is_fit(page, "desk")
    page.get_by_role("link", name=f"{world.case.reference} – Offer the case").click()
    page.get_by_label("Facilitator2").check()
    assert_page_is_fit(page, "offer")
    page.get_by_role("button", name="Offer the case").click()
    expect(page.get_by_role("alert")).to_contain_text("Case offered")
    base = f"{live_server.url}/northshire/cases/{world.case.reference}"
    for name in ("people", "people/grant", "papers", "people/add"):
        page.goto(f"{base}/{name}/")
        assert_page_is_fit(page, name.replace("/", "-"))
