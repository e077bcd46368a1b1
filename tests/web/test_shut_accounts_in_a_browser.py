"""A manager shuts an account, asked once more who is there; an operator opens it again."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rjcase.access.door import letters
from rjcase.access.models import User
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.web.test_accounts import page_of
from tests.world import PASSWORD, World


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_account_is_shut_and_opened_again(
    page: Page, live_server: Any, world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "_ring", lambda: None)
    User.objects.create_user("ops@rjcase.example", PASSWORD, name="Ola Brandt", is_operator=True)
    base, person = live_server.url, page_of(world)
    sign_in(page, base, "manager@northshire.example", to=person)
    assert_page_is_fit(page)
    page.get_by_role("link", name="Deactivate their account").click()
    press(page, "Deactivate account")
    assert_page_is_fit(page, "account-deactivate")
    page.get_by_label("A device was lost or stolen").check()
    press(page, "Deactivate account")
    expect(page.get_by_role("heading", name="Facilitator", exact=True)).to_be_visible()
    assert_page_is_fit(page, "account-deactivated")

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 1
    time.sleep(1.5)
    page.goto(f"{base}/northshire/scheme/people/invite/")
    assert_page_is_fit(page, "confirm-who-you-are")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Continue")
    expect(page).to_have_url(f"{base}/northshire/scheme/people/invite/")
    expect(page.get_by_text("Confirmed that it is you, for 15 minutes")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, base, "ops@rjcase.example", to="/operator/accounts/")
    assert_page_is_fit(page, "operator-accounts")
    page.get_by_role("link", name="facilitator@northshire.example").click()
    assert_page_is_fit(page, "operator-account")
    page.get_by_label("Why the account is opened again").fill("Phone found; seen in the office")
    press(page, "Open account again")
    expect(page.get_by_text("This account is active.")).to_be_visible()
    assert_page_is_fit(page)
