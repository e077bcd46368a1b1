"""On a phone, from the home page to a recorded contact on the right side, and never on the wrong one."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Contact
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.browser.pictures import NARROW, PHONE, WIDE, screenshot
from tests.journeys.walk import Walk

pytestmark = pytest.mark.browser
PHONE_SIZE = {"width": PHONE, "height": 667}
ALL = (WIDE, PHONE, NARROW)
MOST_FIELDS, MOST_CLICKS = 8, 5


class Thumb:
    """Counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def press(self, what: Locator) -> None:
        """Press one thing."""
        what.click()
        self.clicks += 1


def test_it_records_a_contact_from_the_home_page_in_a_minute(
    page: Page, live_server: LiveServer, walk: Walk
) -> None:
    walk.go(until="allocate")
    harmed, responsible = walk.file("harmed"), walk.file("responsible")
    page.set_viewport_size(PHONE_SIZE)  # type: ignore[arg-type]
    sign_in(page, live_server.url, "facilitator@northshire.example", to="/northshire/work/")
    page.goto(live_server.url)
    expect(page.locator("h1")).to_have_text("My work")
    assert_page_is_fit(page)
    screenshot(page, "minute-my-work", ALL)

    thumb = Thumb(page)
    thumb.press(page.get_by_role("link", name=re.compile(rf"Log a contact\s*: HQ, {walk.reference}")))
    _is_about(page, "Harmed side", "Victim 1")
    asked = page.locator("main form > .govuk-form-group")
    assert 0 < asked.count() <= MOST_FIELDS
    screenshot(page, "minute-log-a-contact", ALL)

    # The other side is one press away, says so at once, and one press leads back.
    page.get_by_role("link", name="Switch to Offender 1").click()
    _is_about(page, "Responsible side", "Offender 1")
    page.get_by_role("link", name="Switch to Victim 1").click()
    _is_about(page, "Harmed side", "Victim 1")

    thumb.press(page.get_by_label("Phone", exact=True))
    thumb.press(page.get_by_label("Spoke with them"))
    page.get_by_label("What was said and agreed").fill("Listened. Will call again on Friday.")
    banner = page.locator(".app-side")
    expect(banner).to_be_in_viewport()  # whose it is stays in sight down to the button
    thumb.press(page.get_by_role("button", name="Save contact"))
    expect(page.get_by_role("alert")).to_contain_text("Contact saved")
    _is_about(page, "Harmed side", "Victim 1")
    assert thumb.clicks <= MOST_CLICKS
    assert_page_is_fit(page)
    screenshot(page, "minute-contacts", ALL)
    with walk.house.at("facilitator"):
        assert Contact.objects.get().file_id == harmed.pk
    page.get_by_role("link", name="Switch to Offender 1").click()
    expect(page).to_have_url(re.compile(rf"/files/{responsible.pk}/contacts/$"))
    expect(page.locator("main")).to_contain_text("No contact has been logged yet.")


def _is_about(page: Page, side: str, party: str) -> None:
    """The banner names side and party, and no other banner is there."""
    banner = page.locator(".app-side")
    expect(banner).to_have_count(1)
    expect(banner).to_contain_text(side)
    expect(banner).to_contain_text(party)
