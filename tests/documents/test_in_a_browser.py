"""Letters, what is due and the outbox in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import now, today
from rjcase.notifications.models import Notification
from rjcase.notifications.tasks import sweep
from rjcase.tenancy import SYSTEM, acting
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.cases.walk import file_at
from tests.world import World

pytestmark = pytest.mark.browser


def test_it_is_fit_empty_and_filled(page: Page, live_server: LiveServer, world: World) -> None:
    world.harmed.case = world.case
    letters = file_at(world.harmed, "letters/")
    sign_in(page, live_server.url, "manager@northshire.example", to=letters)
    assert_page_is_fit(page)
    page.click("text=Make the letter", timeout=60_000)  # the first PDF of a process loads its fonts
    expect(page.locator(".govuk-notification-banner__heading")).to_have_text("Letter made")
    assert_page_is_fit(page, "letters")
    page.goto(f"{live_server.url}/northshire/outbox/")
    assert_page_is_fit(page)
    with acting(world.north.scheme, SYSTEM):
        for kind, days, file in (("feedback", -1, None), ("victim_update", 1, world.harmed)):
            open_deadline(kind, world.case, due_on=today() + timedelta(days=days), file=file)
    sweep()
    with acting(world.north.scheme, SYSTEM):
        Notification.objects.filter(recipient=world.north.admin).update(
            state="sending", claimed_at=now() - timedelta(hours=1)
        )
    page.goto(f"{live_server.url}/northshire/outbox/")
    expect(page.get_by_text("Perhaps sent").first).to_be_visible()
    assert_page_is_fit(page, "outbox")
    page.goto(f"{live_server.url}/northshire/due/")
    assert_page_is_fit(page, "due")
    page.click("text=Set aside")
    page.click("main button[type=submit]")
    assert_page_is_fit(page)
