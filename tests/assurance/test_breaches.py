"""Data breaches: reported by anybody, a clock of 72 hours, decisions with reasons, who was told, lessons."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rjcase.assurance.models import AffectedFile, Breach, BreachEntry
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import now
from rjcase.kernel.ids import uuid7
from rjcase.notifications.models import Notification
from rjcase.notifications.sweeping import sweep_scheme
from tests.cases.walk import case_at, file_at, moment
from tests.world import World

pytestmark = pytest.mark.django_db
BASE = "/northshire/data-protection/breaches/"
WHAT = "A letter meant for one side went to the other"


def report(**more: Any) -> dict[str, Any]:
    """A filled-in report."""
    return {
        "new_id": str(uuid7()),
        "kind": "other_side",
        **moment("happened_at", now() - timedelta(hours=30)),
        **moment("aware_at", now() - timedelta(hours=2)),
        "what": WHAT,
        "contained": "Asked for it back",
    } | more


def errors(answer: Any) -> str:
    assert answer.status_code == 200, answer
    page = answer.content.decode()
    assert "There is a problem" in page
    return page


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world.north, who))
    return client


def reported(world: World, **more: Any) -> Breach:
    sent = report(reference=world.case.reference, **more)
    answer = signed_in(world, "facilitator").post(f"{BASE}report/", sent)
    assert answer.status_code == 303, errors(answer)
    with world.north.at("manager"):
        return Breach.objects.get()


def log(client: Client, breach: Breach, about: str, **sent: Any) -> Any:
    return client.post(f"{BASE}{breach.pk}/log/{about}/", {"new_id": str(uuid7())} | sent)


def test_it_runs_the_clock_from_when_we_knew_and_tells_every_manager(worked: World) -> None:
    breach = reported(worked)
    with worked.north.at("manager"):
        clock = Deadline.objects.get(kind="breach")
        assert clock.due_at == breach.aware_at + timedelta(hours=72)
        assert (clock.case_id, clock.file_id, clock.subject) == (None, None, breach.pk)
        told = Notification.objects.get(subject=breach.pk)
        assert told.recipient_id == worked.north.manager.pk
        assert WHAT not in told.title + told.body
    manager = signed_in(worked, "manager")
    assert "The 72 hours end on" in manager.get(f"{BASE}{breach.pk}/").content.decode()
    assert "Data breaches to decide" in manager.get("/northshire/work/").content.decode()
    assert "Decision on a data breach" in manager.get("/northshire/due/").content.decode()


def test_it_reports_once_when_sent_twice(worked: World) -> None:
    client, sent = signed_in(worked, "facilitator"), report()
    for _ in range(2):
        assert client.post(f"{BASE}report/", sent).status_code == 303
    with worked.north.at("manager"):
        assert Breach.objects.count() == Deadline.objects.filter(kind="breach").count() == 1


def test_it_reminds_by_the_hour(worked: World) -> None:
    breach = reported(worked)
    with time_machine.travel(breach.aware_at + timedelta(hours=71, minutes=50), tick=False):
        sweep_scheme(worked.north.scheme)
    with worked.north.at("manager"):
        kinds = set(Notification.objects.filter(deadline__kind="breach").values_list("kind", flat=True))
    assert kinds == {"due_soon"}
    with time_machine.travel(breach.aware_at + timedelta(hours=72, minutes=1), tick=False):
        sweep_scheme(worked.north.scheme)
        sweep_scheme(worked.north.scheme)
    with worked.north.at("manager"):
        late = Notification.objects.filter(deadline__kind="breach", kind="overdue")
        assert {row.recipient_id for row in late} == {worked.north.manager.pk, worked.north.admin.pk}
        assert late.count() == 2
        assert "/northshire/due/" in late[0].body


def test_it_refuses_details_of_anybody_in_the_case(worked: World) -> None:
    client = signed_in(worked, "facilitator")
    sent = report(reference=worked.case.reference, what="Mrs Northvictim got the letter")
    assert "Say what happened without them" in errors(client.post(f"{BASE}report/", sent))
    with worked.north.at("manager"):
        assert not Breach.objects.exists()


def test_it_stops_the_clock_with_a_reasoned_decision_not_to_tell(worked: World) -> None:
    breach, manager = reported(worked), signed_in(worked, "manager")
    assert "Enter reasons" in errors(log(manager, breach, "regulator", answer="no"))
    assert log(manager, breach, "regulator", answer="no", text="It came back unopened").status_code == 303
    with worked.north.at("manager"):
        assert Deadline.objects.get(kind="breach").met_on is not None
    assert "It came back unopened" in manager.get(f"{BASE}{breach.pk}/").content.decode()


def test_it_goes_on_until_the_regulator_was_told_and_asks_why_it_was_late(worked: World) -> None:
    breach, manager = reported(worked), signed_in(worked, "manager")
    log(manager, breach, "regulator", answer="yes", text="A victim is at risk")
    with worked.north.at("manager"):
        assert Deadline.objects.get(kind="breach").met_on is None
    later = breach.aware_at + timedelta(hours=80)
    with time_machine.travel(later + timedelta(minutes=5), tick=True):
        manager = signed_in(worked, "manager")
        told = moment("happened_at", later)
        assert "enter why it took longer" in errors(log(manager, breach, "told_regulator", **told))
        sent = told | {"reference": "IC-1", "why_late": "Nobody was at work"}
        assert log(manager, breach, "told_regulator", **sent).status_code == 303
    with worked.north.at("manager"):
        assert Deadline.objects.get(kind="breach").met_on is not None


def test_it_closes_only_once_everything_is_decided_and_learned(worked: World) -> None:
    breach, manager = reported(worked), signed_in(worked, "manager")
    page = errors(log(manager, breach, "closed"))
    for sentence in ("whether to tell the regulator", "whether to tell the people", "what was learned"):
        assert sentence in page
    log(manager, breach, "regulator", answer="no", text="It came back unopened")
    log(manager, breach, "people", answer="yes", text="They may worry")
    log(manager, breach, "told_other", to_whom="The commissioner", **moment("happened_at", now()))
    log(manager, breach, "lessons", text="Two people check each envelope")
    assert log(manager, breach, "closed").status_code == 303
    assert "This breach is closed" in errors(log(manager, breach, "lessons", text="More"))
    page = manager.get(f"{BASE}{breach.pk}/").content.decode()
    assert "The commissioner" in page
    assert "Two people check each envelope" in page
    with worked.north.at("manager"):
        assert BreachEntry.objects.count() == 5


def test_it_keeps_whose_information_it_was_in_their_own_file(worked: World) -> None:
    breach, manager = reported(worked), signed_in(worked, "manager")
    sent = {"file": str(worked.harmed.pk), "what": "Her new address"}
    assert manager.post(f"{BASE}{breach.pk}/people/add/", sent).status_code == 303
    with worked.north.at("manager"):
        row = AffectedFile.objects.get()
        assert row.file_id == worked.harmed.pk
    told = moment("told_at", now() - timedelta(minutes=5)) | {"told_how": "By phone; she is safe"}
    assert manager.post(f"{BASE}{breach.pk}/people/{row.pk}/told/", told).status_code == 303
    assert "in the meantime" in errors(manager.post(f"{BASE}{breach.pk}/people/{row.pk}/told/", told))
    assert "she is safe" in manager.get(file_at(worked.harmed, "data-protection/")).content.decode()
    assert (
        "Her new address" not in manager.get(file_at(worked.responsible, "data-protection/")).content.decode()
    )
    with worked.north.at("manager", only_file=worked.responsible):
        assert not AffectedFile.objects.exists()


def test_it_shows_a_reporter_their_own_and_lets_them_decide_nothing(worked: World) -> None:
    breach = reported(worked)
    mine = signed_in(worked, "facilitator")
    assert WHAT in mine.get(f"{BASE}{breach.pk}/").content.decode()
    assert log(mine, breach, "regulator", answer="no", text="x").status_code == 404
    other = signed_in(worked, "facilitator2")
    assert other.get(f"{BASE}{breach.pk}/").status_code == 404
    assert worked.case.reference not in other.get(BASE).content.decode()
    assert signed_in(worked, "referrer").get(BASE).status_code == 404
    assert mine.get(case_at(worked.case)).status_code == 200
