"""Sign in as somebody, the way they do."""

from playwright.sync_api import Page, expect

from tests.world import PASSWORD


def sign_in(page: Page, base_url: str, email: str, *, to: str = "/") -> None:
    """Sign in through the page and go on to the address `to`; fails when the door stays shut."""
    page.goto(f"{base_url}/accounts/login/?next={to}")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(f"{base_url}{to}")
