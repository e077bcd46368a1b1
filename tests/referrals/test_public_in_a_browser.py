"""The public pages as people see them, in English and Welsh, and what is left after the way out."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.referrals.test_self_refer import VICTIM
from tests.world import World

pytestmark = pytest.mark.browser


def test_its_public_pages_are_fit_in_english_and_welsh(
    page: Page, live_server: LiveServer, world: World, client: Client
) -> None:
    client.force_login(world.north.manager)
    client.post("/northshire/scheme/welsh/", {"has_welsh": "on"})
    home = f"{live_server.url}/northshire/"
    for name in ("how-to-refer", "how-it-works", "glossary"):
        page.goto(f"{home}{name}/")
        assert_page_is_fit(page, f"public-{name}")
    page.goto(f"{live_server.url}/")
    page.click("a:has-text('Cymraeg')")
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    assert_page_is_fit(page, "welsh-directory")
    page.goto(home)
    assert_page_is_fit(page, "welsh-home")
    page.goto(f"{home}how-it-works/")
    assert_page_is_fit(page, "welsh-how-it-works")
    page.goto(f"{home}self-refer/")
    page.click("button:has-text('Dechrau nawr')")
    page.click("a:has-text('Parhau')")
    page.click("button:has-text('Parhau')")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Dewiswch pa un o’r rhain ydych chi")
    assert_page_is_fit(page, "welsh-self-refer-error")


def test_nothing_is_left_behind_after_the_way_out(
    page: Page, live_server: LiveServer, world: World, settings: Any
) -> None:
    """Neither place in the history, cookie, storage nor cache; and Back shows nothing that was typed."""
    settings.EXIT_URL = f"{live_server.url}/healthz"  # nothing is asked of the world
    kept = []
    page.on("response", lambda answer: kept.append((answer.url, answer.headers.get("cache-control", ""))))
    page.goto(f"{live_server.url}/northshire/self-refer/")
    page.click("button:has-text('Start now')")
    page.click("a:has-text('Continue')")
    page.check("[name=who][value=harmed]")
    page.click("button:has-text('Continue')")
    page.goto(f"{live_server.url}/northshire/self-refer/name/")
    page.fill("[name=given_names]", VICTIM["name"]["given_names"])
    page.fill("[name=family_name]", "Quillfeather")
    page.click("button:has-text('Continue')")
    page.go_back()
    expect(page.locator("[name=family_name]")).to_have_value("Quillfeather")
    assert page.context.cookies()
    before = page.evaluate("history.length")
    page.click("a.govuk-exit-this-page__button")
    page.wait_for_url("**/healthz")
    assert page.context.cookies() == []
    assert page.evaluate("history.length") <= before, "the way out took the place of the page that was left"
    left = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,"
        " (await indexedDB.databases()).length]"
    )
    assert left == [0, 0, 0, 0]
    ours = [(url, said) for url, said in kept if "/static/" not in url and "/healthz" not in url]
    assert ours
    assert all("no-store" in said for _url, said in ours), ours
    for _time in range(3):
        page.go_back()
        assert "Quillfeather" not in page.content()
        assert "name/" not in page.url or "no longer here" in page.content()
