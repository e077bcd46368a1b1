"""A password forgotten and chosen anew, signing out elsewhere, a lost device: in a real browser."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rjcase.access.door import letters
from rjcase.access.models import Membership
from tests.browser.checks import assert_page_is_fit
from tests.browser.fixtures import open_context
from tests.browser.people import sign_in
from tests.web.test_door import link
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHO = "facilitator@northshire.example"
BETTER = "wind farm by the river"


@pytest.fixture(autouse=True)
def _no_postman(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_ring", lambda: None)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_it_chooses_a_new_password_by_a_letter(page: Page, live_server: LiveServer, world: World) -> None:
    base = live_server.url
    page.goto(f"{base}/accounts/login/")
    press(page, "Sign in")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert_page_is_fit(page, "sign-in-in-error")
    page.goto(f"{base}/accounts/forgot/")
    assert_page_is_fit(page, "forgot-password")
    page.get_by_label("E-mail address").fill(WHO)
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile(r"/accounts/forgot/sent/$"))
    assert_page_is_fit(page, "forgot-password-sent")
    page.goto(base + link())
    page.get_by_label("New password", exact=True).fill("short")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert_page_is_fit(page, "new-password-in-error")
    page.get_by_label("New password", exact=True).fill(BETTER)
    page.locator("main form button[type=submit]").click()
    page.goto(base + "/accounts/reset/MQ/gone/")
    assert_page_is_fit(page, "reset-link-gone")


def test_it_signs_out_elsewhere_and_changes_the_password(
    page: Page, browser: Browser, live_server: LiveServer, world: World
) -> None:
    base = live_server.url
    other = open_context(browser)
    sign_in(other.new_page(), base, WHO, to="/northshire/work/")
    sign_in(page, base, WHO, to="/accounts/")
    assert_page_is_fit(page, "account-signed-in-twice")
    press(page, "Sign out everywhere else")
    expect(page.get_by_role("alert")).to_contain_text("Signed out everywhere else")
    assert_page_is_fit(page)
    gone = other.new_page()
    gone.goto(f"{base}/northshire/work/")
    expect(gone).to_have_url(re.compile(r"/accounts/login/"))
    other.close()
    page.get_by_role("link", name="Change your password").click()
    page.get_by_label("Current password", exact=True).fill("not this one")
    page.get_by_label("New password", exact=True).fill("short")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    assert_page_is_fit(page, "change-password-in-error")
    page.get_by_label("Current password", exact=True).fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(BETTER)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(f"{base}/accounts/")


def test_a_manager_helps_whoever_lost_the_device(
    page: Page, live_server: LiveServer, world: World, settings: Any
) -> None:
    with world.north.at("manager"):
        who = Membership.objects.get(user=world.north.facilitator)
    Authenticator.objects.create(
        user=world.north.facilitator, type=Authenticator.Type.TOTP, data={"secret": ""}
    )
    here = f"/northshire/scheme/people/{who.pk}/"
    sign_in(page, live_server.url, "manager@northshire.example", to=here)
    for rest, name in (("", "person"), ("checks/", "checks"), ("checks/record/", "record-a-check")):
        page.goto(f"{live_server.url}{here}{rest}")
        assert_page_is_fit(page, name)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert_page_is_fit(page, "record-a-check-in-error")
    page.goto(f"{live_server.url}{here}lost-device/")
    expect(page.locator("h1")).to_contain_text("Remove the second step of a lost device")
    assert_page_is_fit(page, "lost-device")
