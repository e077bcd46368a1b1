"""Who may see what, who has looked, hand-over and cover, and opening with a reason, in a real browser."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from rjcase.access.models import Membership
from rjcase.kernel.clock import today
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.cases.walk import case_at, file_at
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOON = today() + timedelta(days=20)


def fill_day(group: Locator, day: Any) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_it_says_who_sees_what_and_lets_somebody_in(
    page: Page, live_server: LiveServer, worked: World
) -> None:
    sign_in(page, live_server.url, "manager@northshire.example", to=case_at(worked.case, "people/"))
    assert_page_is_fit(page)
    press(page, "Give access to a file")
    press(page, "Give access")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert_page_is_fit(page, "give-access-in-error")
    page.get_by_label("Offender 1", exact=True).check()
    page.get_by_label("Person", exact=True).select_option(label="Liaison (Liaison)")
    page.get_by_label("Offender manager").check()
    page.get_by_label("Reason").fill("Supervises the licence")
    fill_day(page.get_by_role("group", name="Last day of access"), SOON)
    press(page, "Give access")
    expect(page.locator("main")).to_contain_text("Supervises the licence")
    page.get_by_role("link", name="End now").click()
    page.get_by_label("Reason").fill("The licence has ended")
    assert_page_is_fit(page, "end-access")
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("The licence has ended")
    page.goto(f"{live_server.url}{file_at(worked.harmed, 'contacts/')}")
    page.goto(f"{live_server.url}{case_at(worked.case, 'people/')}")
    assert_page_is_fit(page, "people-and-access")
    for where, name in (
        (file_at(worked.harmed, "who-looked/"), "who-has-looked"),
        (case_at(worked.case, "history/who-looked/"), "who-has-looked-at-a-case"),
        (case_at(worked.case, "history/changes/"), "what-was-changed-in-a-case"),
        ("/northshire/scheme/access-list/", "access-list"),
        ("/northshire/scheme/access-list/?quarter=2019-01-01", ""),
    ):
        page.goto(f"{live_server.url}{where}")
        assert_page_is_fit(page, name)
    expect(page.locator("main")).to_contain_text("Nobody had access in this quarter.")


def test_it_covers_an_absence_and_says_so(page: Page, live_server: LiveServer, worked: World) -> None:
    with worked.north.at("manager"):
        away = Membership.objects.get(user=worked.north.facilitator)
    where = f"/northshire/scheme/people/{away.pk}/hand-over/"
    sign_in(page, live_server.url, "manager@northshire.example", to=where)
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("Select who takes at least one piece of work")
    assert_page_is_fit(page, "hand-over-in-error")
    page.get_by_label("They are away for some time").check()
    fill_day(page.get_by_role("group", name="First day of cover"), today())
    fill_day(page.get_by_role("group", name="Last day of cover"), SOON)
    page.get_by_label("Reason").fill("On leave")
    page.get_by_label(worked.case.reference).select_option(label="Facilitator2")
    assert_page_is_fit(page, "hand-over")
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check before you hand over")
    assert_page_is_fit(page, "hand-over-check")
    press(page, "Hand over")
    page.goto(f"{live_server.url}{case_at(worked.case, 'people/')}")
    expect(page.locator("main")).to_contain_text("Cover for a colleague")
    assert_page_is_fit(page, "people-with-cover")


def test_it_opens_with_a_reason_loudly_and_reviews_it(
    page: Page, live_server: LiveServer, worked: World
) -> None:
    sign_in(page, live_server.url, "supervisor@northshire.example", to="/northshire/open-with-a-reason/")
    page.get_by_label("Case reference").fill(worked.case.reference)
    page.get_by_label("Harmed side").check()
    page.get_by_label("The facilitator is away and it cannot wait").check()
    page.get_by_label("What happened").fill("They rang in distress")
    assert_page_is_fit(page, "open-with-a-reason-filled")
    press(page, "Open these files")
    expect(page.get_by_role("alert")).to_contain_text("Files opened until midnight")
    assert_page_is_fit(page, "opened-with-a-reason")
    page.context.clear_cookies()
    sign_in(page, live_server.url, "manager@northshire.example", to="/northshire/work/")
    assert_page_is_fit(page, "desk-of-a-manager")
    page.get_by_role("link", name="opened by Supervisor").click()
    press(page, "Save review")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert_page_is_fit(page, "review-an-opening-in-error")
