"""A second scheme takes its first referral with nothing but a browser, once `create_scheme` made it."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from rjcase.kernel.clock import today
from tests.cases.walk import day
from tests.journeys import answers
from tests.journeys.browser_hand import BrowserHand
from tests.world import House

pytestmark = pytest.mark.browser
PASSPHRASE = "wind farm by the river"


def _link_in(text: str) -> str:
    """The path of the joining link in a text."""
    found = re.search(r"/eastshire/join/[^/\s]+/", text)
    assert found, text
    return found[0]


def _invite(hand: BrowserHand, name: str, email: str, role: str, **more: Any) -> str:
    """Invite somebody from the settings; answers the link that the page shows."""
    hand.visit("/eastshire/scheme/people/")
    hand.follow("Invite a person")
    hand.press("Make the invitation", {"name": name, "email": email, "roles": [role], **more})
    return _link_in(hand.text)


def _join(hand: BrowserHand, link: str) -> None:
    """Set up an account in a browser that knows nobody."""
    hand.page.context.clear_cookies()
    hand.visit(link)
    hand.press("Set up account and join", {"password": PASSPHRASE})


def _sign_in(hand: BrowserHand, email: str) -> None:
    """Sign in as somebody who has joined."""
    hand.page.context.clear_cookies()
    hand.visit("/accounts/login/")
    hand.press("Sign in", {"login": email, "password": PASSPHRASE})


def test_it_takes_the_first_referral_of_a_scheme_just_made(page: Page, live_server: LiveServer) -> None:
    House("northshire", "NOR")
    out = io.StringIO()
    call_command(
        "create_scheme",
        "eastshire",
        "--name=Eastshire RJ",
        "--prefix=EAS",
        "--manager-email=eve@eastshire.example",
        "--manager-name=Eve East",
        "--invite",
        stdout=out,
    )
    hand = BrowserHand(page, live_server.url)
    _join(hand, _link_in(out.getvalue()))
    hand.visit("/eastshire/agencies/")
    hand.follow("Add an agency")
    hand.press("Save agency", {"name": "Eastshire Police", "kind": "police"})
    admin = _invite(hand, "Ada Office", "ada@eastshire.example", "administrator")
    hand.visit("/eastshire/scheme/people/invite/")
    (agency,) = hand.page.locator("[name=agency] option:not([value=''])").evaluate_all(
        "all => all.map(each => each.value)"
    )
    officer = _invite(hand, "Pat Officer", "pat@police.example", "partner", agency=agency)

    _join(hand, officer)
    hand.visit("/eastshire/refer/")
    hand.press("Start a referral")
    for typed in answers.REFERRAL.values():
        hand.press("Save and continue", typed)
    hand.press("Send referral")
    assert "R-" in hand.text

    _join(hand, admin)
    hand.visit("/eastshire/referrals/")
    assert "No enhanced DBS check of yours is recorded" in hand.text
    _sign_in(hand, "eve@eastshire.example")
    hand.visit("/eastshire/scheme/people/")
    hand.follow("Ada Office")
    hand.follow("/checks/")
    hand.follow("Record a check")
    seen, good = day("issued_on", today()), day("expires_on", today() + timedelta(days=900))
    hand.press("Save check", {"kind": "dbs", "number_end": "4321", **seen, **good})
    _sign_in(hand, "ada@eastshire.example")
    hand.visit("/eastshire/referrals/")
    hand.follow("EAS-")
    hand.follow("referral/register/")
    hand.press("Register", {"in_area": "yes"})
    assert "EAS-" in hand.text
    hand.press("Accept the referral")
    hand.visit("/eastshire/cases/")
    assert "Eligible" in hand.text

    hand.sign_in("manager@northshire.example")
    hand.visit("/northshire/cases/")
    assert "EAS-" not in hand.text
