"""The register in a real browser: the list, a record, one's own page, the proposal."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from practitioners.services.register import add_duty, add_entry, save_practitioner
from rjcase.access.models import Area, Membership
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.cases.walk import case_at, file_at, set_stage
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def furnish(world: World) -> str:
    """A register with something in it; the address of the facilitator's record."""
    who = world.north.facilitator.pk
    with world.north.at("manager"):
        me = world.north.actor("manager")
        town = Area.objects.create(name="Town")
        save_practitioner(
            actor=me, user_id=who, kind="paid", home_area=town.pk, languages=["ur"], caseload_limit=6
        )
        for kind, facts in (
            ("training", {"code": "risk", "provider": "Open Circle", "has_mark": True}),
            ("registration", {"number": "RJC-1", "expires_on": today() + timedelta(days=30)}),
            ("accreditation", {"code": "lead"}),
            ("competence", {"code": "sensitive", "note": "Observed twice"}),
            ("access", {"code": "secure_email", "title": "Mailbox of the scheme"}),
        ):
            add_entry(actor=me, entry_id=uuid7(), user_id=who, kind=kind, done_on=today(), **facts)
        add_duty(
            actor=me,
            duty_id=uuid7(),
            person_id=who,
            kind="on_call",
            starts_on=today(),
            ends_on=today() + timedelta(days=6),
        )
        return f"/northshire/practitioners/{Membership.objects.get(user=who).pk}/"


def test_it_is_fit_from_the_list_to_the_proposal(page: Page, live_server: LiveServer, world: World) -> None:
    set_stage(world.north, world.case, "eligible")
    world.harmed.case = world.case
    record, base = furnish(world), "/northshire/practitioners/"
    sign_in(page, live_server.url, "manager@northshire.example", to=base)
    expect(page.get_by_text("Too few volunteers")).to_be_visible()
    for address, name in (
        (base, "practitioners"),
        (record, "practitioner"),
        (f"{record}job/", "practitioner-job"),
        (f"{record}reach/", "practitioner-reach"),
        (f"{record}add/training/", "practitioner-training"),
        (f"{base}training/", "training-by-role"),
        (f"{base}access/", "secure-access"),
        (f"{base}profile/", "volunteer-profile"),
        (f"{base}selection/add/", "scorecard"),
        (f"{base}rota/", "rota"),
        (file_at(world.harmed, "wishes/"), "meeting-wishes"),
        (case_at(world.case, "offer/"), "proposal"),
    ):
        page.goto(f"{live_server.url}{address}")
        assert_page_is_fit(page, name)
    page.goto(f"{live_server.url}{record}add/vetting/")
    page.get_by_role("button", name="Save").click()
    assert_page_is_fit(page, "practitioner-vetting-in-error")
    page.context.clear_cookies()
    sign_in(page, live_server.url, "facilitator@northshire.example", to=f"{base}me/")
    assert_page_is_fit(page, "my-page")
