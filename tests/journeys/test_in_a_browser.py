"""The same walk in Chromium: once from end to end, and stage by stage with a close look at each page."""

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


@pytest.mark.parametrize(
    ("after", "until"),
    [
        ("", "accept"),
        ("accept", "approach"),
        ("approach", "confirm"),
        ("confirm", "hold"),
        ("hold", "complete"),
        ("complete", "close"),
    ],
)
def test_it_is_fit_page_by_page(
    page: Page, live_server: LiveServer, walk: Walk, after: str, until: str
) -> None:
    if after:
        walk.go(until=after)
    hand = walk.hand = BrowserHand(page, live_server.url, looks=True)
    walk.go(after=after, until=until)
    walk.as_("facilitator" if after else "admin")
    hand.look_at(walk.at(), f"case-{walk.stage()}")
    hand.look_at(walk.of("harmed"), f"file-{walk.stage()}")
    for rest in ("history/", "together/"):
        hand.visit(walk.at(rest))
