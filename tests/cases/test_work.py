"""My work, and the Desk."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import RiskAssessment
from assessments.services.write_risk import save_risk
from cases.models import Consent, Disclosure, File
from cases.services.disclosures import review_disclosure
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import now, today
from tests.cases.walk import file_at, set_stage
from tests.world import World, party

pytestmark = pytest.mark.django_db


def work(client: Client) -> str:
    answer = client.get("/northshire/work/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_late_before_soon_and_nothing_of_others(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    assert "Nothing is due." in work(client)
    with worked.north.at("manager"):
        open_deadline("feedback", worked.case, due_on=today() - timedelta(days=1))
        open_deadline("agreement_copies", worked.case, due_on=today() + timedelta(days=7))
        open_deadline("agreement_item", worked.case, due_on=today() + timedelta(days=8))
    page = work(client)
    assert page.index("Feedback after the meeting") < page.index("Copies of the agreement")
    assert "Agreement item" not in page.split("My cases")[0]
    assert worked.case.reference in page
    assert "HN" in page
    client.force_login(worked.north.facilitator2)
    page = work(client)
    assert worked.case.reference not in page
    assert "You have no open case" in page


def test_it_gives_the_office_its_queues(world: World, client: Client) -> None:
    set_stage(world.north, world.case, "eligible")
    client.force_login(world.north.admin)
    page = work(client)
    assert "Cases to offer to a facilitator (1)" in page
    assert world.case.reference in page
    world.north.allocate(world.case)
    page = work(client)
    assert "Nothing is waiting in: " in page
    assert world.case.reference not in page


def test_it_costs_the_same_with_more_cases(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            work(client)
        return len(queries)

    one = cost()
    for number in range(3):
        worked.north.allocate(worked.north.refer(party("victim", "Vera", f"More{number}")))
    assert cost() == one


@pytest.mark.parametrize("who", ["referrer", "liaison", "commissioner"])
def test_it_is_for_staff(world: World, client: Client, who: str) -> None:
    client.force_login(getattr(world.north, who))
    assert client.get("/northshire/work/").status_code == 404


def sent_by(worked: World, client: Client, file: File) -> None:
    """Everything a facilitator sends on about one person."""
    with worked.north.at("facilitator"):
        me = worked.north.actor("facilitator")
        risk = save_risk(
            file, me, answers={}, is_consent_free=True, level="low", level_reasons="Calm and supported"
        )
        RiskAssessment.objects.filter(pk=risk.pk).update(state="submitted", submitted_at=now())
        Disclosure.objects.create(
            file=file, to_kind="third", to_whom="Duty officer", what="A child alone", happened_at=now(),
            purpose="safeguard", basis="safeguarding", by=worked.north.facilitator,
        )  # fmt: skip
    client.force_login(worked.north.facilitator)
    sent = {"purposes": ["take_part"]}
    assert client.post(file_at(file, "consent/form/"), sent).status_code == 303


def waiting(page: str) -> str:
    return " ".join(
        re.sub(r"<[^>]+>", "", page.split("Waiting for somebody else")[1]).split("My cases")[0].split()
    )


def test_it_says_what_waits_for_whom_until_they_have_answered(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    assert "Nothing that you sent waits for anybody." in waiting(work(client))
    sent_by(worked, client, worked.harmed)
    said = waiting(work(client))
    reference = worked.case.reference
    assert f"{reference}: risk assessment Harmed side waits for a manager, to approve" in said
    assert f"{reference}: passed on without consent Harmed side waits for a manager, to review" in said
    assert f"{reference}: consent form Harmed side waits for Victim 1, to answer" in said
    assert "Northvictim" not in said
    client.force_login(worked.north.facilitator2)
    assert "Nothing that you sent waits for anybody." in waiting(work(client))

    with worked.north.at("facilitator"):
        Consent.objects.create(file=worked.harmed, purpose="take_part", decision="given", form="written")
    with worked.north.at("manager"):
        review_disclosure(
            Disclosure.objects.get(), actor=worked.north.actor("manager"), finding="right", note="Right"
        )
        RiskAssessment.objects.update(state="approved", decided_by=worked.north.manager, decided_at=now())
    client.force_login(worked.north.facilitator)
    assert "Nothing that you sent waits for anybody." in waiting(work(client))


def test_it_costs_the_same_when_more_waits(worked: World, client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            work(client)
        return len(queries)

    sent_by(worked, client, worked.harmed)
    work(client)  # the first page after signing in looks a few things up
    one = cost()
    sent_by(worked, client, worked.responsible)
    assert "Offender 1, to answer" in waiting(work(client))
    assert cost() == one
