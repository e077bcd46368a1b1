"""The pages on history and rights in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Case, Contact
from rjcase.kernel.clock import now, today
from rjcase.rights.models import RetentionClass
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_fit_from_the_request_to_the_erasure(page: Page, live_server: LiveServer, world: World) -> None:
    with world.north.at("manager"):
        Contact.objects.create(
            file=world.harmed, happened_at=now(), method="phone", direction="out", result="reached",
            by=world.north.manager, note="Prefers mornings. Rob Northoffender rang her brother.",
        )  # fmt: skip
        RetentionClass.objects.create(name="Completed cases", outcome="completed", months=12)
        closed = today() - timedelta(days=500)
        Case.objects.filter(pk=world.case.pk).update(face="completed", closed_on=closed)
    base = f"{live_server.url}/northshire"
    file = f"{base}/cases/{world.case.reference}/files/{world.harmed.pk}"
    sign_in(page, live_server.url, "admin@northshire.example", to="/northshire/work/")
    page.goto(f"{file}/changes/")
    assert_page_is_fit(page, "what-was-changed")
    page.goto(f"{file}/rights/")
    page.get_by_role("button", name="Record a request").click()
    page.get_by_role("button", name="Save request").click()
    assert_page_is_fit(page, "new-request-errors")
    page.get_by_label("A copy of their data").check()
    page.get_by_label("How you know it is them").fill("Known to the facilitator")
    page.get_by_role("button", name="Save request").click()
    assert_page_is_fit(page, "request")
    page.get_by_role("link", name="Read the texts").click()
    expect(page.locator("del").first).to_contain_text("Rob Northoffender")
    assert_page_is_fit(page, "texts")
    page.get_by_role("link", name="Change what is left out").first.click()
    assert_page_is_fit(page, "one-text")
    page.goto(f"{base}/retention/")
    assert_page_is_fit(page, "retention")
    page.get_by_role("link", name=f"Propose to erase {world.case.reference}").click()
    page.get_by_role("button", name="Propose erasure").click()
    expect(page.get_by_text("What would be erased")).to_be_visible()
    assert_page_is_fit(page, "erasure")


def test_it_is_fit_to_open_with_a_reason(page: Page, live_server: LiveServer, world: World) -> None:
    sign_in(page, live_server.url, "supervisor@northshire.example", to="/northshire/open-with-a-reason/")
    page.get_by_role("button", name="Open these files").click()
    assert_page_is_fit(page, "open-with-a-reason")
