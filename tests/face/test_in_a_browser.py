"""The parts in a real browser: accessible, silent, and of use without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import html, watch
from tests.browser.checks import assert_accessible, assert_page_is_fit

pytestmark = pytest.mark.browser
PAGES = [
    "",
    "form/",
    "question/",
    "case/",
    "list/?page=3&stage=ready",
    "list/?q=nothing",
    "return/",
    "settings/",
    "nowhere/",
]


@pytest.mark.parametrize("address", PAGES)
def test_it_is_fit(page: Page, gallery_url: str, address: str) -> None:
    page.goto(f"{gallery_url}/{address}")
    assert_page_is_fit(page)


def test_it_is_fit_with_errors_and_leads_to_them(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/form/")
    page.fill("[name=born-day]", "5")
    page.fill("[name=born-month]", "13")
    page.fill("[name=born-year]", "1984")
    page.check("[name=how][value=letter]")
    page.click("text=Save contact")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_page_is_fit(page)
    page.click("text=Date of birth must be a real date")
    expect(page.locator("[name=born-month]")).to_be_focused()
    expect(page.locator("[name=address]")).to_be_visible()


def test_it_reveals_a_question_without_a_forbidden_attribute(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/form/")
    expect(page.locator("[name=number]")).to_be_hidden()
    page.check("[name=how][value=phone]")
    expect(page.locator("[name=number]")).to_be_visible()
    assert page.locator("input[aria-expanded]").count() == 0
    assert_accessible(page)


def test_it_counts_what_is_left(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/form/")
    page.fill("[name=note]", "x" * 190)
    expect(page.locator("#id_note-info ~ .govuk-character-count__status")).to_have_text(
        "You have 10 characters remaining"
    )


def test_it_leaves_on_shift_three_times(page: Page, gallery_url: str) -> None:
    page.route("**/leave/", lambda route: route.fulfill(content_type="text/html", body="<title>Gone</title>"))
    page.goto(f"{gallery_url}/question/")
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page).to_have_title("Gone")  # the page is left twice over, so that Back does not come here


def test_it_works_without_scripts(page_without_scripts: Page, gallery_url: str) -> None:
    page = page_without_scripts
    page.goto(f"{gallery_url}/question/")
    page.click("main button")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Answer the question")
    for part, value in (("day", "5"), ("month", "3"), ("year", "1984")):
        page.fill(f"[name=born-{part}]", value)
    page.click("main button")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Your answer was saved")


def test_it_shows_every_branch_without_scripts(page_without_scripts: Page, gallery_url: str) -> None:
    page_without_scripts.goto(f"{gallery_url}/form/")
    expect(page_without_scripts.locator("[name=number]")).to_be_visible()


def test_it_offers_targets_a_finger_can_hit(page: Page, gallery_url: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{gallery_url}/list/?stage=ready&page=3")
    links = ".app-sort-link, .moj-filter__tag, .app-clear-link, .app-button-link, .govuk-pagination__link"
    small = page.evaluate(
        """links => [...document.querySelectorAll(links)]
            .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 24)
            .map(e => e.outerHTML)""",
        links,
    )
    assert small == []


def test_it_prints_no_controls(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/form/")
    page.emulate_media(media="print")
    expect(page.locator(".govuk-service-navigation")).to_be_hidden()
    expect(page.locator("main button[type=submit]").first).to_be_hidden()
    expect(page.locator(".app-print-only")).to_contain_text("Printed by Mary Facilitator on")


def test_it_would_notice_a_page_that_is_not_fit(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/")
    page.evaluate(
        "document.querySelector('h1').outerHTML = '<p style=\"width: 2000px\"><img src=\"data:,\"></p>'"
    )
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)
    assert watch.console(page), "an inline style must be refused by the policy"
    watch.start(page)  # forget what was provoked


def test_it_would_notice_markup_that_is_wrong() -> None:
    assert html.check_now("<!DOCTYPE html><html lang=en><title>x</title><p><div></p>")
