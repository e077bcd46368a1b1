"""The same walk in Chromium, told stage by stage, with a close look at each kind of page on the way."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser_hand import BrowserHand
from tests.journeys.walk import Walk

pytestmark = pytest.mark.browser

# Behind these the page of the case and those of its files are looked at anew: they have become other pages.
STOPS = ("accept", "approach", "confirm", "hold", "complete", "close")


@pytest.mark.long
def test_it_carries_a_referral_to_closure_in_a_browser(
    page: Page, live_server: LiveServer, walk: Walk, subtests: pytest.Subtests
) -> None:
    hand = walk.hand = BrowserHand(page, live_server.url, looks=True)
    after = ""
    for until in STOPS:
        with subtests.test(until):
            walk.go(after=after, until=until)
            walk.as_("facilitator" if after else "admin")
            hand.look_at(walk.at(), f"case-{walk.stage()}")
            hand.look_at(walk.of("harmed"), f"file-{walk.stage()}")
            for rest in ("history/", "together/"):
                hand.visit(walk.at(rest))
        after = until
    with subtests.test("return"):
        walk.as_("manager")
        hand.visit("/northshire/returns/")
        hand.press("Begin return of the quarter from 1 October 2026")
        assert "Completed 1 cases behind this figure: Completed Total 1" in hand.text
