"""The pages of a meeting in a real browser."""

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.conferences.helpers import Walk, make_ready
from tests.world import World

pytestmark = pytest.mark.browser


def test_it_is_fit_from_plan_to_write_up(page: Page, live_server: LiveServer, world: World) -> None:
    make_ready(world)
    walk = Walk(Client(), world)
    at = walk.begun()
    sign_in(page, live_server.url, "facilitator@northshire.example", to=f"{walk.base}together/")
    assert_page_is_fit(page, "together")
    for rest in ("plan/", "hold/", f"files/{world.harmed.pk}/sheet/", ""):
        page.goto(f"{live_server.url}{walk.base}{at}{rest}")
        assert_page_is_fit(page, "process" if not rest else "")
    page.goto(f"{live_server.url}{walk.base}{at}hold/")
    page.fill("[name=held_at-month]", "13")
    page.click("main button[type=submit]")
    assert_page_is_fit(page)
