"""Shutting an account and opening it again; what is left of sessions, links and access afterwards."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from cases.models import FileGrant, Identity
from rjcase.access.door import letters
from rjcase.access.models import AccountChange, Membership, SignIn, User
from rjcase.kernel.clock import today
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import case_at, file_at
from tests.world import PASSWORD, World, vet

pytestmark = pytest.mark.django_db
WHO = "facilitator@northshire.example"
HOME = "/northshire/work/"
NEW = "another and longer passphrase"
LOST = {"why": "lost", "note": "Stolen on the train"}


@pytest.fixture(autouse=True)
def _no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_ring", lambda: None)


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": WHO, "password": password})


def page_of(world: World, who: str = "facilitator") -> str:
    with world.north.at("manager"):
        row = Membership.objects.get(user=world.north.people[who])
    return f"/northshire/scheme/people/{row.pk}/"


@pytest.fixture
def operator(world: World) -> Client:
    person = User.objects.create_user("ops@rjcase.example", PASSWORD, name="Ola", is_operator=True)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def manager(world: World) -> Client:
    client = Client()
    client.force_login(world.north.manager)
    return client


def account_at(user: User) -> str:
    return f"/operator/accounts/{user.pk}/"


def thief_of(client: Client) -> Client:
    """Somebody else's browser with this one's cookie."""
    thief = Client()
    thief.cookies["session"] = client.cookies["session"].value
    return thief


def test_a_manager_shuts_an_account_and_its_owner_is_told(world: World, manager: Client) -> None:
    world.harmed.case = world.case
    world.north.allocate(world.case)
    phone = Client()
    sign_in(phone)
    assert phone.get(file_at(world.harmed)).status_code == 200
    link = letters.reset_link(User.objects.get(email=WHO)).removeprefix("http://localhost:8000")
    page = page_of(world)
    assert f"{page}deactivate/" in manager.get(page).content.decode()
    empty = manager.post(f"{page}deactivate/", {}).content.decode()
    assert "Select why the account is deactivated" in empty
    for status in (303, 404):  # sent twice it is done once
        assert manager.post(f"{page}deactivate/", LOST).status_code == status
    assert "Deactivated on" in manager.get(page).content.decode()
    assert "Stolen on the train" not in manager.get(page).content.decode(), "why is for operators"

    assert thief_of(phone).get(HOME).status_code == 302
    assert phone.get(HOME).status_code == 302
    assert SignIn.objects.get(user__email=WHO).ended_how == "shut"
    refused, unknown = Client(), Client()
    assert sign_in(refused).status_code == 200
    said = sign_in(refused).content.decode()
    assert "deactivated" not in said, "the door does not say whether an account exists"
    assert unknown.post("/accounts/login/", {"login": "x@y.example", "password": "z"}).status_code == 200
    path = "/" + link.split("/", 3)[3] if link.startswith("http") else link
    assert Client().get(path).status_code == 410, "a link to a new password that was on its way"

    with world.north.at("manager"):
        grants = FileGrant.objects.filter(user=world.north.facilitator)
        assert grants.exists()
        assert all(grant.until and grant.until < today() for grant in grants)
    world.north.facilitator.refresh_from_db()
    with world.north.at("facilitator") as context:
        assert (context.scope, context.user) == ("", 0)
        assert not Identity.objects.exists()
    letters.send_waiting()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([WHO], "Your account was deactivated")
    assert "change your password" not in letter.body
    change = AccountChange.objects.get()
    assert (change.by, change.why, change.what) == (world.north.manager, "lost", "shut")
    Client().post("/accounts/forgot/", {"email": WHO})
    letters.send_waiting()
    assert len(mail.outbox) == 1, "no link to a new password for an account that is shut"


def test_the_lists_of_another_scheme_say_that_it_opens_nothing(world: World, manager: Client) -> None:
    """Its grants there were ended by nobody; whoever reads the lists is told all the same."""
    south = world.south
    with acting(south.scheme, SYSTEM):
        south.people["both"] = world.north.facilitator
        Membership.objects.create(user=south.both, roles=["facilitator"])
        vet(south.both)
    south.allocate(world.south_case, "both")
    theirs = Client()
    theirs.force_login(south.manager)
    people = case_at(world.south_case, "people/", "southshire")
    lists = {"/southshire/scheme/access-list/": "Nothing: the account", people: "Opens nothing: the account"}
    for address, words in lists.items():
        assert words not in theirs.get(address).content.decode(), address
    assert manager.post(f"{page_of(world)}deactivate/", LOST).status_code == 303
    for address, words in lists.items():
        assert words in theirs.get(address).content.decode(), address


def test_an_operator_opens_it_again_with_a_reason(world: World, manager: Client, operator: Client) -> None:
    world.harmed.case = world.case
    world.north.allocate(world.case)
    phone = Client()
    sign_in(phone)
    thief = thief_of(phone)
    manager.post(f"{page_of(world)}deactivate/", LOST)
    person = User.objects.get(email=WHO)
    assert WHO in operator.get("/operator/accounts/").content.decode()
    found = operator.post("/operator/accounts/", {"email": WHO.upper()})
    assert found["Location"] == account_at(person)
    assert "Stolen on the train" in operator.get(account_at(person)).content.decode()
    assert "Enter why the account is opened again" in operator.post(account_at(person), {}).content.decode()
    assert not User.objects.get(email=WHO).is_active
    given = operator.post(account_at(person), {"note": "Phone found, seen in the office"})
    assert given.status_code == 303
    assert "Phone found" in operator.get(account_at(person)).content.decode()

    assert thief.get(HOME).status_code == 302, "a session of before stays dead"
    assert sign_in(Client()).status_code == 200, "the password of before too"
    letters.send_waiting()
    link = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert mail.outbox[-1].subject == "Your account was opened again"
    assert link
    browser = Client()
    form = browser.get(link[1])["Location"]
    assert browser.post(form, {"new": NEW}).status_code == 303
    assert sign_in(browser, NEW).status_code == 303
    assert browser.get(file_at(world.harmed)).status_code == 200, "nobody had ended the allocation"
    assert [row.what for row in AccountChange.objects.order_by("at")] == ["shut", "opened"]


def test_what_a_manager_ended_meanwhile_stays_ended(world: World, manager: Client, operator: Client) -> None:
    world.harmed.case = world.case
    allocation = world.north.allocate(world.case)
    manager.post(f"{page_of(world)}deactivate/", {"why": "misuse"})
    offer = case_at(world.case, "offer/")
    again = {"user": str(world.north.facilitator.pk), "sides": "both", "is_lead": "yes"}
    assert manager.post(offer, again).status_code != 303, "nobody offers a case to a shut account"
    ended = manager.post(case_at(world.case, f"offer/{allocation.pk}/end/"), {"note": "Left"})
    assert ended.status_code == 303
    operator.post(account_at(world.north.facilitator), {"note": "It was a mistake"})
    with world.north.at("facilitator"):
        assert not Identity.objects.exists()


def test_an_operator_shuts_an_account_in_every_scheme(world: World, operator: Client) -> None:
    world.north.allocate(world.case)
    person = world.north.facilitator
    assert operator.post(account_at(person), {"why": "left"}).status_code == 303
    with world.north.at("manager"):
        assert not FileGrant.objects.filter(user=person, until__gte=today()).exists()
        assert not FileGrant.objects.filter(user=person, until=None).exists()
    for row in (world.north.manager, world.south.manager):
        operator.post(account_at(row), {"why": "other"})
    invite = "/operator/schemes/northshire/manager/"
    assert operator.get(invite).status_code == 200, "a scheme whose only manager is out can get another"


def test_nobody_shuts_their_own_account_or_one_that_is_not_theirs_to_shut(
    world: World, manager: Client, operator: Client
) -> None:
    client = Client()
    for who in ("admin", "facilitator", "supervisor", "referrer"):
        client.force_login(world.north.people[who])
        assert client.post(f"{page_of(world)}deactivate/", LOST).status_code == 404, who
        assert client.post(account_at(world.north.volunteer), LOST).status_code == 404, who
    assert manager.get(f"{page_of(world, 'manager')}deactivate/").status_code == 404
    assert manager.post(account_at(world.north.volunteer), LOST).status_code == 404
    client.force_login(world.south.manager)
    assert client.post(f"{page_of(world)}deactivate/", LOST).status_code == 404
    world.north.volunteer.is_operator = True
    world.north.volunteer.save()
    assert manager.post(f"{page_of(world, 'volunteer')}deactivate/", LOST).status_code == 404
    own = User.objects.get(email="ops@rjcase.example")
    said = operator.post(account_at(own), {"why": "left"})
    assert said.status_code == 200
    assert not AccountChange.objects.exists()


def test_nobody_is_asked_for_a_password_of_somebody_else(
    world: World, manager: Client, operator: Client
) -> None:
    pages = [manager.get(f"{page_of(world)}{end}") for end in ("", "change/", "deactivate/")]
    pages.append(operator.get(account_at(world.north.facilitator)))
    manager.post(f"{page_of(world)}deactivate/", LOST)
    pages.append(operator.get(account_at(world.north.facilitator)))
    for page in pages:
        assert page.status_code == 200
        assert 'type="password"' not in page.content.decode()


@pytest.mark.parametrize("how", ["signed out", "password changed", "deactivated", "opened again"])
def test_a_session_that_is_over_is_of_no_use_to_whoever_copied_it(
    world: World, manager: Client, operator: Client, how: str
) -> None:
    phone, laptop = Client(), Client()
    sign_in(phone)
    sign_in(laptop)
    thief = thief_of(phone)
    assert thief.get(HOME).status_code == 200
    if how == "signed out":
        phone.post("/accounts/logout/")
    elif how == "password changed":
        laptop.post("/accounts/password/", {"old": PASSWORD, "new": NEW})
    else:
        manager.post(f"{page_of(world)}deactivate/", LOST)
    if how == "opened again":
        operator.post(account_at(world.north.facilitator), {"note": "Found"})
    for _twice in range(2):
        answer = thief.get(HOME)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")
        assert thief.post("/northshire/due/", {}).status_code in (302, 403)
