"""What each delivering agency did with the cases it was asked to take, counted against its memorandum."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from referrals.models import AgreementSignature, PartnerAgreement
from reporting.by_team import accepted_by_team, accepted_in_time_by_team, in_time
from reporting.periods import quarter_of
from reporting.suppression import suppress
from rjcase.access.models import DeliveryTeam, Membership
from rjcase.kernel.clock import local_date
from rjcase.kernel.ids import uuid7
from tests.world import World, party, sql

pytestmark = pytest.mark.django_db


def teams(world: World) -> None:
    """Two organisations deliver for one scheme; one has signed a memorandum that asks for 2 days."""
    with world.north.at("manager"):
        for who, name in (("facilitator", world.north.agency.name), ("facilitator2", "Northshire Mediation")):
            team = DeliveryTeam.objects.create(name=name)
            Membership.objects.filter(user=world.north.people[who]).update(team=team)
        memorandum = PartnerAgreement.objects.create(
            kind="memorandum",
            title="Working together",
            starts_on="2026-01-01",
            our_signatory="M Manager",
            review_on="2030-01-01",
            target_days=2,
            kept_where="The safe",
        )
        AgreementSignature.objects.create(
            agreement=memorandum,
            agency=world.north.agency,
            signatory="P Chief",
            signed_on="2026-01-02",
        )


def decline(world: World, who: str) -> None:
    offer, case = uuid7(), world.north.refer(party("victim", "D", "Declined"))
    with world.north.at("manager"):
        sql("select offer_case(%s, %s, %s, true, 'both')", [offer, case.pk, world.north.people[who].pk])
    with world.north.at(who):
        sql("select answer_offer(%s, 'declined', '')", [offer])


@pytest.mark.requirement("CAMB-35", "CAMB-09")
def test_it_counts_what_each_agency_accepted_of_what_it_was_offered(
    world: World, client: Client, settings: Any
) -> None:
    settings.SESSION_COOKIE_AGE = 10**8
    settings.IDLE_MINUTES = settings.SESSION_HOURS = 10**6
    teams(world)
    taken = world.north.allocate(world.case)
    decline(world, "facilitator")
    decline(world, "facilitator2")
    period = quarter_of(local_date(taken.offered_at))
    with world.north.at("manager"):
        accepted = {figure.label: figure for figure in accepted_by_team(period)}
        kept_to = accepted_in_time_by_team(period)
    ours, theirs = accepted["Northshire Police"], accepted["Northshire Mediation"]
    assert (ours.count, ours.base, ours.percent, ours.cases) == (1, 2, 50, {world.case.pk})
    assert (theirs.count, theirs.base, theirs.cases) == (0, 1, set())
    assert [(one.label, one.count, one.base) for one in kept_to] == [("Northshire Police", 1, 2)]
    with world.south.at("manager"):
        assert accepted_by_team(period) == []
    client.force_login(world.north.manager)
    with time_machine.travel(taken.offered_at + timedelta(minutes=1), tick=False):
        begun = client.post("/northshire/returns/start/", {"quarter": str(period.starts_on)})
        page = client.get(begun["Location"]).text
    for words in ("Cases accepted by each team or agency", "Northshire Mediation", "50%", "memorandum"):
        assert words in page
    rows = [
        {"key": one.key, "label": one.label, "count": one.count, "base": one.base, "percent": one.percent}
        for one in accepted.values()
    ]
    published = suppress(rows)
    assert all(row["percent"] is None for row in published), "no share of a few for outside readers"
    assert 1 not in [row["count"] for row in published]


@pytest.mark.requirement("WM-2-01")
def test_one_scheme_delivers_through_several_organisations(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    names = {"facilitator": "Calm Together", "facilitator2": "Northshire Mediation"}
    for who, name in names.items():
        page = client.post("/northshire/scheme/teams/add/", {"name": name, "is_active": "on"}, follow=True)
        assert name in page.text
        with world.north.at("manager"):
            team, row = (
                DeliveryTeam.objects.get(name=name),
                Membership.objects.get(user=world.north.people[who]),
            )
        person = f"/northshire/scheme/people/{row.pk}/"
        terms = {"roles": row.roles, "team": str(team.pk)}
        terms |= {f"starts_on-{part}": getattr(row.starts_on, part) for part in ("day", "month", "year")}
        changed = client.post(f"{person}change/", terms)
        assert changed.status_code == 303, changed.text
        assert name in client.get(person).text
    other = world.north.refer(party("victim", "O", "Other"), party("offender", "P", "Other"))
    for who, case in (("facilitator", world.case), ("facilitator2", other)):
        taken = world.north.allocate(case, who)
        shown = client.get(f"/northshire/cases/{case.reference}/").text
        assert f"{who.title()}, {names[who]}, since" in shown
        assert names["facilitator2" if who == "facilitator" else "facilitator"] not in shown
    with world.north.at("manager"):
        figures = accepted_by_team(quarter_of(local_date(taken.offered_at)))
    assert {(one.label, one.count) for one in figures} == {(name, 1) for name in names.values()}
    client.force_login(world.south.manager)
    assert "Calm Together" not in client.get("/southshire/scheme/teams/").text


def test_an_ended_memorandum_binds_nobody(world: World) -> None:
    teams(world)
    taken = world.north.allocate(world.case)
    period = quarter_of(local_date(taken.offered_at))
    with world.north.at("manager"):
        PartnerAgreement.objects.update(ended_on="2026-01-03", ended_reason="Over")
        assert accepted_in_time_by_team(period) == []
        assert accepted_by_team(period)[0].count == 1


def test_days_to_answer_are_working_days() -> None:
    friday = datetime(2026, 11, 20, 15, tzinfo=UTC)
    answers = {"mon": 23, "tue": 24, "wed": 25}
    kept = {name: in_time(friday, friday.replace(day=day), 2) for name, day in answers.items()}
    assert kept == {"mon": True, "tue": True, "wed": False}
    assert not in_time(friday, None, 2)
