"""Passing something on in a real browser: a safeguarding report, and its review."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rjcase.kernel.clock import LONDON, now
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.cases.walk import file_at
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_fit_from_the_report_to_its_review(page: Page, live_server: LiveServer, worked: World) -> None:
    here = file_at(worked.harmed, "passed-on/")
    sign_in(page, live_server.url, "facilitator@northshire.example", to=here)
    page.get_by_role("button", name="Record what was passed on").click()
    page.get_by_role("button", name="Save what was passed on").click()
    assert_page_is_fit(page, "pass-on-in-error")
    page.get_by_label("Anybody else").check()
    whom = page.get_by_label("Name, role and organisation").locator("visible=true")
    whom.fill("Duty officer, children’s services")
    page.get_by_label("Information", exact=True).check()
    page.get_by_label("What was passed on").fill("A child was left alone at night")
    page.get_by_label("By phone or face to face").check()
    page.get_by_label("Protect a child or an adult at risk", exact=True).check()
    page.get_by_label("To protect a child or an adult at risk, even without consent").check()
    page.get_by_label("A child", exact=True).check()
    group = page.get_by_role("group", name="When you learned of the risk")
    day = now().astimezone(LONDON)
    for label, text in (("Day", day.day), ("Month", day.month), ("Year", day.year - 1), ("Time", "9am")):
        group.get_by_label(label).fill(str(text))
    page.get_by_label("Why they needed to know").fill("To look after the child tonight")
    page.get_by_label("What you left out, and why no less would do").fill("The offence was not spoken of")
    page.get_by_label("Yes, afterwards").check()
    page.get_by_role("button", name="Save what was passed on").click()
    expect(page.get_by_role("alert")).to_contain_text("Managers have been told")
    assert_page_is_fit(page, "passed-on")
    page.context.clear_cookies()
    sign_in(page, live_server.url, "manager@northshire.example", to="/northshire/passed-on/")
    assert_page_is_fit(page, "passed-on-without-consent")
    page.get_by_role("link", name=worked.case.reference).click()
    page.get_by_role("link", name="Review").click()
    assert_page_is_fit(page, "review-what-was-passed-on")
