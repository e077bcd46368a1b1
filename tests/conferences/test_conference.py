"""A meeting from its plan to follow-up, by HTTP."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cases.models import JointShare, StageChange
from conferences.models import Attendance, Process, WriteUp
from referrals.criteria import Effect, Rule
from referrals.selectors import evaluate_case
from referrals.services.criteria import publish_criteria
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from tests.conferences.helpers import PLACE, Walk, day, make_ready, when, withdraw
from tests.world import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2026-11-22 10:00"),
    pytest.mark.world(after=make_ready),
]
WRITE_UP = {
    "setting": "community",
    "background": "A burglary in March",
    "dynamics": "Silence, then the apology",
    "lessons": "Longer breaks",
    "outcome": "agreement",
}


@pytest.mark.requirement("MOJ-A-03", "WTE-7C-02", "WTE-7C-09", "WTE-7C-10", "WTE-7C-11", "WTE-7C-13")
def test_it_goes_from_plan_to_follow_up(walk: Walk) -> None:
    at = walk.held()
    assert walk.stage() == "in_process"
    walk.send(at + "write-up/", **WRITE_UP, sign="on")
    page = walk.text(at)
    for text in (PLACE, "90 minutes", "A burglary in March", "Silence, then the apology", "Longer breaks"):
        assert text in page
    assert "22 November 2026" in page, "signed and dated"
    walk.send("together/complete/")
    assert walk.stage() == "following_up"
    with walk.world.north.at("manager"):
        row = WriteUp.objects.get()
        assert (row.signed_by_id, row.agreement_reached) == (walk.world.north.facilitator.pk, True)
        # "receive" bears the time of the database, which does not travel.
        changes = StageChange.objects.exclude(step="receive")
        steps = list(changes.order_by("recorded_at").values_list("step", flat=True))
        assert steps[-2:] == ["begin_process", "complete_process"]


def test_it_gives_the_plan_to_each_participant_and_nothing_else(walk: Walk) -> None:
    walk.planned()
    with walk.world.north.at("manager"):
        shares = set(JointShare.objects.values_list("file_id", "part"))
    assert shares == {(walk.world.harmed.pk, "plan"), (walk.world.responsible.pk, "plan")}


@pytest.mark.requirement("WTE-6.7-02")
def test_it_asks_for_feedback_within_seven_days_of_everyone_who_came(walk: Walk) -> None:
    walk.held()
    with walk.world.north.at("manager"):
        rows = Deadline.objects.running().filter(kind="feedback").order_by("label")
        assert [(row.label, row.file_id, row.subject, str(row.due_on)) for row in rows] == [
            (f"Feedback: {label}", file.pk, file.pk, "2026-11-27")
            for label, file in (("Offender 1", walk.world.responsible), ("Victim 1", walk.world.harmed))
        ]


def test_it_needs_somebody_from_each_side_to_come(walk: Walk) -> None:
    at = walk.begun()
    page = walk.refused(at + "hold/", **walk.hold(at, came=[str(walk.world.harmed.pk)]))
    assert "somebody came from each side" in page
    assert walk.process().state == "running"


def test_it_shows_every_error_at_once_and_keeps_what_was_typed(walk: Walk) -> None:
    at = walk.begun()
    page = walk.refused(at + "hold/", **when("held_at", 31, 11, 2026, "later"), ended_at="whenever", came=[])
    for text in ("must be a real date", "Enter a time in the correct format", "Select who came"):
        assert text in page
    assert 'value="later"' in page
    assert 'value="whenever"' in page


def test_it_asks_the_gates_again_at_the_door(walk: Walk) -> None:
    at = walk.begun()
    assert "they have withdrawn" not in walk.text(at)
    withdraw(walk.world.north, walk.world.harmed, happened_on=date(2026, 11, 19))
    assert "Victim 1: they have withdrawn their consent to take part" in walk.text(at), "shown at once"
    page = walk.refused(at + "hold/", **walk.hold(at))
    assert "Victim 1: they have withdrawn their consent to take part" in page
    with walk.world.north.at("manager"):
        assert not Attendance.objects.exists()
        assert not Deadline.objects.filter(kind="feedback").exists()
    assert walk.process().state == "running"


def test_it_records_a_meeting_that_was_held_before_the_consent_was_withdrawn(walk: Walk) -> None:
    at = walk.begun()
    withdraw(walk.world.north, walk.world.harmed, happened_on=date(2026, 11, 21))
    walk.send(at + "hold/", **walk.hold(at))
    assert walk.process().state == "held"
    assert "Draft the agreement" in walk.text("together/")


def test_it_holds_no_meeting_on_a_consent_given_the_day_after(walk: Walk) -> None:
    at = walk.begun()
    withdraw(walk.world.north, walk.world.harmed, happened_on=date(2026, 11, 19))
    withdraw(walk.world.north, walk.world.harmed, happened_on=date(2026, 11, 21), decision="given")
    assert "they have withdrawn" not in walk.text(at), "as things stand today"
    page = walk.refused(at + "hold/", **walk.hold(at))
    assert "Victim 1: they have withdrawn their consent to take part" in page
    assert walk.process().state == "running"


def test_it_does_not_begin_without_a_place_or_with_a_consent_withdrawn(walk: Walk) -> None:
    at = walk.open()
    assert "Enter the date, time and place of the meeting" in walk.text(at + "begin/")
    walk.refused(at + "begin/")
    walk.send(at + "plan/", **when("starts_at", 1, 12, 2026, "2pm"), place=PLACE)
    withdraw(walk.world.north, walk.world.responsible)
    page = walk.refused(at + "begin/")
    assert "Offender 1: they have withdrawn their consent" in page
    assert walk.stage() == "ready"


def test_it_tells_the_second_of_two_people_that_it_was_held(walk: Walk, world: World) -> None:
    at = walk.begun()
    walk.send(at + "hold/", **walk.hold(at))
    second = Walk(Client(), world, "manager")
    page = second.refused(at + "hold/", **walk.hold(at))
    assert "in the meantime. Nothing was changed" in page
    with world.north.at("manager"):
        assert Attendance.objects.count() == 2
        assert Deadline.objects.filter(kind="feedback").count() == 2


def test_it_opens_one_process_when_the_form_is_sent_twice(walk: Walk, world: World) -> None:
    assert walk.open() == walk.open()
    second = Walk(Client(), world, "manager")
    people = [str(world.harmed.pk), str(world.responsible.pk)]
    assert "A colleague has opened this" in second.refused("together/open/", kind="conference", people=people)
    with world.north.at("manager"):
        assert Process.objects.count() == 1


def test_it_opens_nothing_for_one_side(walk: Walk) -> None:
    page = walk.refused("together/open/", kind="conference", people=[str(walk.world.harmed.pk)])
    assert "Select at least one person from each side" in page


def test_it_postpones_with_a_reason_and_goes_ahead_again(walk: Walk) -> None:
    at = walk.begun()
    walk.refused(at + "postpone/", reason="")
    walk.send(at + "postpone/", reason="Victim is ill")
    assert walk.process().state == "postponed"
    assert "Victim is ill" in walk.text(at)
    walk.send(at + "plan/", **when("starts_at", 8, 12, 2026, "10am"), place=PLACE)
    assert walk.process().state == "running"


def test_it_takes_the_case_back_to_preparing_when_the_only_meeting_is_cancelled(walk: Walk) -> None:
    at = walk.begun()
    walk.send(at + "cancel/", reason="Offender was moved")
    assert (walk.process().state, walk.stage()) == ("cancelled", "preparing")
    assert walk.get(at + "hold/").status_code == 404


def test_it_gives_up_with_a_reason(walk: Walk) -> None:
    walk.begun()
    walk.refused("together/abandon/", reason="")
    walk.send("together/abandon/", reason="A new risk")
    assert (walk.process().state, walk.stage()) == ("cancelled", "preparing")


def test_it_does_not_complete_before_the_write_up_is_signed(walk: Walk) -> None:
    at = walk.held()
    assert "Sign the write-up" in walk.text("together/")
    assert "Sign the write-up" in walk.refused("together/complete/")
    walk.send(at + "write-up/", **WRITE_UP)
    assert "Sign the write-up" in walk.text("together/complete/")
    assert "Select what came of it" in walk.refused(
        at + "write-up/", **(WRITE_UP | {"outcome": "", "sign": "on"})
    )
    walk.send(at + "write-up/", **WRITE_UP, sign="on")
    assert "signed already" in walk.refused(at + "write-up/", **(WRITE_UP | {"lessons": "Changed"}))
    assert walk.stage() == "in_process"


@pytest.mark.requirement("WTE-3.1-05", "WTE-7C-01", "WTE-7C-12")
def test_it_keeps_whether_video_worked_for_each_side(walk: Walk) -> None:
    at = walk.open()
    walk.send(at + "plan/", **when("starts_at", 1, 12, 2026, "2pm"), is_video="on")
    walk.send(at + "begin/")
    walk.send(at + "hold/", **walk.hold(at))
    asked = {"video_for_victim": "yes", "video_for_offender": "no", "video_how_known": "They said so"}
    walk.send(at + "write-up/", **(WRITE_UP | asked | {"setting": "prison"}), sign="on")
    page = " ".join(walk.text(at).split())
    assert "They said so" in page
    assert "Prison" in page
    with walk.world.north.at("manager"):
        row = WriteUp.objects.get()
    assert (row.video_for_victim, row.video_for_offender) == (True, False)


@pytest.mark.requirement("NOMS-06-1", "NOMS-06-2", "NOMS-06-3", "NOMS-06-4", "WTE-6.10-04", "WTE-6.10-07")
def test_it_keeps_custody_arrangements_for_those_who_work_both_sides(walk: Walk) -> None:
    at = walk.planned()
    walk.send(
        at + "custody/",
        establishment="HMP Northmoor",
        **day("notified_on", 2, 11, 2026),
        searching="Rub-down for visitors",
        gate_access="Arrive 13:15 with ID",
        keys_and_alarm="Organiser beside the bell",
        separate_escort="on",
        afterwards="A Listener",
    )
    page = walk.text(at)
    for text in ("HMP Northmoor", "Rub-down", "Arrive 13:15", "beside the bell", "A Listener"):
        assert text in page
    for file in (walk.world.harmed, walk.world.responsible):
        sheet = walk.text(f"{at}files/{file.pk}/sheet/")
        assert "HMP Northmoor" not in sheet
        assert "Listener" not in sheet


@pytest.mark.requirement("WTE-7C-04", "WTE-7C-05", "WTE-8.4-01", "WTE-6.6-08")
def test_it_lists_who_else_attends_and_takes_them_off(walk: Walk) -> None:
    at = walk.planned()
    walk.send(at + "attendees/add/", role="observer", name="Olive Observer", organisation="PCC")
    walk.send(at + "attendees/add/", role="offender_manager", name="Pat Probation", agreed="on")
    page = walk.text(at)
    assert "Facilitator, Facilitator" in page, "the allocated facilitator stands there from the start"
    assert "Olive Observer, Observer, PCC" in page
    assert "not yet agreed with everyone" in page
    with walk.world.north.at("manager"):
        observer = walk.process().attendees.get(role="observer")
    walk.send(f"{at}attendees/{observer.pk}/remove/")
    assert "Olive Observer" not in walk.text(at)
    assert "Pat Probation" in walk.text(at)


@pytest.mark.requirement("WTE-6.8-02")
def test_it_lets_nobody_watch_without_the_consent_of_everyone(walk: Walk) -> None:
    at = walk.planned()
    walk.send(at + "attendees/add/", role="observer", name="Olive Observer", agreed="on")
    line = "record their consent to be observed, or take the observer off the plan"
    page = walk.refused(at + "begin/")
    assert f"Victim 1: {line}" in page
    assert f"Offender 1: {line}" in page
    said: dict[str, Any] = {"purpose": "observe", "decision": "given", "form": "written", "is_free": "yes"}
    said |= {"reference": "Cabinet 2", **day("happened_on", 20, 11, 2026)}
    assert "record a signed form" in walk.refused(
        f"files/{walk.world.harmed.pk}/consent/record/", **said | {"form": "verbal"}
    )
    for file in (walk.world.harmed, walk.world.responsible):
        walk.send(f"files/{file.pk}/consent/record/", **said)
    walk.send(at + "begin/")
    withdraw = {"purpose": "observe", "form": "verbal", **day("happened_on", 21, 11, 2026)}
    walk.send(f"files/{walk.world.harmed.pk}/consent/withdraw/", **withdraw)
    page = walk.refused(at + "hold/", **walk.hold(at))
    assert f"Victim 1: {line}" in page, "asked again at the door"
    assert f"Offender 1: {line}" not in page
    with walk.world.north.at("manager"):
        observer = walk.process().attendees.get(role="observer")
    walk.send(f"{at}attendees/{observer.pk}/remove/")
    walk.send(at + "hold/", **walk.hold(at))


@pytest.mark.requirement("NOMS-S-04")
def test_it_asks_the_ages_of_the_criteria_again_on_the_day(walk: Walk, world: World) -> None:
    with world.north.at("manager"):
        publish_criteria(
            actor=world.north.actor("manager"),
            rules=[Rule("offender_age", Effect.DECISION, age=37)],
            from_on=today(),
            introduction="",
            reason="For the test",
        )
        assert [each.rule.kind for each in evaluate_case(world.case).against] == ["offender_age"]
    at = walk.planned()  # the offender is 36 on 1 December 2026, as on the day of the referral
    refused = walk.text(at + "begin/")
    assert "On the day of the meeting the person responsible is under 37" in refused
    assert walk.client.post(walk.base + at + "begin/").status_code == 200
    walk.send(at + "plan/", **when("starts_at", 1, 5, 2027, "2pm"), place=PLACE)  # the 37th birthday
    walk.send(at + "begin/")
    assert walk.stage() == "in_process"
