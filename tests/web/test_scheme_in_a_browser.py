"""The settings, the door and the operator's pages in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rjcase.access.models import User
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser


def link_in(page: Page) -> str:
    """The joining link that the page shows."""
    found = re.search(r"http://\S+/join/[^/\s]+/", page.locator("main").inner_text())
    assert found
    return found[0]


def test_it_keeps_a_scheme_and_its_people(page: Page, live_server: LiveServer, world: World) -> None:
    base = live_server.url
    world.north.allocate(world.case)
    sign_in(page, base, "manager@northshire.example", to="/northshire/scheme/")
    assert_page_is_fit(page, "scheme-overview")
    for name in ("profile", "words", "areas", "areas/add", "teams", "deadlines", "deadlines/first_contact"):
        page.goto(f"{base}/northshire/scheme/{name}/")
        assert_page_is_fit(page, "scheme-deadlines" if name == "deadlines" else "")
    page.goto(f"{base}/northshire/scheme/people/invite/")
    page.click("text=Make the invitation")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_page_is_fit(page)
    page.fill("[name=name]", "Nia New")
    page.fill("[name=email]", "nia@new.example")
    page.check("[name=roles][value=partner]")
    page.select_option("[name=agency]", label="Northshire Police")
    assert_page_is_fit(page, "scheme-invite")
    page.click("text=Make the invitation")
    assert_page_is_fit(page, "scheme-invitation-link")
    link = link_in(page)
    page.goto(f"{base}/northshire/scheme/people/")
    assert_page_is_fit(page, "scheme-people")
    page.click("main >> text='Facilitator'")
    assert_page_is_fit(page, "scheme-person")
    page.click("text=Record a leaver")
    assert_page_is_fit(page, "scheme-leaver")
    page.goto(link)
    expect(page.locator("main")).to_contain_text("This invitation is for somebody else")
    assert_page_is_fit(page)
    page.click("main button")
    expect(page).to_have_url(f"{base}/")
    page.goto(link)
    assert_page_is_fit(page, "scheme-join")
    page.fill("[name=password]", "short")
    page.click("text=Set up account and join")
    assert_page_is_fit(page)
    page.fill("[name=password]", "wind farm by the river")
    page.click("text=Set up account and join")
    expect(page).to_have_url(re.compile(r"/northshire/refer/$"))


def test_it_opens_schemes(page: Page, live_server: LiveServer, world: World) -> None:
    base = live_server.url
    User.objects.create_user("operator@rjcase.example", PASSWORD, name="Olu", is_operator=True)
    sign_in(page, base, "operator@rjcase.example", to="/operator/schemes/")
    assert_page_is_fit(page, "operator-schemes")
    page.click("text=Open a scheme")
    page.click("main button")
    assert_page_is_fit(page)
    page.fill("[name=name]", "Eastshire RJ")
    page.fill("[name=slug]", "eastshire")
    page.fill("[name=prefix]", "EAS")
    page.fill("[name=manager_name]", "Eve East")
    page.fill("[name=manager_email]", "eve@eastshire.example")
    assert_page_is_fit(page, "operator-open-scheme")
    page.click("main button")
    assert_page_is_fit(page, "operator-scheme-open")
    page.goto(f"{base}/operator/health/")
    assert_page_is_fit(page, "operator-health")
