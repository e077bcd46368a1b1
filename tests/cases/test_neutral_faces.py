"""Whoever works one side is told a neutral face: never the exact stage, the reason, or a gate's line."""

import re
from datetime import timedelta
from itertools import cycle

import pytest
from django.test import Client

from cases.models import Case, Consent, GatePass, Progress, StageChange
from cases.models.case import Stage
from cases.services.perform import FACES
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import CODE_LISTS
from rjcase.notifications.models import Notification
from tests.cases.test_consents import answer
from tests.cases.walk import case_at, day, file_at, set_stage
from tests.world import World

pytestmark = pytest.mark.django_db
ONE_SIDED = ("volunteer", "facilitator2")
NOTE = "Zibeline said why"
PLACES = ("", "history/", "together/", "participants/", "papers/", "people/", "ready/", "close-early/")
WORDS_OF_A_STAGE = {
    Stage.ELIGIBLE: "Eligible",
    Stage.ALLOCATED: "Allocated",
    Stage.PREPARING: "Preparing",
    Stage.READY: "Ready",
    Stage.IN_PROCESS: "In process",
    Stage.FOLLOWING_UP: "Following up",
    Stage.CLOSED: "Closed",
    Stage.CLOSED_UPDATING: "Closed, updates continuing",
}


@pytest.fixture
def apart(world: World) -> World:
    """One person on each side, and somebody who works both."""
    world.north.allocate(world.case)
    world.north.allocate(world.case, who="volunteer", sides="harmed")
    world.north.allocate(world.case, who="facilitator2", sides="responsible")
    world.harmed.case = world.responsible.case = world.case
    return world


def put(world: World, stage: str, reason: str = "", face: str = "") -> None:
    """Bring the case to a stage with everything a real step leaves behind."""
    with world.north.at("manager"):
        Progress.objects.filter(case=world.case).update(stage=stage, reason=reason)
        closed = today() if stage == Stage.CLOSED else None
        Case.objects.filter(pk=world.case.pk).update(face=face or FACES[Stage(stage)], closed_on=closed)
        StageChange.objects.create(
            case=world.case, step="confirm_ready", to_stage=stage, reason=reason, note=NOTE
        )


def main_of(client: Client, address: str) -> str:
    """The main part of a page with single spaces; "" where there is no page."""
    answered = client.get(address)
    assert answered.status_code in (200, 404), address
    page = answered.content.decode() if answered.status_code == 200 else ""
    # Another one each time, and another minute.
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|Printed by [^<]*', "", page)
    return " ".join(page.split("<main")[-1].split("</main>")[0].split())


def test_it_tells_one_side_no_exact_stage(apart: World, client: Client) -> None:
    """Each stage to the worker of one side, in turn."""
    with apart.north.at("manager"):
        manager = apart.north.manager
        GatePass.objects.create(case=apart.case, gate="participation_needs", reason=NOTE, by=manager)
    for (stage, words), who in zip(WORDS_OF_A_STAGE.items(), cycle(ONE_SIDED), strict=False):
        client.force_login(apart.north.people[who])
        put(apart, stage)
        for rest in PLACES:
            page = main_of(client, case_at(apart.case, rest))
            assert f">{words}<" not in page.replace("> ", ">").replace(" <", "<"), (stage, rest)
            assert f"→ {words}" not in page, (stage, rest)
            assert NOTE not in page, (stage, rest)
            assert "participation needs" not in page, (stage, rest)
        for listing in ("cases/", "cases/?q=north", "work/"):
            page = main_of(client, f"/northshire/{listing}")
            assert words not in page.replace(f'value="{stage}"', "").split("<tbody")[-1], (stage, listing)
        filtered = main_of(client, f"/northshire/cases/?stage={stage}")
        assert apart.case.reference not in filtered, "a filter is a question too"


def test_it_tells_one_side_no_reason_of_an_ending(apart: World, client: Client) -> None:
    """Each reason to the worker of one side, in turn."""
    reasons = [code for code in CODE_LISTS["closure_reason"].codes if code.code != "completed"]
    for code, who in zip(reasons, cycle(ONE_SIDED), strict=False):
        client.force_login(apart.north.people[who])
        face = CODE_LISTS["closure_reason"].map(code.code, "closure_face")
        put(apart, Stage.CLOSED, code.code, face)
        for address in (*(case_at(apart.case, rest) for rest in PLACES), "/northshire/cases/"):
            page = main_of(client, address)
            assert str(code.label) not in page, (code.code, address)
            assert f'"{code.code}"' not in page, (code.code, address)
        header = main_of(client, case_at(apart.case))
        assert "Did not go ahead" in header or "Not taken forward" in header or "Completed" in header


@pytest.mark.parametrize(("who", "side"), [("volunteer", "responsible"), ("facilitator2", "harmed")])
def test_it_tells_one_side_no_line_of_a_gate(apart: World, client: Client, who: str, side: str) -> None:
    """Whatever is missing on the other side, every page of one's own reads the same."""
    set_stage(apart.north, apart.case, "preparing")
    client.force_login(apart.north.people[who])
    before = {rest: main_of(client, case_at(apart.case, rest)) for rest in PLACES}
    other = getattr(apart, side)
    with apart.north.at("manager"):
        Consent.objects.create(file=other, purpose="take_part", decision="refused", form="verbal", note=NOTE)
        Consent.objects.create(file=other, purpose="research", decision="given", form="written")
        other.contact_bars.create(source="bail", from_on=today() - timedelta(days=1), detail=NOTE)
    assert {rest: main_of(client, case_at(apart.case, rest)) for rest in PLACES} == before


@pytest.mark.requirement("WM-3-02")
def test_it_tells_the_other_sides_worker_to_pause_and_not_why(apart: World, client: Client) -> None:
    set_stage(apart.north, apart.case, "preparing")
    client.force_login(apart.north.volunteer)
    client.post(file_at(apart.harmed, "consent/record/"), answer())
    gone = {"purpose": "take_part", "form": "verbal", "note": NOTE, **day("happened_on", today())}
    for _ in range(2):
        client.post(file_at(apart.harmed, "consent/withdraw/"), gone)
    client.force_login(apart.north.facilitator2)
    page = main_of(client, case_at(apart.case))
    assert "Paused: ask the lead facilitator before the next step" in page
    for word in ("ithdr", "consent to take part", NOTE, "Northvictim"):
        assert word not in page, word
    with apart.north.at("manager"):
        told = {row.recipient_id: row for row in Notification.objects.filter(case=apart.case, kind="other")}
    assert set(told) == {apart.north.facilitator2.pk, apart.north.facilitator.pk}
    for row in told.values():
        assert apart.case.reference in row.title
        assert not any(word in row.title + row.body for word in ("ithdr", "onsent", "arm", "ictim"))
