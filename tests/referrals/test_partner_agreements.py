"""Agreements with agencies: made, signed, reviewed in time, ended; and what was said with an agency."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from referrals.models import Agency, AgencyContact, AgreementReview, PartnerAgreement
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.notifications.models import Notification
from rjcase.notifications.sweeping import sweep_scheme
from tests.world import World

pytestmark = pytest.mark.django_db
REGISTER = "/northshire/agencies/agreements/"


@pytest.fixture
def office(world: World, client: Client) -> Client:
    client.force_login(world.north.admin)
    return client


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def terms(world: World, **more: Any) -> dict[str, Any]:
    """What the form of an agreement sends."""
    return {
        "kind": "sharing",
        "title": "Sharing with Northshire Police",
        "agencies": [str(world.north.agency.pk)],
        **day("starts_on", today() - timedelta(days=30)),
        "our_signatory": "A Senior, head of service",
        **day("our_signed_on", today() - timedelta(days=30)),
        "review_every": "12",
        **day("review_on", today() + timedelta(days=300)),
        "target_days": "5",
        "timely": "Names of victims within five working days",
        **day("staff_told_on", today() - timedelta(days=20)),
        "staff_told_how": "Team meeting",
        "kept_where": "Safe, folder 3",
    } | more


def added(office: Client, world: World, **more: Any) -> str:
    answer = office.post(f"{REGISTER}add/", terms(world, **more))
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return str(answer["Location"])


def signature(office: Client, at: str) -> str:
    page = office.get(at).content.decode()
    return f"{at}sign/" + page.split(f"{at}sign/")[1].split('"')[0]


@pytest.mark.requirement("WTE-4.4-01", "WTE-4.2-01")
def test_it_keeps_parties_signatory_date_cascade_targets_and_the_next_review(
    office: Client, world: World
) -> None:
    at = added(office, world)
    page = office.get(at).content.decode()
    for text in (
        "Northshire Police",
        "A Senior, head of service",
        "Team meeting",
        "Names of victims within five working days",
        "Working days to answer a request",
        "Safe, folder 3",
        "Waiting",
    ):
        assert text in page
    assert office.post(
        signature(office, at), {"signatory": "B Chief, superintendent", **day("signed_on", today())}
    )
    page = office.get(at).content.decode()
    assert "B Chief, superintendent" in page
    assert "Current" in page
    assert "Sharing with Northshire Police" in office.get(REGISTER).content.decode()
    agency = office.get(f"/northshire/agencies/{world.north.agency.pk}/").content.decode()
    assert "Sharing with Northshire Police" in agency


@pytest.mark.requirement("WM-10-02", "WM-10-03", "WM-10-04", "WM-7-10")
@pytest.mark.parametrize("kind", ["sharing", "pathway", "non_disclosure", "memorandum", "processing"])
def test_it_holds_every_kind_with_several_agencies_and_each_ones_signature(
    office: Client, world: World, kind: str
) -> None:
    with world.north.at("admin"):
        other = Agency.objects.create(name="Northshire Housing", kind="housing")
    both = [str(world.north.agency.pk), str(other.pk)]
    at = added(office, world, kind=kind, title="Between us", agencies=both)
    first = signature(office, at)
    office.post(first, {"signatory": "C", **day("signed_on", today())})
    assert "Waiting" in office.get(REGISTER).content.decode()
    assert office.get(first).status_code == 404, "signed once"
    office.post(signature(office, at), {"signatory": "D", **day("signed_on", today())})
    with world.north.at("admin"):
        label = PartnerAgreement.Kind(kind).label
    page = office.get(REGISTER).content.decode()
    assert str(label) in page
    assert "Northshire Housing, Northshire Police" in page
    assert "Waiting" not in page


def test_it_reminds_of_the_review_and_starts_the_clock_again(office: Client, world: World) -> None:
    soon = today() + timedelta(days=20)
    at = added(office, world, **day("review_on", soon))
    desk = office.get("/northshire/work/").content.decode()
    assert "Agreements with agencies to review" in desk
    sweep_scheme(world.north.scheme)
    with world.north.at("manager"):
        (deadline,) = Deadline.objects.running().filter(kind="agency_agreement")
        assert (deadline.due_on, deadline.label) == (soon, "Sharing with Northshire Police")
        titles = Notification.objects.values_list("title", flat=True)
        assert any("Review of an agreement with an agency" in title for title in titles)
        assert not any("Sharing with Northshire" in title for title in titles), "nothing somebody typed"

    form = {"new_id": str(uuid7()), "outcome": "Both keep to it.", **day("reviewed_on", today())}
    after = today() + timedelta(days=365)
    for _twice in range(2):
        assert office.post(f"{at}review/", form | day("review_on", after)).status_code == 303
    assert "Both keep to it." in office.get(at).content.decode()
    with world.north.at("manager"):
        assert AgreementReview.objects.count() == 1
        (deadline,) = Deadline.objects.running().filter(kind="agency_agreement")
        assert deadline.due_on == after


def test_it_says_what_is_wrong_and_keeps_what_was_typed(office: Client, world: World) -> None:
    empty = office.post(f"{REGISTER}add/", {"title": ""}).content.decode()
    for text in (
        "Select what kind of agreement it is",
        "Enter title",
        "Select who it is with",
        "There is a problem",
    ):
        assert text in empty
    early = terms(world, **day("ends_on", today() - timedelta(days=60)))
    page = office.post(f"{REGISTER}add/", early).content.decode()
    assert "The last day must be after the day it is in force from" in page
    assert "Team meeting" in page
    at = added(office, world)
    wrong = {
        "new_id": str(uuid7()),
        "outcome": "x",
        **day("reviewed_on", today()),
        **day("review_on", today()),
    }
    assert "The next review must be after this one" in office.post(f"{at}review/", wrong).content.decode()
    page = office.post(f"{at}change/", terms(world, agencies=[])).content.decode()
    assert "Select who it is with" in page


def test_it_keeps_whoever_signed_and_ends_for_good(office: Client, world: World) -> None:
    with world.north.at("admin"):
        other = Agency.objects.create(name="Northshire Housing", kind="housing")
    at = added(office, world)
    office.post(signature(office, at), {"signatory": "C", **day("signed_on", today())})
    page = office.post(f"{at}change/", terms(world, agencies=[str(other.pk)])).content.decode()
    assert "An agency that has signed stays in the agreement" in page
    office.post(f"{at}end/", {"reason": "A new one took its place", **day("ended_on", today())})
    page = office.get(at).content.decode()
    assert "A new one took its place" in page
    assert "Ended" in page
    for step in ("change/", "review/", "end/"):
        assert office.get(at + step).status_code == 404
    with world.north.at("manager"):
        assert not Deadline.objects.running().filter(kind="agency_agreement").exists()


def test_it_logs_what_was_said_with_an_agency_once(office: Client, world: World) -> None:
    at = f"/northshire/agencies/{world.north.agency.pk}/contact/"
    assert "Nothing is recorded yet." in office.get(at).content.decode()
    form = {"new_id": str(uuid7()), "way": "meeting", "with_whom": "E, inspector", "about": "How to refer"}
    for _twice in range(2):
        assert office.post(at, form | day("happened_on", today())).status_code == 303
    page = office.get(at).content.decode()
    assert "E, inspector" in page
    assert "How to refer" in page
    with world.north.at("manager"):
        assert AgencyContact.objects.count() == 1
    late = form | {"new_id": str(uuid7())} | day("happened_on", today() + timedelta(days=1))
    assert "today or in the past" in office.post(at, late).content.decode()


def test_it_is_for_the_office_of_the_scheme_alone(office: Client, world: World) -> None:
    at = added(office, world)
    for house, who in ((world.north, "facilitator"), (world.north, "referrer"), (world.south, "manager")):
        other = Client()
        other.force_login(house.people[who])
        assert other.get(at).status_code == 404
        assert other.get(REGISTER).status_code == 404
    south = Client()
    south.force_login(world.south.manager)
    assert "Sharing with" not in south.get("/southshire/agencies/agreements/").content.decode()


def test_it_asks_the_database_as_often_for_many_as_for_one(office: Client, world: World) -> None:
    added(office, world)
    office.get(REGISTER)
    with CaptureQueriesContext(connection) as one:
        office.get(REGISTER)
    for number in range(4):
        added(office, world, title=f"Number {number}")
    office.get(REGISTER)  # shows what was saved
    with CaptureQueriesContext(connection) as many:
        office.get(REGISTER)
    assert len(many) == len(one)
