"""Who manages a case: agreed with another area, decided by the commissioner, discussed with a youth team."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import Case, Progress
from referrals.models import CrossBorderDecision, YouthTeamDiscussion
from rjcase.access.models import Area
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from tests.world import World, party, sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(world: World, client: Client) -> Client:
    client.force_login(world.north.manager)
    return client


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def at(case: Case) -> str:
    return f"/northshire/cases/{case.reference}/who-manages/"


def asked(office: Client, case: Case, **more: Any) -> str:
    """Ask another area; the address of the decision."""
    form = {
        "new_id": str(uuid7()),
        "why": "one",
        "area": "46",
        "service": "Kent RJ, the manager",
        **day("asked_on", today() - timedelta(days=1)),
    } | more
    for _twice in range(2):
        answer = office.post(f"{at(case)}ask/", form)
        assert answer.status_code == 303, answer.content.decode()[:4000]
    return f"{at(case)}{form['new_id']}/"


def stage(world: World, case: Case) -> str:
    with world.north.at("manager"):
        return Progress.objects.get(case=case).stage


@pytest.mark.requirement("WM-5.2-03")
def test_it_waits_until_another_area_agreed_who_manages(office: Client, world: World) -> None:
    one = asked(office, world.case)
    with world.north.at("manager"):
        assert CrossBorderDecision.objects.count() == 1
        (clock,) = Deadline.objects.running().filter(kind="cross_border")
        assert clock.due_on > today()
    accept = f"/northshire/cases/{world.case.reference}/referral/accept/"
    assert "Another area was asked who manages the case" in office.post(accept).content.decode()
    assert stage(world, world.case) == "received"
    again = {"new_id": str(uuid7()), "why": "one", "area": "46", "service": "K", **day("asked_on", today())}
    assert "open already" in office.post(f"{at(world.case)}ask/", again).content.decode()
    agreed = {"agreed_with": "K Manager", "manager": "together", "terms": "They meet the person there."}
    assert office.post(f"{one}agreed/", agreed | day("agreed_on", today())).status_code == 303
    page = office.get(at(world.case)).content.decode()
    for words in (
        "Kent",
        "Kent RJ, the manager",
        "K Manager",
        "Both together",
        "They meet the person there.",
    ):
        assert words in page
    with world.north.at("manager"):
        assert not Deadline.objects.running().filter(kind="cross_border").exists()
    assert "Another area was asked" not in office.post(accept).content.decode()


@pytest.mark.requirement("WM-5.2-04")
def test_the_commissioner_decides_what_cannot_be_agreed(office: Client, world: World) -> None:
    one = asked(office, world.case, why="both")
    assert office.get(f"{one}decided/").status_code == 404, "nobody has asked the commissioner"
    asks = {"escalated_to": "C Commissioner", "question": "Both live elsewhere now. Who?"}
    assert office.post(f"{one}escalate/", asks | day("escalated_on", today())).status_code == 303
    agreed = {"agreed_with": "K", "manager": "us", "terms": "x", **day("agreed_on", today())}
    assert "The commissioner has been asked" in office.post(f"{one}agreed/", agreed).content.decode()
    with world.north.at("manager"):
        assert Deadline.objects.running().filter(kind="cross_border").count() == 1
    decided = {"decided_by": "C Commissioner", "manager": "them", "terms": "Kent takes it."}
    assert office.post(f"{one}decided/", decided | day("decided_on", today())).status_code == 303
    page = office.get(at(world.case)).content.decode()
    for words in (
        "Both have moved away",
        "Both live elsewhere now. Who?",
        "C Commissioner",
        "Kent takes it.",
        "The other area’s service does",
    ):
        assert words in page
    assert office.get(f"{one}decided/").status_code == 404, "settled once"


def young(world: World) -> Case:
    offender = party("offender", "Yan", "Young")
    offender["identity"]["date_of_birth"] = "2011-05-01"
    return world.north.refer(party("victim", "Vi", "Youngvictim"), offender)


def discussed(**more: Any) -> dict[str, Any]:
    return {
        "team": "Northshire youth justice service",
        "with_whom": "Y Manager",
        **day("discussed_on", today()),
        "supporter": "team",
        "offer": "made",
        **day("offer_on", today()),
        "note": "They see the young person weekly.",
    } | more


@pytest.mark.requirement("WM-5.4-02", "WM-11.4-03")
def test_a_crime_by_somebody_under_18_is_first_discussed_with_the_youth_team(
    office: Client, world: World
) -> None:
    case = young(world)
    accept = f"/northshire/cases/{case.reference}/referral/accept/"
    needs = "manager of the youth justice team"
    assert needs in office.post(accept).content.decode()
    wrong = office.post(f"{at(case)}youth-team/", discussed(supporter="")).content.decode()
    assert "Select who supports them" in wrong
    assert office.post(f"{at(case)}youth-team/", discussed(supporter="us")).status_code == 303
    page = office.get(at(case)).content.decode()
    for words in (
        "Y Manager",
        "We do",
        "Yes, the team has made an offer",
        "They see the young person weekly.",
    ):
        assert words in page
    assert needs not in office.post(accept).content.decode()
    plain = f"/northshire/cases/{world.case.reference}/referral/accept/"
    assert needs not in office.post(plain).content.decode(), "nobody in it is under 18"
    office.post(f"{at(case)}youth-team/", discussed(offer="not_available"))
    with world.north.at("manager"):
        row = YouthTeamDiscussion.objects.get(case=case)
        assert (row.offer, row.offer_on, row.supporter) == ("not_available", None, "team")


@pytest.mark.requirement("MOJ-P-04")
def test_the_team_that_supervises_contacts_the_people_harmed_itself(office: Client, world: World) -> None:
    case = young(world)
    harmed = world.north.file(case, "harmed")
    log = f"/northshire/cases/{case.reference}/files/{harmed.pk}/contacts/log/"
    assert office.get(log).status_code == 200
    office.post(f"{at(case)}youth-team/", discussed())
    at_noon = day("happened_at", today() - timedelta(days=1)) | {"happened_at-time": "12:00"}
    call = {"new_id": str(uuid7()), "method": "phone", "direction": "out", "result": "reached", **at_noon}
    answer = office.post(log, call).content.decode()
    assert "Another service contacts this person itself" in answer
    assert "under 18" not in answer, "nothing of the other side"
    assert office.post(log, call | {"direction": "in"}).status_code == 303, "they may contact us"
    office.post(f"{at(case)}youth-team/", discussed(supporter="together"))
    assert office.post(log, call | {"new_id": str(uuid7())}).status_code == 303


def test_one_side_learns_nothing_of_it(office: Client, world: World) -> None:
    asked(office, world.case)
    office.post(f"{at(world.case)}youth-team/", discussed())
    world.north.allocate(world.case, "facilitator2", "harmed")
    with world.north.at("facilitator2"):
        assert sql("select count(*) from referrals_crossborderdecision") == [(0,)]
        assert sql("select count(*) from referrals_youthteamdiscussion") == [(0,)]
        assert sql("select youth_team_contacts(%s)", [world.case.pk]) == [(True,)]
    with world.south.at("manager"):
        assert sql("select youth_team_contacts(%s)", [world.case.pk]) == [(False,)]
    other = Client()
    other.force_login(world.north.people["facilitator2"])
    assert other.get(at(world.case)).status_code == 404


@pytest.mark.requirement("WM-5.2-01")
def test_the_seven_areas_of_the_west_midlands_are_laid_at_once(office: Client, world: World) -> None:
    page = "/northshire/scheme/areas/"
    with world.north.at("manager"):
        Area.objects.create(name="Dudley")
    for _twice in range(2):
        assert office.post(page, {"preset": "local_authority"}).status_code == 303
    shown = office.get(page).content.decode()
    seven = ["Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton"]
    with world.north.at("manager"):
        assert list(Area.objects.order_by("name").values_list("name", flat=True)) == seven
    assert all(name in shown for name in seven)
