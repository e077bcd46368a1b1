"""Suitability, needs, age, who takes part and the page of the gates, in the browser."""

from typing import Any

import pytest
from django.test import Client

from assessments.models import AgeRecord, NeedsAssessment, Suitability
from cases.models import GatePass, Identity
from rjcase.kernel.clock import today
from tests.assessments.helpers import prepare, set_stage, stage
from tests.assessments.test_risk_pages import as_, url
from tests.world import World

pytestmark = pytest.mark.django_db


def dated(name: str, **more: Any) -> dict[str, Any]:
    day = today()
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year} | more


@pytest.mark.requirement("NOMS-D-05", "WTE-2.1-05")
def test_it_records_responsibility_and_keeps_every_decision(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    as_(client, world, "facilitator")
    new = url(world, "suitability/new/", world.responsible)
    empty = client.post(new, {"reasons": ""}).content.decode()
    for sentence in (
        "Enter the date of the decision",
        "Select whether they accept responsibility for the harm",
        "Enter what they say about it, in their own words",
        "Select whether they are suitable to take part",
        "Enter the reasons for your decision",
    ):
        assert sentence in empty, sentence
    first = dated(
        "happened_on",
        decision="not_yet",
        reasons="Blames others.",
        responsibility="partly",
        own_words="It was mostly the others.",
        concerns=["denial"],
    )
    assert client.post(new, first).status_code == 303
    assert client.post(new, first).status_code == 303
    second = first | {"decision": "suitable", "responsibility": "yes", "own_words": "It was me."}
    assert client.post(new, second).status_code == 303
    page = client.get(url(world, "suitability/", world.responsible)).content.decode()
    assert page.index("It was me.") < page.index("It was mostly the others.")
    with world.north.at("manager"):
        rows = Suitability.objects.filter(file=world.responsible).order_by("recorded_at")
        assert [(row.decision, row.by) for row in rows] == [
            ("not_yet", world.north.facilitator),
            ("suitable", world.north.facilitator),
        ]


@pytest.mark.requirement("WM-3.1-02")
def test_it_asks_a_victim_what_they_hope_for_and_not_about_responsibility(
    world: World, client: Client
) -> None:
    world.north.allocate(world.case)
    as_(client, world, "facilitator")
    new = url(world, "suitability/new/")
    page = client.get(new).content.decode()
    assert "accept responsibility" not in page
    assert "May want revenge" in page
    facts = dated("happened_on", decision="suitable", reasons="Knows what it is.", wishes="To ask why.")
    facts["motive"] = "Wants answers, not revenge."
    assert client.post(new, facts | {"responsibility": "yes", "concerns": ["denial"]}).status_code == 200
    assert client.post(new, facts | {"concerns": ["revenge"]}).status_code == 303
    shown = client.get(url(world, "suitability/")).content.decode()
    assert "To ask why." in shown
    assert "May want revenge" in shown
    assert "Wants answers, not revenge." in shown


def test_it_records_needs_with_what_will_be_done(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    as_(client, world, "facilitator")
    new = url(world, "needs/new/")
    bare = client.post(new, dated("happened_on", has_needs="yes")).content.decode()
    assert "Enter at least one need, or select no" in bare
    assert "Enter what will be done about it" in bare
    facts = dated("happened_on", has_needs="yes", communication="Welsh", plan="Book an interpreter")
    assert client.post(new, facts).status_code == 303
    page = client.get(url(world, "needs/")).content.decode()
    assert "Book an interpreter" in page
    assert client.post(new, facts | {"has_needs": "no"}).status_code == 303
    with world.north.at("manager"):
        rows = NeedsAssessment.objects.order_by("-recorded_at")
        assert [(row.has_needs, row.communication, row.plan) for row in rows] == [
            (False, "", ""),
            (True, "Welsh", "Book an interpreter"),
        ]


@pytest.mark.requirement("WTE-5.4-07")
@pytest.mark.world(after=prepare)
def test_it_lets_nobody_under_18_take_part_without_a_parent(world: World, client: Client) -> None:
    with world.north.at("manager"):
        born = today().replace(year=today().year - 14, day=1)
        Identity.objects.filter(file=world.harmed).update(date_of_birth=born)
    as_(client, world, "facilitator")
    ready = f"/northshire/cases/{world.case.reference}/ready/"
    assert "record the permission of a parent or guardian" in client.get(ready).content.decode()
    client.post(ready)
    assert stage(world.north, world.case) == "preparing"
    new = url(world, "age/new/")
    grown = client.post(new, dated("happened_on", finding="adult")).content.decode()
    assert "The date of birth on file says that they are under 18" in grown
    unnamed = client.post(new, dated("happened_on", finding="permitted")).content.decode()
    assert "Enter the name of the parent or guardian" in unnamed
    permitted = dated("happened_on", finding="permitted", guardian="Pat Parent", relationship="Mother")
    assert client.post(new, permitted).status_code == 303
    assert client.post(ready).status_code == 303
    assert stage(world.north, world.case) == "ready"
    with world.north.at("manager"):
        assert AgeRecord.objects.get().guardian == "Pat Parent"


@pytest.mark.world(after=prepare)
def test_it_confirms_what_the_page_shows_and_says_when_it_was_done(world: World, client: Client) -> None:
    as_(client, world, "facilitator")
    ready = f"/northshire/cases/{world.case.reference}/ready/"
    assert "Confirm that everyone is ready" in client.get(ready).content.decode()
    assert client.post(ready).status_code == 303
    assert stage(world.north, world.case) == "ready"
    assert "has moved on" in client.post(ready).content.decode()
    reopen = f"/northshire/cases/{world.case.reference}/reopen/"
    assert "Enter why the case goes back" in client.post(reopen, {"reason": " "}).content.decode()
    assert client.post(reopen, {"reason": "One of them is ill."}).status_code == 303
    assert stage(world.north, world.case) == "preparing"
    assert client.get(reopen).status_code == 404


@pytest.mark.parametrize("side", ["harmed", "responsible"])
@pytest.mark.world(after=prepare)
def test_it_hides_the_gates_from_anyone_with_one_side(world: World, client: Client, side: str) -> None:
    world.north.allocate(world.case, who="facilitator2", sides=side)
    as_(client, world, "facilitator2")
    for rest in ("ready/", "reopen/"):
        assert client.get(f"/northshire/cases/{world.case.reference}/{rest}").status_code == 404
        assert client.post(f"/northshire/cases/{world.case.reference}/{rest}").status_code == 404
    people = client.get(f"/northshire/cases/{world.case.reference}/participants/").content.decode()
    other = "Offender 1" if side == "harmed" else "Victim 1"
    assert other not in people
    assert stage(world.north, world.case) == "preparing"


def test_it_lets_a_manager_pass_the_needs_with_a_reason_and_nothing_else(
    world: World, client: Client
) -> None:
    prepare(world)
    as_(client, world, "manager")
    case = f"/northshire/cases/{world.case.reference}"
    for name in ("consent", "consent_free", "responsibility", "contact_bar", "age", "risk", "suitable"):
        address = f"{case}/gates/participation_{name}/pass/"
        assert client.get(address).status_code == 404, name
        assert client.post(address, {"reason": "We are sure."}).status_code == 404, name
    passing = f"{case}/gates/participation_needs/pass/"
    assert client.post(passing, {"reason": ""}).status_code == 200
    assert client.post(passing, {"reason": "Both were met many times."}).status_code == 303
    with world.north.at("manager"):
        assert [row.gate for row in GatePass.objects.all()] == ["participation_needs"]
    as_(client, world, "facilitator")
    assert client.get(passing).status_code == 404


def test_it_goes_on_without_needs_once_passed(world: World, client: Client) -> None:
    prepare(world, needs=False)
    as_(client, world, "facilitator")
    case = f"/northshire/cases/{world.case.reference}"
    assert "ask what they need" in client.post(f"{case}/ready/").content.decode()
    as_(client, world, "manager")
    assert f"{case}/gates/participation_needs/pass/" in client.get(f"{case}/ready/").content.decode()
    client.post(f"{case}/gates/participation_needs/pass/", {"reason": "Asked on the phone today."})
    as_(client, world, "facilitator")
    assert client.post(f"{case}/ready/").status_code == 303
    assert stage(world.north, world.case) == "ready"


@pytest.mark.requirement("WM-5.5-08")
@pytest.mark.parametrize("how", ["withdraw", "no", "pressure", "bar", "too young"])
@pytest.mark.world(after=prepare)
def test_it_re_opens_at_once_when_a_yes_is_taken_back(world: World, client: Client, how: str) -> None:
    set_stage(world.north, world.case, "ready")
    world.north.allocate(world.case, who="facilitator2", sides="harmed")
    as_(client, world, "facilitator2")
    form = {"purpose": "take_part", "form": "written", "note": "They said so.", "reference": "Drawer 4"}
    form |= dated("explained_on")
    names = {"given_names": "Hana", "family_name": "Northvictim"}
    posts: dict[str, tuple[str, dict[str, Any]]] = {
        "withdraw": ("consent/withdraw/", dated("happened_on", **form)),
        "no": ("consent/record/", dated("happened_on", decision="refused", is_free="yes", **form)),
        "pressure": ("consent/record/", dated("happened_on", decision="given", is_free="no", **form)),
        "bar": ("bars/record/", dated("from_on", source="bail", told_by="The police")),
        "too young": ("details/", names | dated("date_of_birth") | {"date_of_birth-year": today().year - 9}),
    }
    rest, facts = posts[how]
    assert client.post(url(world, rest), facts).status_code == 303
    assert stage(world.north, world.case) == "preparing"


@pytest.mark.world(after=prepare)
def test_it_chooses_who_takes_part(world: World, client: Client) -> None:
    as_(client, world, "facilitator")
    address = f"/northshire/cases/{world.case.reference}/participants/"
    assert client.get(address).context["form"]["who"].value() == [
        str(world.harmed.pk),
        str(world.responsible.pk),
    ]
    assert client.post(address, {"who": [str(world.south_harmed.pk)]}).status_code == 200
    assert client.post(address, {"who": [str(world.responsible.pk)]}).status_code == 303
    ready = f"/northshire/cases/{world.case.reference}/ready/"
    assert "Choose a person harmed who takes part" in client.get(ready).content.decode()


def test_it_shows_its_panels_to_those_who_hold_the_file_and_tells_the_timeline(world: World) -> None:
    from assessments.panels import party_context, together_context
    from cases.timeline import events

    prepare(world)
    world.north.allocate(world.case, who="facilitator2", sides="harmed")
    with world.north.at("facilitator2"):
        me = world.north.actor("facilitator2")
        assert together_context(world.case, me) is None, "the exact stage is for both sides"
        mine = [event for event in events(world.case, me) if event.kind == "assessment"]
        assert {event.side for event in mine} == {"harmed"}
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        shown = party_context(world.harmed, me)
        assert shown is not None
        assert (shown["suitability"], shown["risk_state"], shown["needs"]) == ("Suitable", "approved", "None")
        both = [event for event in events(world.case, me) if event.kind == "assessment"]
        assert {event.side for event in both} == {"harmed", "responsible"}
