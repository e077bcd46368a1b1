"""Opening with a reason: short, loud, reviewed, never against a recorded conflict."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from cases.models import FileGrant
from rjcase.access.models import Membership
from rjcase.audit.models import ReadLog
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.notifications.models import Notification
from rjcase.rights.models import Opening
from tests.cases.walk import file_at
from tests.world import World, sql

pytestmark = pytest.mark.django_db
OPEN = "/northshire/open-with-a-reason/"


def sent(world: World, **more: str) -> dict[str, str]:
    return {
        "reference": world.case.reference,
        "side": "harmed",
        "grounds": "safety",
        "reason": "A call at night",
    } | more


@pytest.fixture
def worked(world: World) -> World:
    world.north.allocate(world.case)
    world.harmed.case = world.responsible.case = world.case
    return world


def test_it_opens_one_side_until_midnight_tells_everybody_and_is_reviewed(
    worked: World, client: Client
) -> None:
    world, north = worked, worked.north
    client.force_login(north.supervisor)
    assert client.get(file_at(world.harmed)).status_code == 404
    answer = client.post(OPEN, sent(world))
    assert answer.status_code == 303, answer.content.decode()[-2000:]
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(file_at(world.responsible)).status_code == 404
    assert client.get(file_at(world.harmed, "contacts/log/")).status_code == 404, "to read, not to write"
    with north.at("manager"):
        grant = FileGrant.objects.get(user=north.supervisor)
        assert (grant.kind, grant.verb, grant.until) == ("emergency", 1, today())
        told = set(Notification.objects.values_list("recipient_id", flat=True))
        opening = Opening.objects.get()
        assert Deadline.objects.get(kind="opening_review").subject == opening.pk
        assert ReadLog.objects.filter(user=north.supervisor, why="A call at night").exists()
    with north.at("facilitator"):
        mine = Notification.objects.get()
        assert "Northvictim" not in mine.title + mine.body
    assert told == {north.facilitator.pk, north.manager.pk}
    review = f"/northshire/openings/{opening.pk}/"
    assert client.get(review).status_code == 404
    client.force_login(north.manager)
    assert world.case.reference in client.get("/northshire/work/").content.decode()
    assert "Select what you find" in client.post(review, {}).content.decode()
    assert client.post(review, {"outcome": "right", "note": "Well done"}).status_code == 303
    with north.at("manager"):
        assert Deadline.objects.get(kind="opening_review").met_on == today()
        assert Opening.objects.get().reviewed_by == north.manager
    assert client.get(review).status_code == 404


def test_it_never_opens_against_a_recorded_conflict(worked: World, client: Client) -> None:
    north = worked.north
    with north.at("manager"):
        sql("select offer_case(uuidv7(), %s, %s, true, 'both')", [worked.case.pk, north.facilitator2.pk])
    with north.at("facilitator2"):
        sql("select answer_offer(id, 'conflict', '') from cases_allocation where state = 'offered'")
    with north.at("manager"):
        Membership.objects.filter(user=north.facilitator2).update(roles=["facilitator", "supervisor"])
    client.force_login(north.facilitator2)
    answer = client.post(OPEN, sent(worked))
    assert answer.status_code == 200
    assert "conflict of interest" in answer.content.decode()
    assert client.get(file_at(worked.harmed)).status_code == 404


def test_it_refuses_without_a_reason_and_to_whoever_is_not_on_duty(worked: World, client: Client) -> None:
    client.force_login(worked.north.supervisor)
    empty = client.post(OPEN, {}).content.decode()
    for words in ("Enter case reference", "Select whose files you open", "Enter what happened"):
        assert words in empty, words
    absent = client.post(OPEN, sent(worked, reference="NOR-2026-9999-A")).content.decode()
    assert "There is no such case" in absent
    elsewhere = client.post(OPEN, sent(worked, reference=worked.south_case.reference)).content.decode()
    assert "There is no such case" in elsewhere
    for who in ("facilitator", "volunteer", "referrer", "liaison", "commissioner"):
        client.force_login(worked.north.people[who])
        assert client.get(OPEN).status_code == 404
        with worked.north.at(who), pytest.raises(DatabaseError), transaction.atomic():
            sql("select open_with_reason(%s, 'harmed', 'safety', 'x')", [worked.case.reference])


@pytest.mark.clock("2026-11-22 23:50")
def test_it_says_late_in_the_evening_how_soon_the_files_close(worked: World, client: Client) -> None:
    """Access is counted in days: what is opened ten minutes before midnight is open for ten minutes."""
    client.force_login(worked.north.supervisor)
    assert "close in 10 minutes. Open them again after midnight" in client.get(OPEN).content.decode()


def test_it_lets_nobody_review_their_own(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    assert client.post(OPEN, sent(worked)).status_code == 303
    with worked.north.at("manager"):
        opening = Opening.objects.get()
    page = client.post(f"/northshire/openings/{opening.pk}/", {"outcome": "right"}).content.decode()
    assert "Another manager has to review it" in page
    with worked.north.at("manager"), pytest.raises(DatabaseError), transaction.atomic():
        sql("select review_opening(%s, 'right', '')", [opening.pk])
