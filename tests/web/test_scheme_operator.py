"""The operator opens schemes, sees whether they work, and no case; the rest is done in the browser."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from referrals.models import Agency
from rjcase.access.models import Membership, User
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import today
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme
from tests.cases.walk import day
from tests.referrals.typed import PAGES as PAGES_OF_A_REFERRAL
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
PAGES = ["schemes/", "schemes/add/", "schemes/northshire/manager/", "health/"]
ANSWERS = {
    "name": "Eastshire RJ",
    "slug": "Eastshire",
    "prefix": "eas",
    "manager_name": "Eve East",
    "manager_email": "eve@eastshire.example",
}
PASSPHRASE = "wind farm by the river"


@pytest.fixture
def operator(db: None, client: Client) -> Client:
    account = User.objects.create_user("operator@rjcase.example", PASSWORD, name="Olu", is_operator=True)
    client.force_login(account)
    return client


def link_in(response: Any) -> str:
    found = re.search(r"http://testserver(/[a-z]+/join/[^/\s<]+/)", response.content.decode())
    assert found, response.content.decode()
    return found[1]


def join(link: str) -> Client:
    client = Client()
    assert client.post(link, {"name": "Some Body", "password": PASSPHRASE}).status_code == 303
    return client


@pytest.mark.parametrize("page", PAGES)
def test_it_is_not_there_for_anybody_else(world: World, page: str) -> None:
    for person in ("manager", "admin", "facilitator", "referrer"):
        client = Client()
        client.force_login(world.north.people[person])
        assert client.get(f"/operator/{page}").status_code == 404
        assert client.post(f"/operator/{page}", ANSWERS).status_code in (404, 405)
    assert Client().get(f"/operator/{page}").status_code == 302
    assert Scheme.objects.count() == 2


def test_it_sends_operators_to_their_pages(operator: Client) -> None:
    assert operator.get("/")["Location"] == "/operator/schemes/"


def test_it_shows_schemes_and_no_case(world: World, operator: Client) -> None:
    page = operator.get("/operator/schemes/").text
    assert "Northshire" in page
    assert "/southshire/" in page
    assert "Has joined" in page
    assert world.case.reference not in page
    assert operator.get(f"/northshire/cases/{world.case.reference}/").status_code == 404
    assert operator.get("/northshire/scheme/").status_code == 404
    # A scheme that has a manager takes no other from outside.
    assert operator.get("/operator/schemes/northshire/manager/").status_code == 404


def test_it_counts_what_is_due_without_saying_what(world: World, operator: Client) -> None:
    with world.north.at("manager"):
        open_deadline("first_contact", world.case, due_on=today().replace(year=2020), label="Secret words")
    page = re.sub(r"\s+", " ", operator.get("/operator/health/").text)
    cells = r"Northshire</th> <td[^>]*>(\d+)</td> <td[^>]*>(\d+)</td>"
    found = re.search(cells, page)
    assert found
    assert found.groups()[1] == "1"
    assert re.search(r"Database</dt> <dd[^>]*> Works", page)
    assert "Secret words" not in page
    assert world.case.reference not in page


def test_it_shows_every_mistake_at_once(world: World, operator: Client) -> None:
    wrong = {"name": "", "slug": "northshire", "prefix": "N0R!", "manager_email": "x", "manager_name": ""}
    page = re.sub(r"\s+", " ", operator.post("/operator/schemes/add/", wrong).text)
    for said in (
        "Enter name of the service",
        "Another scheme has this address",
        "Case reference prefix must be 2 to 5 letters",
        "Enter full name of the manager",
        "Enter an email address in the correct format",
    ):
        assert said in page
    page = operator.post("/operator/schemes/add/", {**ANSWERS, "slug": "accounts", "prefix": "NOR"}).text
    assert "kept for the program" in page
    assert "Another scheme has this case reference prefix" in page
    assert Scheme.objects.count() == 2


def test_it_invites_another_manager_while_nobody_has_joined(operator: Client) -> None:
    first = link_in(operator.post("/operator/schemes/add/", ANSWERS))
    answers = {"manager_name": "Eli East", "manager_email": "eli@eastshire.example"}
    second = link_in(operator.post("/operator/schemes/eastshire/manager/", answers))
    assert Client().get(first).status_code == 200
    manager = join(second)
    assert manager.get("/eastshire/scheme/").status_code == 200
    assert operator.get("/operator/schemes/eastshire/manager/").status_code == 404


def test_it_makes_a_scheme_that_can_take_its_first_referral(operator: Client) -> None:
    manager = join(link_in(operator.post("/operator/schemes/add/", ANSWERS)))
    assert operator.get("/eastshire/scheme/").status_code == 404
    agency = _add_agency(manager)
    people: dict[str, Client] = {}
    for role in ("administrator", "facilitator", "partner"):
        answers = {
            "name": f"{role} east",
            "email": f"{role}@eastshire.example",
            "roles": [role],
            "agency": agency,
        }
        people[role] = join(link_in(manager.post("/eastshire/scheme/people/invite/", answers)))
        if role == "administrator":
            assert people[role].get("/eastshire/home/")["Location"] == "/eastshire/check-needed/"
            _record_check(manager, role)
        assert people[role].get("/eastshire/home/").status_code == 303
    _refer(people["partner"])
    assert "EAS-" in manager.get("/eastshire/cases/").text
    assert "EAS-" in people["administrator"].get("/eastshire/referrals/").text
    assert Client().get("/eastshire/").status_code == 200
    assert people["administrator"].get("/eastshire/scheme/").status_code == 404


def _record_check(manager: Client, name: str) -> None:
    """Record the check of somebody who has joined."""
    with acting(Scheme.objects.get(slug="eastshire"), SYSTEM):
        person = Membership.objects.get(user__email=f"{name}@eastshire.example").pk
    answers = {
        "kind": "dbs",
        "number_end": "4321",
        **day("issued_on", today() - timedelta(days=20)),
        **day("expires_on", today() + timedelta(days=900)),
    }
    assert manager.post(f"/eastshire/scheme/people/{person}/checks/record/", answers).status_code == 303


def _refer(partner: Client) -> None:
    """Type a referral page by page and send it."""
    assert partner.get("/eastshire/refer/").status_code == 200
    draft = partner.post("/eastshire/refer/")["Location"].removesuffix("referrer/")
    for step, answers in PAGES_OF_A_REFERRAL.items():
        assert partner.post(f"{draft}{step}/", answers).status_code == 303, step
    sent = partner.post(f"{draft}check/")
    assert sent.status_code == 303
    assert "/refer/sent/" in sent["Location"]


def _add_agency(manager: Client) -> str:
    """Add an agency in the browser and return its id."""
    address = reverse("referrals:add-agency", kwargs={"scheme": "eastshire"})
    answers = {"name": "Eastshire Police", "kind": "police", "is_active": "on"}
    assert manager.post(address, answers).status_code == 303
    with acting(Scheme.objects.get(slug="eastshire"), SYSTEM):
        return str(Agency.objects.get().pk)
