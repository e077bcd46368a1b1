"""Data protection complaints, and papers outside the office."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rjcase.assurance.models import DataComplaint, PapersOut
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.notifications.models import Notification
from rjcase.notifications.sweeping import sweep_scheme
from tests.assurance.test_breaches import errors, signed_in
from tests.cases.walk import case_at, day, file_at, moment
from tests.world import World

pytestmark = pytest.mark.django_db


def complaint(**more: Any) -> dict[str, Any]:
    return {
        "new_id": str(uuid7()),
        "about": "shared",
        "text": "You told my sister",
        **day("received_on", today()),
    } | more


def papers(world: World, **more: Any) -> dict[str, Any]:
    return {
        "new_id": str(uuid7()),
        "file": str(world.harmed.pk),
        "what": "Statement, 4 pages",
        "risk": "overnight",
        "care": "In a locked case",
        **moment("taken_at", now() - timedelta(minutes=5)),
        **day("due_back_on", today() + timedelta(days=1)),
    } | more


def test_it_keeps_a_complaint_in_the_file_and_answers_it(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    sent = complaint()
    for _ in range(2):
        assert client.post(file_at(worked.harmed, "complaints/add/"), sent).status_code == 303
    assert "You told my sister" in client.get(file_at(worked.harmed, "data-protection/")).content.decode()
    assert "You told" not in client.get(file_at(worked.responsible, "data-protection/")).content.decode()
    with worked.north.at("manager"):
        row = DataComplaint.objects.get()
        assert Deadline.objects.get(kind="data_complaint").due_on == today() + timedelta(days=30)
    answer = file_at(worked.harmed, f"complaints/{row.pk}/")
    assert client.get(answer).status_code == 404, "the office answers"
    manager = signed_in(worked, "manager")
    register = manager.get("/northshire/data-protection/complaints/").content.decode()
    assert worked.case.reference in register
    assert "You told my sister" not in register
    noted = day("acknowledged_on", today())
    assert manager.post(answer, noted).status_code == 303
    with worked.north.at("manager"):
        assert Deadline.objects.get(kind="data_complaint").met_on is None
    page = errors(manager.post(answer, noted | day("answered_on", today())))
    for sentence in ("Select the outcome", "Enter what you answered", "they can go to the regulator"):
        assert sentence in page
    whole = {
        "outcome": "upheld",
        "answer": "You are right",
        "lessons": "Ask first",
        "told_of_regulator": "on",
    }
    assert manager.post(answer, noted | day("answered_on", today()) | whole).status_code == 303
    with worked.north.at("manager"):
        assert Deadline.objects.get(kind="data_complaint").met_on == today()
    assert "You are right" in client.get(file_at(worked.harmed, "data-protection/")).content.decode()


@pytest.mark.requirement("WTE-7.10-03")
def test_it_knows_which_papers_are_where_and_reminds_whoever_has_them(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    take = case_at(worked.case, "papers-out/take/")
    page = client.get(take).content.decode()
    for risk in ("Travel", "Home visit", "Kept overnight outside the office"):
        assert risk in page
    sent = papers(worked)
    for _ in range(2):
        assert client.post(take, sent).status_code == 303
    with worked.north.at("facilitator"):
        row, clock = PapersOut.objects.get(), Deadline.objects.get(kind="papers_out")
    assert (row.file_id, row.taken_by_id) == (worked.harmed.pk, worked.north.facilitator.pk)
    assert (clock.owner_id, clock.due_on) == (worked.north.facilitator.pk, row.due_back_on)
    with time_machine.travel(now() + timedelta(days=2), tick=True):
        sweep_scheme(worked.north.scheme)
        manager = signed_in(worked, "manager")
        assert "Overdue" in manager.get("/northshire/data-protection/papers/").content.decode()
        assert "Papers not back yet" in manager.get("/northshire/work/").content.decode()
    with worked.north.at("manager"):
        told = Notification.objects.get(deadline__kind="papers_out", kind="overdue")
        assert told.recipient_id == worked.north.facilitator.pk
        assert "Statement" not in told.title + told.body
    back = case_at(worked.case, f"papers-out/{row.pk}/back/")
    assert client.post(back, {"result": "back", **moment("at", now())}).status_code == 303
    with worked.north.at("facilitator"):
        assert PapersOut.objects.get().returned_at is not None
        assert Deadline.objects.get(kind="papers_out").met_on == today()


def test_it_leads_from_lost_papers_to_a_breach(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    client.post(case_at(worked.case, "papers-out/take/"), papers(worked))
    with worked.north.at("facilitator"):
        row = PapersOut.objects.get()
    back = case_at(worked.case, f"papers-out/{row.pk}/back/")
    assert "Enter what is known of the loss" in errors(
        client.post(back, {"result": "lost", **moment("at", now())})
    )
    lost = client.post(back, {"result": "lost", "lost_note": "Left on a train", **moment("at", now())})
    assert lost["Location"] == "/northshire/data-protection/breaches/report/"
    with worked.north.at("facilitator"):
        assert PapersOut.objects.get().is_lost


def test_it_shows_papers_to_those_who_hold_the_file(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    client.post(case_at(worked.case, "papers-out/take/"), papers(worked))
    other = signed_in(worked, "facilitator2")
    assert "Statement" not in other.get("/northshire/data-protection/papers/").content.decode()
    assert other.get(case_at(worked.case, "papers-out/")).status_code == 404
