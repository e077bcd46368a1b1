"""The pages of consent in a real browser: fit for everybody, empty, in error and filled."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rjcase.kernel.clock import today
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.cases.walk import set_stage
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_fit_from_what_was_explained_to_what_was_signed(
    page: Page, live_server: LiveServer, world: World
) -> None:
    set_stage(world.north, world.case, "eligible")
    world.north.allocate(world.case)
    set_stage(world.north, world.case, "preparing")
    with world.north.at("manager"):
        world.harmed.contact_bars.create(source="bail", from_on=today() - timedelta(days=3))
    consents = f"/northshire/cases/{world.case.reference}/files/{world.harmed.pk}/consent/"
    sign_in(page, live_server.url, "facilitator@northshire.example", to=consents)
    assert_page_is_fit(page, "consent-nothing-yet")

    page.get_by_role("link", name="Record what you explained").click()
    page.get_by_role("checkbox", name="Social media").check()
    page.get_by_role("button", name="Save what was explained").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter what you considered")
    assert_page_is_fit(page, "explained-in-error")
    page.get_by_label("What you considered and agreed").fill("Nothing is posted by anybody")
    page.get_by_role("button", name="Save what was explained").click()

    page.get_by_role("link", name="Record permission to pass something on").click()
    page.get_by_role("button", name="Save permission").click()
    assert_page_is_fit(page, "permission-in-error")
    page.get_by_label("What may be passed on").fill("That she comes with her sister")
    page.get_by_label("Offender 1").check()
    for group, answer in (("Their answer", "Yes"), ("Was the answer free", "Yes")):
        page.get_by_role("group", name=group).get_by_label(answer, exact=True).check()
    page.get_by_label("Said to us").check()
    page.get_by_role("button", name="Save permission").click()

    page.get_by_role("button", name="Make a consent form to print").click()
    assert_page_is_fit(page, "consent-form-to-print")
    page.get_by_role("button", name="Make the form").click()
    expect(page.get_by_role("alert")).to_contain_text("Consent form made")

    page.goto(f"{live_server.url}{consents}")
    page.get_by_role("button", name="Record consent").click()
    page.get_by_label("Take part in a meeting or exchange").check()
    page.get_by_label("Signed form", exact=True).check()
    for group, answer in (("Their answer", "Yes"), ("Was the answer free", "Yes")):
        page.get_by_role("group", name=group).get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Save consent").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter where the signed form is kept")
    assert_page_is_fit(page, "record-consent-in-error")
    page.get_by_label("The form they signed").select_option(index=1)
    page.get_by_label("Where the signed form is kept").fill("Cabinet 2")
    explained = page.get_by_role("group", name="Date it was explained in full")
    for part, value in (("Day", today().day), ("Month", today().month), ("Year", today().year)):
        explained.get_by_label(part).fill(str(value))
    page.get_by_role("button", name="Save consent").click()
    expect(page.get_by_role("alert")).to_contain_text("Consent saved")
    assert_page_is_fit(page, "consent-recorded")

    page.get_by_role("link", name="Record a bar on contact").click()
    assert_page_is_fit(page, "record-a-bar")
