"""A spreadsheet of referrals as people meet it: the upload, a report with wrong rows, what was entered."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.referrals.test_intake_files import ROW, as_csv
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_fit_from_the_upload_to_the_receipts(page: Page, live_server: LiveServer, world: World) -> None:
    sign_in(page, live_server.url, "referrer@northshire.example", to="/northshire/refer/files/")
    page.get_by_role("button", name="Check the rows").click()
    assert_page_is_fit(page, "spreadsheet-error")
    wrong = ROW | {"Victim 1 last name": "", "Main offence": "magic"}
    rows = {"name": "rows.csv", "mimeType": "text/csv", "buffer": as_csv(ROW, wrong, ROW)}
    page.set_input_files("input[type=file]", rows)  # type: ignore[arg-type]
    page.get_by_role("button", name="Check the rows").click()
    assert_page_is_fit(page, "spreadsheet-report")
    page.get_by_role("button", name="Enter the 1 good row only").click()
    expect(page.locator("main")).to_contain_text("Entered. Receipt code")
    assert_page_is_fit(page, "spreadsheet-entered")
    page.get_by_role("link", name="Delete this spreadsheet").click()
    assert_page_is_fit(page)
    page.goto(f"{live_server.url}/northshire/refer/files/columns/")
    assert_page_is_fit(page, "spreadsheet-columns")


def test_it_is_fit_for_old_spreadsheets(page: Page, live_server: LiveServer, world: World) -> None:
    sign_in(page, live_server.url, "admin@northshire.example", to="/northshire/referrals/open-cases/")
    page.get_by_text("Headings we understand").click()
    assert_page_is_fit(page, "open-cases")
