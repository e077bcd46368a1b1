"""A facilitator signs in with a second step on a phone: an app's code, and the phone's own key."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rjcase.access.door import letters
from tests.browser.checks import assert_page_is_fit
from tests.web.test_second_step import code
from tests.world import PASSWORD, World

WHO = "facilitator@northshire.example"


@pytest.fixture(autouse=True)
def _second_factor_on(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECOND_FACTOR = True
    monkeypatch.setattr(letters, "_ring", lambda: None)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def sign_in(page: Page, base: str) -> None:
    page.goto(f"{base}/accounts/login/?next=/northshire/cases/")
    page.get_by_label("E-mail address").fill(WHO)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_facilitator_signs_in_with_a_second_step_on_a_phone(
    page: Page, live_server: Any, world: World
) -> None:
    base = live_server.url.replace("127.0.0.1", "localhost")
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, base)
    assert_page_is_fit(page, "second-step")
    page.get_by_role("link", name="Set up an app that shows codes").click()
    assert_page_is_fit(page, "second-step-app")
    secret = re.sub(r"\s", "", page.locator("code").inner_text())
    page.get_by_label("Security code").fill(code(secret))
    press(page, "Continue")
    assert_page_is_fit(page, "recovery-codes")

    # The phone's own key, as Chromium plays one.
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{base}/accounts/second-step/key/")
    page.get_by_label("Name of the key or device").fill("work phone")
    press(page, "Use the key now")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.goto(f"{base}/accounts/")
    assert_page_is_fit(page, "account")
    page.locator("main").get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page, base)
    assert_page_is_fit(page, "security-code")
    press(page, "Use your security key")
    expect(page).to_have_url(f"{base}/northshire/cases/")
    for name in ("privacy", "accessibility", "cookies"):
        page.goto(f"{base}/about/{name}/")
        assert_page_is_fit(page, f"about-{name}")
