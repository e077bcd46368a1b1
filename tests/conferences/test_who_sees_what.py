"""The two sides never mix: sheets, the joint file, one-sided people, other schemes."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from conferences.models import (
    Arrangements,
    Arrival,
    Attendance,
    Feedback,
    Message,
    Process,
    ProcessChange,
    WriteUp,
)
from rjcase.audit.models import ReadLog
from rjcase.documents.models import Document
from tests.conferences.helpers import Walk, make_ready, when
from tests.world import World, party

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2026-11-22 10:00"),
    pytest.mark.world(after=make_ready),
]
MARKERS = {
    "harmed": ("Northvictim", "Hana", "Harmed waiting room", "Met by Helen"),
    "responsible": ("Northoffender", "Rob", "Responsible waiting room", "Met by Ray"),
}


def arrivals(walk: Walk, at: str) -> None:
    """Each side's own arrival."""
    for side, name, time in (("harmed", "Helen", "1:15pm"), ("responsible", "Ray", "1:45pm")):
        walk.send(
            f"{at}files/{getattr(walk.world, side).pk}/arrival/",
            arrive_at=time,
            waiting_room=f"{side.title()} waiting room",
            met_by=f"Met by {name}",
        )


@pytest.mark.requirement("WTE-6.6-06")
@pytest.mark.parametrize(("own", "other"), [("harmed", "responsible"), ("responsible", "harmed")])
def test_it_prints_a_day_sheet_without_a_trace_of_the_other_side(walk: Walk, own: str, other: str) -> None:
    at = walk.planned()
    arrivals(walk, at)
    page = walk.text(f"{at}files/{getattr(walk.world, own).pk}/sheet/")
    for marker in MARKERS[own]:
        assert marker in page
    for marker in MARKERS[other]:
        assert marker not in page
    assert "1 December 2026 at 2pm" in page


def test_it_narrows_to_the_plan_and_ones_own_file(walk: Walk) -> None:
    at = walk.planned()
    arrivals(walk, at)
    walk.send(at + "postpone/", reason="Only for staff", **when("starts_at", 2, 12, 2026, "2pm"))
    with walk.world.north.at("facilitator", only_file=walk.world.harmed):
        assert Process.objects.count() == 1
        assert [row.met_by for row in Arrival.objects.all()] == ["Met by Helen"]
        for model in (Arrangements, Attendance, ProcessChange, Message, Feedback):
            assert model.objects.count() == 0, model


def test_it_shows_a_one_sided_facilitator_the_plan_and_their_sheet_only(walk: Walk, world: World) -> None:
    at = walk.planned()
    arrivals(walk, at)
    world.north.allocate(world.case, "facilitator2", sides="harmed")
    other = Walk(Client(), world, "facilitator2")
    page = other.text("together/")
    assert "Restorative conference" in page
    assert f'{walk.base}{at}"' not in page, "no link to the joint file"
    assert f"{at}files/{world.harmed.pk}/sheet/" in page
    assert f"{at}files/{world.responsible.pk}/sheet/" not in page
    assert "Met by Helen" in other.text(f"{at}files/{world.harmed.pk}/sheet/")
    for rest in (
        at,
        at + "plan/",
        at + "begin/",
        at + "hold/",
        at + "cancel/",
        f"{at}files/{world.responsible.pk}/sheet/",
        f"{at}files/{world.responsible.pk}/arrival/",
        f"files/{world.responsible.pk}/feedback/",
        "together/open/",
        "together/begin/",
        "together/complete/",
        "together/abandon/",
    ):
        assert other.get(rest).status_code == 404, rest
    answer = other.client.post(other.base + "together/open/", {"kind": "conference"})
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["north.facilitator2", "north.liaison", "north.referrer", "south.manager"])
def test_it_is_not_there_for_anyone_else(walk: Walk, world: World, who: str) -> None:
    at = walk.planned()
    house, name = who.split(".")
    client = Client()
    client.force_login(getattr(getattr(world, house), name))
    for rest in ("together/", at, at + "plan/", f"{at}files/{world.harmed.pk}/sheet/"):
        assert client.get(walk.base + rest).status_code == 404, rest
    south = f"/southshire/cases/{world.south_case.reference}/"
    assert client.get(south + at).status_code == 404


@pytest.mark.requirement("MOJ-P-10")
def test_it_keeps_what_was_said_among_those_who_were_there(walk: Walk, world: World) -> None:
    """What was said in a meeting is read by whoever works both sides, and goes nowhere by itself."""
    at = walk.held()
    secret = "Quillon wept and forgave"
    said = {"setting": "community", "background": "A burglary", "dynamics": secret, "lessons": "Breaks"}
    walk.send(at + "write-up/", **said, outcome="agreement")
    with world.north.at("manager"):
        assert WriteUp.objects.get().dynamics == secret
    assert secret in walk.text(at + "write-up/")
    world.north.allocate(world.case, "facilitator2", sides="harmed")
    outsiders = ["facilitator2", "volunteer", "supervisor", "liaison", "referrer", "commissioner"]
    pages = ["", "history/", "together/", at, at + "write-up/", f"{at}files/{world.harmed.pk}/sheet/"]
    pages += [f"files/{world.harmed.pk}/", f"files/{world.responsible.pk}/", "papers/"]
    for house, who in [*((world.north, who) for who in outsiders), (world.south, "manager")]:
        client = Client()
        client.force_login(house.people[who])
        for rest in pages:
            assert secret not in client.get(walk.base + rest).content.decode(), (who, rest)
        with house.at(who):
            assert not WriteUp.objects.exists(), who
    for side in ("harmed", "responsible"):
        file = getattr(world, side)
        walk.send(f"files/{file.pk}/consent/notice/")
        with world.north.at("facilitator", only_file=file):
            assert not WriteUp.objects.exists(), "no letter to them can hold it"
            (notice,) = Document.objects.filter(file=file)
            pages_read = PdfReader(BytesIO(bytes(notice.content))).pages
        words = " ".join(" ".join(each.extract_text() for each in pages_read).split())
        assert "What is said in our talks, in a meeting and in messages stays between those" in words
        assert "Nobody may record a meeting" in words
        assert secret not in words


def test_it_does_not_find_a_process_from_another_case(walk: Walk, world: World) -> None:
    at = walk.planned()
    other = world.north.refer(party("victim", "Vera", "Second"), party("offender", "Otto", "Second"))
    world.north.allocate(other)
    answer = walk.client.get(f"/northshire/cases/{other.reference}/{at}")
    assert answer.status_code == 404


def test_it_logs_everyone_who_was_named(walk: Walk) -> None:
    at = walk.planned()
    walk.text(at)
    with walk.world.north.at("manager"):
        row = ReadLog.objects.filter(page="conferences:process").latest("at")
        joint = Process.objects.get().joint_id
    assert set(row.files) == {joint, walk.world.harmed.pk, walk.world.responsible.pk}


def test_it_lists_processes_in_a_constant_number_of_queries(
    walk: Walk, django_assert_max_num_queries: object
) -> None:
    walk.open()
    with django_assert_max_num_queries(200) as few:  # type: ignore[operator]
        walk.text("together/")
        once = len(few)
    walk.open("panel")
    walk.open("shuttle", why_indirect="unsafe")
    with django_assert_max_num_queries(once):  # type: ignore[operator]
        walk.text("together/")


def test_it_stands_on_the_case_page_and_in_the_sections(walk: Walk) -> None:
    walk.planned()
    page = walk.text("")
    assert f"{walk.base}together/" in page
    assert "Feedback" in walk.text(f"files/{walk.world.harmed.pk}/")


def test_it_asks_before_anybodys_details_go_into_what_both_sides_are_shown(walk: Walk) -> None:
    at = walk.open()
    plan = when("starts_at", 1, 12, 2026, "2pm")
    for text in ("Collect Hana at the station", "Meet outside 1 Northoffender Road"):
        page = walk.refused(at + "plan/", **plan, place=text)
        assert "from the other side of this case" in page
        assert text in page
    walk.send(at + "plan/", **plan, place="The Hana Centre", mentions_other_side="on")
    assert "The Hana Centre" in walk.text(at)
