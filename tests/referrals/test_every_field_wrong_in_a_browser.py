"""The partner form with everything wrong that can be: all errors at once, nothing typed is lost."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.referrals.test_refer_in_a_browser import CHOICES, _type
from tests.referrals.typed import CIRCUMSTANCES, OFFENCE, OFFENDER, REFERRER, START, VICTIM
from tests.world import World

pytestmark = pytest.mark.browser

_NO_DATE = {"-day": "31", "-month": "2", "-year": "1990"}


def _date(name: str, parts: Mapping[str, str]) -> dict[str, str]:
    return {name + ending: value for ending, value in parts.items()}


def _long(length: int) -> str:
    """One letter too many, in words as people type them."""
    return ("Wrong words. " * (length // 10))[: length + 1].rstrip().ljust(length + 1, ".")


_PERSON = {
    "given_names": _long(100),
    "family_name": _long(100),
    **_date("date_of_birth", _NO_DATE),
    "address": _long(400),
    "postcode": "NOWHERE",
    "phone": "ask her",
    "email": "hana at example",
    "ways": ["may_phone", "may_email"],
    "notes": _long(300),
    "needs": _long(1000),
    **_date("consent_on", {"-day": "1", "-month": "1", "-year": "2999"}),
}
# What is typed on each page, which questions are wrong then, and the page's own title.
WRONG: tuple[tuple[str, dict[str, Any], set[str], dict[str, Any]], ...] = (
    (
        "Who refers",
        {"name": _long(120), "contact": _long(200)},
        {"name", "contact", "source"},
        REFERRER,
    ),
    (
        "The offence",
        {"markers": ["knife"], **_date("happened_on", _NO_DATE), "crime_number": _long(40)},
        {"subgroup", "happened_on", "in_area", "crime_number"},
        OFFENCE,
    ),
    (
        "Victim",
        _PERSON | {"organisation": _long(150)},
        {*(set(_PERSON) - {"ways"}), "organisation", "consent"},
        VICTIM | {"organisation": "", "email": "", "ways": ["may_phone", "may_write"]},
    ),
    (
        "Offender",
        _PERSON | {"custody": "yes", "prison_number": "12", "pnc_id": "nobody knows"},
        {*(set(_PERSON) - {"ways"}), "is_known", "custody_place", "prison_number", "pnc_id", "plea"}
        | {"responsibility", "consent"},
        OFFENDER
        | {"address": "", "postcode": "", "phone": "", "email": "", "notes": "", "pnc_id": "", "ways": []}
        | _date("consent_on", {"-day": "", "-month": "", "-year": ""}),
    ),
    (
        "What happened",
        {"happened": _long(6000), "place": _long(500), "risk": _long(3000)},
        {"happened", "place", "risk"},
        CIRCUMSTANCES,
    ),
    (
        "How it started",
        {"explained": ["confidential"], "other": _long(3000)},
        {"started_by", "is_court_ordered", "other"},
        START,
    ),
)


def _whole(names: set[str]) -> set[str]:
    """A date is one question, however many boxes it has."""
    return {name.partition("-")[0] for name in names}


def _wrong_questions(page: Page) -> list[str]:
    """The questions the summary leads to, in its order; each link leads to an input of one that is marked."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('.govuk-error-summary a')].map(link => {
            const input = document.getElementById(link.getAttribute('href').slice(1))
            const group = input && input.closest('.govuk-form-group--error')
            return group && group.querySelector('.govuk-error-message') ? input.name : `nowhere: ${link.hash}`
        })"""
    )
    return [str(name).partition("-")[0] for name in found]


def _standing(page: Page, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the boxes that were typed in."""
    now: dict[str, Any] = {}
    for name, value in typed.items():
        if name not in CHOICES:
            now[name] = page.locator(f"[name={name}]").input_value().replace("\r\n", "\n")
            continue
        checked = page.locator(f"[name={name}]:checked")
        values = checked.evaluate_all("all => all.map(box => box.value)")
        now[name] = values if isinstance(value, list) else values[0]
    return now


def _clear_ways(page: Page) -> None:
    for way in page.locator("[name=ways]:checked").evaluate_all("all => all.map(box => box.value)"):
        page.uncheck(f"[name=ways][value={way}]")


def _refer_wrongly(page: Page, base_url: str, *, looks: bool) -> None:
    sign_in(page, base_url, "referrer@northshire.example", to="/northshire/refer/")
    page.click("button:has-text('Start a referral')")
    for title, wrong, questions, right in WRONG:
        expect(page.locator("h1")).to_contain_text(title)
        _type(page, wrong)
        page.click("button:has-text('Save and continue')")
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        assert sorted(_wrong_questions(page)) == sorted(_whole(questions)), title
        assert _standing(page, wrong) == wrong, title
        # Who goes away comes back to what they left, and to the same errors.
        here = page.url
        page.click("button:has-text('Save and come back later')")
        page.goto(here)
        assert _standing(page, wrong) == wrong, title
        page.click("button:has-text('Save and continue')")
        assert sorted(_wrong_questions(page)) == sorted(_whole(questions)), title
        if looks:
            assert_page_is_fit(page, f"refer-all-wrong-{title.split()[-1].lower()}")
        _clear_ways(page)
        _type(page, right)
        page.click("button:has-text('Save and continue')")
    expect(page.locator("h1")).to_contain_text("Check your answers")


def test_it_shows_every_error_at_once_and_loses_nothing(
    page: Page, live_server: LiveServer, world: World
) -> None:
    _refer_wrongly(page, live_server.url, looks=True)


def test_it_does_so_without_javascript_too(
    page_without_scripts: Page, live_server: LiveServer, world: World
) -> None:
    _refer_wrongly(page_without_scripts, live_server.url, looks=False)
