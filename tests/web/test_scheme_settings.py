"""What a manager sets for the scheme, in the browser."""

import re
from typing import Any

import pytest
from django.test import Client

from rjcase.access.models import Area, DeliveryTeam, SchemeProfile
from rjcase.deadlines.kinds import KINDS
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.workingdays import Unit, due
from rjcase.tenancy.models import Scheme
from tests.world import World

pytestmark = pytest.mark.django_db
BASE = "/northshire/scheme/"
PROFILE = {
    "name": "Northshire Restorative Justice",
    "is_listed": "on",
    "phone": "01632 960000",
    "email": "hello@northshire.example",
    "address": "1 High Street\nNorthtown",
    "about": "We bring people together.",
    "complaints": "Write to the manager.",
}


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    client.force_login(world.north.manager)
    return client


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_it_shows_and_changes_the_profile(world: World, manager: Client) -> None:
    assert manager.post(f"{BASE}profile/", PROFILE).status_code == 303
    page = text_of(manager.get(BASE))
    public = text_of(Client().get("/northshire/"))
    for said in ("Northshire Restorative Justice", "01632 960000", "Northtown", "Write to the manager."):
        assert said in page
        assert said in public
    with world.north.at("manager"):
        assert SchemeProfile.objects.count() == 1
    with world.south.at("manager"):
        assert not SchemeProfile.objects.filter(phone="01632 960000").exists()


@pytest.mark.requirement("MOJ-P-01")
def test_it_leaves_the_front_page_when_it_wishes(world: World, manager: Client) -> None:
    manager.post(f"{BASE}profile/", {**PROFILE, "is_listed": ""})
    assert not Scheme.objects.get(slug="northshire").is_listed
    front = Client().get("/").text
    assert "Southshire" in front
    assert "Northshire" not in front


def test_it_shows_every_mistake_at_once_and_loses_nothing(manager: Client) -> None:
    wrong = {**PROFILE, "name": "", "email": "no address", "phone": "1" * 31, "about": "kept as typed"}
    page = text_of(manager.post(f"{BASE}profile/", wrong))
    assert "Enter name of the service" in page
    assert "Enter an email address in the correct format" in page
    assert "Phone must be 30 characters or fewer" in page
    assert "kept as typed" in page


@pytest.mark.parametrize(("kind", "model"), [("areas", Area), ("teams", DeliveryTeam)])
def test_it_adds_renames_and_retires(world: World, manager: Client, kind: str, model: Any) -> None:
    assert manager.post(f"{BASE}{kind}/add/", {"name": "East", "is_active": "on"}).status_code == 303
    assert "already one of this name" in manager.post(f"{BASE}{kind}/add/", {"name": "EAST"}).text
    with world.north.at("manager"):
        row = model.objects.get()
    assert manager.post(f"{BASE}{kind}/{row.pk}/", {"name": "Far East"}).status_code == 303
    page = text_of(manager.get(f"{BASE}{kind}/"))
    assert "Far East" in page
    assert "Out of use" in page
    other = Client()
    other.force_login(world.south.manager)
    assert other.get(f"/southshire/scheme/{kind}/{row.pk}/").status_code == 404


def test_it_sets_how_long_a_clock_runs(world: World, manager: Client) -> None:
    address = f"{BASE}deadlines/first_contact/"
    page = text_of(manager.post(address, {"amount": "0", "unit": "", "remind_days_before": "soon"}))
    assert "Length must be 1 or higher" in page
    assert "Select what the length is counted in" in page
    assert "must be a whole number" in page
    answers = {"amount": "2", "unit": "weeks", "remind_days_before": "3"}
    assert manager.post(address, answers).status_code == 303
    page = text_of(manager.get(f"{BASE}deadlines/"))
    assert "2 weeks" in page
    assert "Usually 5 working days" in page
    with world.north.at("manager"):
        clock = open_deadline("first_contact", world.case)
        assert clock.due_on == due(clock.started_on, 2, Unit.WEEKS)


def test_it_asks_for_no_length_where_the_date_is_agreed(manager: Client) -> None:
    fixed = next(name for name, kind in KINDS.items() if kind.fixed)
    address = f"{BASE}deadlines/{fixed}/"
    assert 'name="amount"' not in manager.get(address).text
    assert manager.post(address, {"remind_days_before": "9"}).status_code == 303
    assert "9 days before" in text_of(manager.get(f"{BASE}deadlines/"))
    assert manager.get(f"{BASE}deadlines/nothing/").status_code == 404


PAGES = [
    "",
    "profile/",
    "words/",
    "areas/",
    "areas/add/",
    "teams/",
    "deadlines/",
    "deadlines/first_contact/",
    "people/",
    "people/invite/",
]


@pytest.mark.parametrize("page", PAGES)
def test_it_is_for_managers_of_this_scheme_alone(world: World, page: str) -> None:
    address = BASE + page
    for person in ("admin", "facilitator", "supervisor", "referrer", "liaison", "commissioner"):
        client = Client()
        client.force_login(world.north.people[person])
        assert client.get(address).status_code == 404, person
        assert client.post(address, {}).status_code == 404, person
    client = Client()
    client.force_login(world.south.manager)
    assert client.get(address).status_code == 404
    client.force_login(world.north.manager)
    assert client.get(address).status_code == 200
    assert Client().get(address).status_code == 302


def test_it_leads_managers_there_and_marks_where_they_are(manager: Client) -> None:
    page = text_of(manager.get(f"{BASE}areas/add/"))
    assert 'href="/northshire/scheme/"' in page
    assert re.search(r'aria-current="page"\s+href="/northshire/scheme/areas/"', page)


@pytest.mark.requirement("WM-5.2-01")
def test_it_lays_the_seven_areas_of_the_west_midlands_at_once(client: Client, world: World) -> None:
    page = "/northshire/scheme/areas/"
    client.force_login(world.north.manager)
    with world.north.at("manager"):
        Area.objects.create(name="Dudley", is_active=False)
    assert "Add the seven areas" in client.get(page).content.decode()
    for _twice in range(2):
        assert client.post(page).status_code == 303
    shown = client.get(page).content.decode()
    seven = ["Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton"]
    with world.north.at("manager"):
        assert list(Area.objects.order_by("name").values_list("name", flat=True)) == seven
        assert not Area.objects.get(name="Dudley").is_active, "what is there stays as it is"
    assert all(name in shown for name in seven)
    assert "Add the seven areas" not in shown
    client.force_login(world.north.admin)
    assert client.post(page).status_code == 404
