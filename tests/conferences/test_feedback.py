"""Feedback after a process, in each party's own file."""

import pytest
import time_machine
from django.test import Client

from conferences.desk import feedback_due
from conferences.models import Feedback
from rjcase.deadlines.models import Deadline
from tests.conferences.helpers import Walk, day, make_ready
from tests.world import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2026-11-22 10:00"),
    pytest.mark.world(after=make_ready),
]
GIVEN = {"answer": "given", "how": "phone", "satisfaction": "4", "comments": "I was heard"}


def about(walk: Walk) -> dict[str, str]:
    """Which process, and when they were asked."""
    return {"process": str(walk.process().pk), **day("happened_on", 21, 11, 2026)}


@pytest.mark.requirement("NOMS-09", "WTE-6.7-02", "WTE-7D-12")
def test_it_records_feedback_and_meets_its_deadline(walk: Walk) -> None:
    walk.held()
    tab = f"files/{walk.world.harmed.pk}/feedback/"
    assert "Feedback is wanted" in walk.text(tab)
    walk.send(tab + "add/", **about(walk), **GIVEN, would_recommend="yes")
    page = walk.text(tab)
    for text in ("Satisfied", "By phone", "I was heard", "Would recommend it: Yes"):
        assert text in page
    with walk.world.north.at("manager"):
        met = dict(Deadline.objects.filter(kind="feedback").values_list("file_id", "met_on"))
    assert str(met[walk.world.harmed.pk]) == "2026-11-21"
    assert met[walk.world.responsible.pk] is None


def test_it_records_that_somebody_would_rather_not(walk: Walk) -> None:
    walk.held()
    tab = f"files/{walk.world.responsible.pk}/feedback/"
    walk.send(tab + "add/", **about(walk), answer="refused", satisfaction="1")
    assert "They did not want to give feedback" in walk.text(tab)
    with walk.world.north.at("manager"):
        row = Feedback.objects.get()
        assert (row.was_refused, row.satisfaction) == (True, None)
        assert Deadline.objects.get(kind="feedback", file=walk.world.responsible).met_on is not None


def test_it_shows_every_error_at_once(walk: Walk) -> None:
    walk.held()
    tab = f"files/{walk.world.harmed.pk}/feedback/"
    page = walk.refused(
        tab + "add/",
        process=str(walk.process().pk),
        **day("happened_on", 1, 1, 2030),
        answer="given",
        comments="Typed and kept",
    )
    for text in (
        "must be today or in the past",
        "Select how satisfied they were",
        "Select how it was collected",
    ):
        assert text in page
    assert "Typed and kept" in page


def test_it_records_feedback_once(walk: Walk, world: World) -> None:
    walk.held()
    tab = f"files/{world.harmed.pk}/feedback/"
    walk.send(tab + "add/", **about(walk), **GIVEN)
    second = Walk(Client(), world, "manager")
    assert "Nothing was changed" in second.refused(tab + "add/", **about(walk), **GIVEN)
    with world.north.at("manager"):
        assert Feedback.objects.count() == 1


def test_it_asks_for_nothing_before_something_was_held(walk: Walk) -> None:
    walk.begun()
    assert walk.get(f"files/{walk.world.harmed.pk}/feedback/add/").status_code == 404


def test_it_stands_in_the_queue_of_the_desk_until_it_is_recorded(walk: Walk, world: World) -> None:
    walk.held()
    with world.north.at("admin"):
        count, rows = feedback_due(world.north.actor("admin"))
        assert count == 2
        assert {row.text for row in rows} == {
            f"{world.case.reference}, {party}: feedback" for party in ("Victim 1", "Offender 1")
        }
        assert not any(row.is_late for row in rows)
    with time_machine.travel("2026-11-28 10:00", tick=True), world.north.at("admin"):
        assert all(row.is_late for row in feedback_due(world.north.actor("admin"))[1])
    walk.send(f"files/{world.harmed.pk}/feedback/add/", **about(walk), **GIVEN)
    with world.north.at("admin"):
        assert [row.side for row in feedback_due(world.north.actor("admin"))[1]] == ["responsible"]
