"""The checklist asks each person what concerns them, and what it finds reaches whoever approves."""

from typing import Any

import pytest
from django.test import Client

from assessments.models import RiskAssessment
from assessments.questions import questions_for
from assessments.services.decide_risk import approve_risk
from cases.models import File
from cases.services.parties import add_party
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.kernel.clock import today
from tests.assessments.helpers import draft, prepare, stage, submitted
from tests.assessments.test_preparation_pages import dated
from tests.assessments.test_risk_pages import answers, as_, seen, url
from tests.world import World

pytestmark = pytest.mark.django_db


def _every_risk(role: str) -> dict[str, Any]:
    """Every question answered with the answer that tells of a risk."""
    given: dict[str, Any] = {}
    for question in questions_for(role):
        given[question.code] = question.risky
        given[f"likelihood_{question.code}"] = "medium"
        given[f"how_{question.code}"] = f"Managed: {question.code} of {role}."
    return given


def _approver_reads(world: World, client: Client, file: File, role: str) -> str:
    """Write a checklist full of risks as the facilitator and return the page on which it is decided."""
    as_(client, world, "facilitator")
    write = url(world, "risk/write/", file)
    sent = client.post(write, answers(role, seen=seen(client, write), **_every_risk(role)))
    assert sent.status_code == 303
    with world.north.at("manager"):
        risk = RiskAssessment.objects.get(file=file)
    as_(client, world, "manager")
    return client.get(url(world, f"risk/{risk.pk}/decide/", file)).content.decode()


def _finds(page: str, role: str, *sentences: str) -> None:
    for sentence in sentences:
        assert sentence in page, sentence
    for question in questions_for(role):
        assert f"Managed: {question.code} of {role}." in page, question.code


@pytest.mark.requirement("WTE-5B-06", "WTE-5B-07", "WTE-5B-08", "WTE-5B-09", "WTE-5B-10", "WTE-5B-11")
def test_it_asks_about_the_person_who_caused_the_harm(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    page = _approver_reads(world, client, world.responsible, "offender")
    _finds(
        page,
        "offender",
        "Does anything make taking part hard for them?",
        "Do they accept responsibility for at least some of the harm?",
        "Is there a reason why they could be a risk to the person harmed?",
        "Could they do something that harms the process?",
        "Could they do something that harms other people taking part?",
        "Will they be supported?",
    )


@pytest.mark.requirement("WTE-5B-12", "WTE-5B-13", "WTE-5B-14", "WTE-5B-15", "WTE-5B-16", "WTE-5B-17")
def test_it_asks_about_the_person_harmed(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    page = _approver_reads(world, client, world.harmed, "victim")
    _finds(
        page,
        "victim",
        "Does anything make taking part hard for them?",
        "Is there a reason why they could be a risk to the person who caused the harm?",
        "Could they do something that harms the process?",
        "Could they do something that harms other people taking part?",
        "Will they be supported?",
        "Are their expectations reasonable?",
    )


@pytest.mark.requirement("WTE-5B-19", "WM-5.7-01")
@pytest.mark.world(after=prepare)
def test_it_asks_about_each_supporter_in_a_file_of_their_own(world: World, client: Client) -> None:
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        file = add_party(
            world.case, actor=me, role="victim_supporter", given_names="Sue", family_name="Porter"
        )
    page = _approver_reads(world, client, file, "victim_supporter")
    _finds(page, "victim_supporter", "Does anything make taking part hard for them?")
    as_(client, world, "facilitator")
    case = f"/northshire/cases/{world.case.reference}"
    everyone = [str(one.pk) for one in (world.harmed, world.responsible, file)]
    assert client.post(f"{case}/participants/", {"who": everyone}).status_code == 303
    missing = client.get(f"{case}/ready/").content.decode()
    assert "supporter 1: record whether they are suitable to take part" in missing
    assert "supporter 1: the risk assessment waits for approval" in missing


@pytest.mark.requirement("WTE-5B-18")
@pytest.mark.world(after=prepare)
def test_it_stops_at_a_consent_that_is_not_free_although_approved(world: World, client: Client) -> None:
    as_(client, world, "facilitator")
    write = url(world, "risk/write/")
    sent = client.post(write, answers("victim", seen=seen(client, write), is_consent_free="no"))
    assert sent.status_code == 303
    with world.north.at("manager"):
        risk = RiskAssessment.objects.get(file=world.harmed, version=2)
        approve_risk(risk, world.north.actor("manager"))
    as_(client, world, "manager")
    ready = f"/northshire/cases/{world.case.reference}/ready/"
    said = client.get(ready).content.decode()
    assert "Victim 1: the risk assessment says that their consent is not free of pressure" in said
    assert "participation_consent_free/pass" not in said
    client.post(ready)
    assert stage(world.north, world.case) == "preparing"


def test_it_records_an_outside_supervisor_in_a_one_person_office(world: World, client: Client) -> None:
    with world.north.at("manager"):
        risk = submitted(world.harmed, world.north.actor("manager"))
    as_(client, world, "manager")
    decide = url(world, f"risk/{risk.pk}/decide/")
    unnamed = client.post(decide, {"decision": "approved"}).content.decode()
    for sentence in (
        "Enter the name of the outside supervisor who decided",
        "Enter their role and organisation",
        "Enter the date of their decision",
    ):
        assert sentence in unnamed, sentence
    outside = dated("outside_on", outside_name="Grace Hopper", outside_role="Supervisor, Westshire RJ")
    assert client.post(decide, {"decision": "approved"} | outside).status_code == 303
    shown = client.get(url(world, "risk/")).content.decode()
    assert "Grace Hopper, Supervisor, Westshire RJ" in shown
    with world.north.at("manager"):
        risk.refresh_from_db()
        assert (risk.state, risk.outside_on) == ("approved", today())


def test_it_offers_no_decision_to_a_manager_who_wrote_it_where_another_may(
    world: World, client: Client
) -> None:
    with world.north.at("manager"):
        Membership.objects.filter(user=world.north.facilitator2).update(roles=[Role.MANAGER])
        risk = submitted(world.harmed, world.north.actor("manager"))
    as_(client, world, "manager")
    decide = url(world, f"risk/{risk.pk}/decide/")
    assert "Another manager has to decide" in client.get(decide).content.decode()
    outside = dated("outside_on", outside_name="Me", outside_role="Myself")
    client.post(decide, {"decision": "approved"} | outside)
    with world.north.at("manager"):
        risk.refresh_from_db()
        assert risk.state == "submitted"


@pytest.mark.world(after=prepare)
def test_it_leaves_the_others_ready_when_a_second_victim_says_no(world: World, client: Client) -> None:
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        second = add_party(world.case, actor=me, role="victim", given_names="Una", family_name="Second")
    as_(client, world, "facilitator")
    case = f"/northshire/cases/{world.case.reference}"
    assert "Victim 2: record their consent" in client.post(f"{case}/ready/").content.decode()
    chosen = [str(world.harmed.pk), str(world.responsible.pk)]
    assert client.post(f"{case}/participants/", {"who": chosen}).status_code == 303
    assert client.post(f"{case}/ready/").status_code == 303
    no = {"purpose": "take_part", "decision": "refused", "form": "verbal", "is_free": "yes"}
    assert client.post(url(world, "consent/record/", second), dated("happened_on", **no)).status_code == 303
    assert stage(world.north, world.case) == "ready"


def test_it_shows_nothing_of_one_side_to_somebody_with_the_other(world: World, client: Client) -> None:
    marker = "Quillon"
    prepare(world)
    as_(client, world, "facilitator")
    for rest, facts in {
        "suitability/new/": dated(
            "happened_on", decision="not_yet", reasons=marker, wishes=marker, motive=marker
        ),
        "needs/new/": dated("happened_on", has_needs="yes", access=marker, plan=marker),
        "age/new/": dated("happened_on", finding="adult", note=marker),
    }.items():
        assert client.post(url(world, rest), facts).status_code == 303
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        draft(world.harmed, me, level_reasons=marker)
    world.north.allocate(world.case, who="facilitator2", sides="responsible")
    case = f"/northshire/cases/{world.case.reference}/"
    own, other = world.responsible, world.harmed
    pages = [case, f"{case}history/", f"{case}participants/"]
    for rest in ("", "suitability/", "needs/", "risk/", "risk/write/", "suitability/new/"):
        pages += [url(world, rest, own), url(world, rest, other)]
    assert marker in client.get(url(world, "risk/")).content.decode(), "the one who may does see it"
    as_(client, world, "facilitator2")
    for address in pages:
        assert marker not in client.get(address).content.decode(), address
