"""Breaches, papers and the matrix in a real browser."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.cases.walk import case_at, file_at
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_fit_from_the_report_to_the_log(page: Page, live_server: LiveServer, worked: World) -> None:
    base = "/northshire/data-protection/"
    sign_in(page, live_server.url, "manager@northshire.example", to=f"{base}breaches/")
    page.get_by_role("button", name="Report a data breach").click()
    page.get_by_role("button", name="Report the breach").click()
    assert_page_is_fit(page, "report-a-breach-in-error")
    page.get_by_label("Reached the other side of a case").check()
    group = page.get_by_role("group", name="When it happened")
    for label, text in (("Day", "1"), ("Month", "2"), ("Year", "2026"), ("Time", "9am")):
        group.get_by_label(label).fill(text)
    page.get_by_label("Case reference").fill(worked.case.reference)
    page.get_by_label("What happened, in a few words").fill("A letter went to the wrong side")
    page.get_by_role("button", name="Report the breach").click()
    expect(page.get_by_role("alert")).to_contain_text("Managers have been told")
    page.get_by_role("link", name="Decide whether to tell the regulator").click()
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Reasons").fill("It came back unopened")
    page.get_by_role("button", name="Save decision").click()
    assert_page_is_fit(page, "breach")
    for address, name in (
        (f"{base}breaches/", "breaches"),
        (f"{base}complaints/", "data-complaints"),
        (f"{base}papers/", "papers-out"),
        (f"{base}sharing/", "sharing-matrix"),
        (f"{base}sharing/referral/", "sharing-rule"),
        (f"{base}information/", "information-needed"),
        (f"{base}security/", "security-documents"),
        (f"{base}security/add/", "security-document"),
        (case_at(worked.case, "information/"), "checklist"),
        (case_at(worked.case, "papers-out/take/"), "take-papers-out"),
        (file_at(worked.harmed, "data-protection/"), "file-data-protection"),
    ):
        page.goto(f"{live_server.url}{address}")
        assert_page_is_fit(page, name)
