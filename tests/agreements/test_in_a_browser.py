"""The pages of an agreement and of the end of a case in a real browser."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.agreements.scene import Scene
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in

pytestmark = pytest.mark.browser


def test_it_is_fit_from_draft_to_closing(page: Page, live_server: LiveServer, scene: Scene) -> None:
    start = scene.url(f"together/{scene.joint.pk}/agreement/")
    sign_in(page, live_server.url, "facilitator@northshire.example", to=start)
    assert_page_is_fit(page)
    page.fill("[name=made_on-month]", "13")
    page.click("main form button[type=submit]")
    assert_page_is_fit(page)
    draft = scene.draft()
    item = scene.item(draft)
    for rest in ("", "items/new/", "agree/"):
        page.goto(f"{live_server.url}{scene.url(f'agreements/{draft.pk}/{rest}')}")
        assert_page_is_fit(page)
    made = scene.agree(draft)
    pages = {
        f"agreements/{made.pk}/": "agreement",
        f"agreements/{made.pk}/copies/": "agreement-copies",
        f"agreements/{made.pk}/notes/{scene.responsible.pk}/": "",
        f"agreements/{made.pk}/updates/{scene.harmed.pk}/": "agreement-update",
        f"agreements/{made.pk}/updates/{scene.harmed.pk}/ask/": "",
        f"agreement-items/{item.pk}/": "agreement-item",
        "close/": "close",
        "close/updating/": "",
        "close/early/": "close-early",
        "": "",
    }
    for tail, name in pages.items():
        page.goto(f"{live_server.url}{scene.url(tail)}")
        assert_page_is_fit(page, name)


def test_it_lists_items_in_a_page_that_is_fit(page: Page, live_server: LiveServer, scene: Scene) -> None:
    sign_in(page, live_server.url, "admin@northshire.example", to="/northshire/agreements/")
    assert_page_is_fit(page)
    scene.agreed()
    page.goto(f"{live_server.url}/northshire/agreements/")
    assert_page_is_fit(page, "agreements")
