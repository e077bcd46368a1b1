"""The same walk in Chromium, from end to end."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser_hand import BrowserHand
from tests.journeys.walk import Walk

pytestmark = pytest.mark.browser


def test_it_carries_a_referral_to_closure_in_a_browser(
    page: Page, live_server: LiveServer, walk: Walk
) -> None:
    walk.hand = BrowserHand(page, live_server.url)
    walk.go()
    hand = walk.as_("manager")
    hand.visit("/northshire/returns/")
    hand.press("Begin return of the quarter from 1 October 2026")
    assert "Completed 1 cases behind this figure: Completed Total 1" in hand.text
