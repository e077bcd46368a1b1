"""Accepting, declining and deciding on paper."""

from typing import Any

import pytest
from django.test import Client

from cases.models import Case, Progress, StageChange
from cases.services.perform import check
from referrals.models import EligibilityCheck
from referrals.services.eligibility import accept_referral, decide_eligibility
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from tests.world import World, party


def _referred(
    world: World,
    victim: dict[str, Any] | None = None,
    offence: dict[str, Any] | None = None,
    **said: str,
) -> Case:
    harmed = party("victim", "Ann", "Harm")
    harmed["identity"] = harmed["identity"] | (victim or {})
    responsible = party("offender", "Ben", "Did") | {"referred": {"consent": "unknown", **said}}
    more = {"offences": [offence], "offence_group": offence["group"]} if offence else {}
    return world.north.refer(harmed, responsible, **more)


def _stage(world: World, case: Case) -> str:
    with world.north.at("manager"):
        return Progress.objects.get(case=case).stage


@pytest.mark.requirement("NOMS-D-04")
def test_it_accepts_an_eligible_case_in_one_press(client: Client, world: World) -> None:
    client.force_login(world.north.admin)
    case = _referred(world, responsibility="yes", plea="guilty")
    address = f"/northshire/cases/{case.reference}/referral/"
    page = client.get(address).text
    assert "Accept the referral" in page
    assert "Decide on this referral" not in page
    accepted = client.post(address + "accept/")
    assert accepted.headers["Location"] == f"/northshire/cases/{case.reference}/offer/"
    assert _stage(world, case) == "eligible"
    assert f"/northshire/cases/{case.reference}/offer/" in client.get(address).text
    with world.north.at("manager"):
        kept = EligibilityCheck.objects.get(case=case)
        assert (kept.result, kept.version.number, kept.by) == ("eligible", 1, world.north.admin)
        assert StageChange.objects.filter(case=case, step="accept_referral").count() == 1
    again = client.post(address + "accept/")
    assert "This case has moved on to “Eligible” in the meantime" in again.text


@pytest.mark.requirement("WTE-2.1-02", "NOMS-S-07")
def test_it_takes_an_exception_only_by_a_managers_decision_with_a_reason(
    client: Client, world: World
) -> None:
    offence = {"group": "sexual", "subgroup": "rape", "markers": ["domestic"], "happened_on": "2026-01-02"}
    case = _referred(world, responsibility="no", plea="not_guilty", offence=offence)
    address = f"/northshire/cases/{case.reference}/referral/"
    client.force_login(world.north.admin)
    page = client.get(address).text
    assert "Not eligible" in page
    assert "The person responsible pleaded not guilty" in page
    assert "The person responsible does not accept any responsibility" in page
    assert "The offence is one of these: Sexual offences, Homicide" in page
    assert "The case involves one of these: Domestic abuse" in page
    refused = client.post(address + "accept/").text
    assert "A manager decides: The person responsible pleaded not guilty" in refused
    assert _stage(world, case) == "received"
    assert client.get(address + "decide/").status_code == 404  # administrators do not decide
    client.force_login(world.north.manager)
    wrong = client.post(address + "decide/", {"decision": "", "reason": ""}).text
    assert wrong.count("Select your decision") == 2
    assert wrong.count("Enter reason for the decision") == 2
    answers = {"decision": "accept", "reason": "He has since written to say that he is sorry."}
    for _twice in range(2):
        assert client.post(address + "decide/", answers).status_code == 303
    assert client.post(address + "accept/").status_code == 303
    with world.north.at("manager"):
        kept = EligibilityCheck.objects.get(case=case)
        assert (kept.result, kept.decision, kept.by) == ("not_eligible", "accept", world.north.manager)
        against = {finding["kind"] for finding in kept.findings if finding["known"]}
        assert against == {"plea", "responsibility", "offence", "marker"}


@pytest.mark.requirement("WM-5.2-02")
def test_it_asks_again_when_something_new_speaks_against_a_case(world: World) -> None:
    case = _referred(world, responsibility="no", plea="guilty")
    with world.north.at("manager"):
        actor = world.north.actor("manager")
        decide_eligibility(actor=actor, case=case, decision="accept", reason="A good reason")
        assert check("accept_referral", case, actor).is_possible
        case.referrals.update(in_area="no")
        view = check("accept_referral", case, actor)
        assert [line.text for result in view.results for line in result.missing] == [
            "A manager decides: The person responsible does not accept any responsibility.",
            "A manager decides: It happened outside our area.",
        ]
        with pytest.raises(DomainError):
            accept_referral(actor=actor, case=case)
        decide_eligibility(actor=actor, case=case, decision="accept", reason="Both live here now")
        accept_referral(actor=actor, case=case)


@pytest.mark.requirement("WTE-2E-03")
def test_it_brings_a_child_on_either_side_before_a_manager(client: Client, world: World) -> None:
    client.force_login(world.north.manager)
    case = _referred(world, {"date_of_birth": "2015-01-01"}, responsibility="yes", plea="guilty")
    page = client.get(f"/northshire/cases/{case.reference}/referral/").text
    assert "The person harmed is under 18" in page
    young = party("offender", "Kid", "Young")
    young["identity"]["date_of_birth"] = "2012-03-04"
    case = world.north.refer(party("victim", "Ann", "Harm"), young)
    page = client.get(f"/northshire/cases/{case.reference}/referral/").text
    assert "The person responsible is under 18" in page
    assert "Decide on this referral" in page


def test_it_says_what_is_not_known_without_ruling_anything_out(client: Client, world: World) -> None:
    client.force_login(world.north.manager)
    page = client.get(f"/northshire/cases/{world.case.reference}/referral/").text
    assert "Not known yet: whether the person responsible pleaded not guilty" in page
    assert ">Eligible<" in page.replace("\n", "").replace(" ", "")


@pytest.mark.requirement("WM-5.4-03")
def test_it_declines_with_a_coded_reason(client: Client, world: World) -> None:
    client.force_login(world.north.admin)
    address = f"/northshire/cases/{world.case.reference}/referral/decline/"
    wrong = client.post(address, {"reason": "other", "note": ""}).text
    assert wrong.count("Enter the reason") == 2
    assert client.post(address, {"reason": ""}).text.count("Select the reason") == 2
    assert client.post(address, {"reason": "not_crime", "note": "School matter"}).status_code == 303
    with world.north.at("manager"):
        case = Case.objects.get(pk=world.case.pk)
        progress = Progress.objects.get(case=case)
        assert (case.face, progress.stage, progress.reason) == ("not_taken_forward", "closed", "not_crime")
        assert case.closed_on is not None
    again = client.post(address, {"reason": "not_crime", "note": ""}).text
    assert "This case has moved on to “Closed” in the meantime" in again


def test_it_lets_nobody_but_the_office_move_a_referral(world: World) -> None:
    world.north.allocate(world.case)
    with world.north.at("facilitator"):
        actor = world.north.actor("facilitator")
        with pytest.raises(NotAllowed):
            accept_referral(actor=actor, case=world.case)
        view = check("accept_referral", world.case, actor)
        lines = [line.text for result in view.results for line in result.missing]
        assert lines == ["The RJ office checks the referral against the criteria."]
    with world.north.at("admin"):
        actor = world.north.actor("admin")
        with pytest.raises(NotAllowed):
            decide_eligibility(actor=actor, case=world.case, decision="accept", reason="x")
        accept_referral(actor=actor, case=world.case)
        with pytest.raises(AlreadyDone):
            accept_referral(actor=actor, case=world.case)
