"""Preparation as a facilitator and a manager see it: fit for everyone, empty, in error and filled."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.questions import questions_for
from tests.assessments.helpers import prepare, set_stage
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.world import World

pytestmark = pytest.mark.browser


def _fit(page: Page, address: str, name: str = "") -> None:
    page.goto(address)
    assert_page_is_fit(page, *([name] if name else []))


def _choose(page: Page, name: str, value: str) -> None:
    page.check(f"input[name={name}][value={value}]")


def test_it_writes_and_approves_a_risk_assessment(page: Page, live_server: LiveServer, world: World) -> None:
    world.north.allocate(world.case)
    set_stage(world.north, world.case, "preparing")
    case = f"/northshire/cases/{world.case.reference}/"
    file = f"{live_server.url}{case}files/{world.responsible.pk}/"
    sign_in(page, live_server.url, "facilitator@northshire.example", to=case)
    for rest in ("suitability/", "needs/", "risk/"):
        _fit(page, file + rest)
    _fit(page, f"{live_server.url}{case}ready/", "gates-missing")
    for rest in ("suitability/new/", "needs/new/", "age/new/"):
        _fit(page, file + rest)
        page.click("main form button[type=submit]")
        expect(page).to_have_title(re.compile("^Error: "))
        assert_page_is_fit(page)
    _fit(page, f"{file}risk/write/", "risk-empty")
    page.click("text=Send for approval")
    assert_page_is_fit(page, "risk-errors")
    _choose(page, "is_consent_free", "yes")
    for question in questions_for("offender"):
        _choose(page, question.code, "no" if question.risky == "yes" else "yes")
    _choose(page, "to_staff", "yes")
    _choose(page, "likelihood_to_staff", "low")
    page.fill("[name=how_to_staff]", "Two facilitators go together.")
    _choose(page, "level", "low")
    page.fill("[name=level_reasons]", "Calm and prepared.")
    page.click("text=Send for approval")
    expect(page.locator("main")).to_contain_text("Risk assessment sent for approval")
    assert_page_is_fit(page, "risk-submitted")
    page.click("text=Sign out")
    sign_in(page, live_server.url, "manager@northshire.example", to="/northshire/approvals/")
    assert_page_is_fit(page, "approvals")
    page.click(f"table >> text={world.case.reference}")
    assert_page_is_fit(page, "risk-decision")
    page.click("text=Save decision")
    assert_page_is_fit(page)
    _choose(page, "decision", "approved")
    page.click("text=Save decision")
    expect(page.locator("main")).to_contain_text("Risk assessment approved")


def test_it_shows_the_case_and_its_gates_once_everything_is_recorded(
    page: Page, live_server: LiveServer, world: World
) -> None:
    prepare(world)
    case = f"/northshire/cases/{world.case.reference}/"
    sign_in(page, live_server.url, "facilitator@northshire.example", to=case)
    assert_page_is_fit(page, "case-preparing")
    for rest in ("suitability/", "needs/", "risk/"):
        _fit(page, f"{live_server.url}{case}files/{world.harmed.pk}/{rest}")
    _fit(page, f"{live_server.url}{case}participants/")
    _fit(page, f"{live_server.url}{case}ready/", "gates-open")
    page.click("main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("The case is ready")
    _fit(page, f"{live_server.url}{case}reopen/")
