"""How long closed cases are kept, what is held, and destroying them by two people."""

from datetime import timedelta

import pytest
from django.test import Client

from cases.models import Case, Identity
from rjcase.access.services.births import lay_all
from rjcase.kernel.clock import today
from rjcase.rights.models import Erasure, Hold, RetentionClass
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import case_at, file_at
from tests.world import World

pytestmark = pytest.mark.django_db
LIST = "/northshire/retention/"
CLASSES = "/northshire/scheme/retention/"


@pytest.fixture
def old(world: World) -> World:
    """The case was completed seven years ago; completed cases are kept for six."""
    with world.north.at("manager"):
        RetentionClass.objects.create(name="Completed cases", outcome="completed", months=72)
        closed = today() - timedelta(days=7 * 366)
        Case.objects.filter(pk=world.case.pk).update(face="completed", closed_on=closed)
    return world


@pytest.mark.requirement("WTE-4.3-04")
def test_it_lists_what_is_past_its_time_and_erases_it_by_two_people(old: World, client: Client) -> None:
    client.force_login(old.north.admin)
    page = client.get(LIST).content.decode()
    assert old.case.reference in page
    assert "Completed cases" in page
    answer = client.post(case_at(old.case, "erase/"), {})
    assert answer.status_code == 303
    proposal = answer["Location"]
    dry = client.get(proposal).content.decode()
    assert "What would be erased" in dry
    assert "Identity" in dry
    assert "Erase for good" not in dry
    assert client.post(proposal, {"sure": "on"}).status_code == 404
    client.force_login(old.north.manager)
    assert "Confirm that you know" in client.post(proposal, {}).content.decode()
    assert client.post(proposal, {"sure": "on"}).status_code == 303
    proof = client.get(proposal).content.decode()
    assert "Proof" in proof
    assert "Northvictim" not in proof
    with old.north.at("manager"):
        done = Erasure.objects.get()
        assert (done.proposed_by, done.done_by) == (old.north.admin, old.north.manager)
        assert done.rule == "Completed cases"
        assert not Identity.objects.filter(file__case=old.case).exists()
    assert "No case is past the time" in client.get(LIST).content.decode()
    old.harmed.case = old.case
    assert client.get(file_at(old.harmed)).status_code == 200
    assert client.get(case_at(old.case)).status_code == 200


def test_it_destroys_nothing_of_a_held_case(old: World, client: Client) -> None:
    client.force_login(old.north.manager)
    assert "Enter why this case is held" in client.post(case_at(old.case, "hold/"), {}).content.decode()
    assert client.post(case_at(old.case, "hold/"), {"reason": "A claim"}).status_code == 303
    assert client.post(case_at(old.case, "hold/"), {"reason": "Twice"}).status_code == 303
    page = client.get(LIST).content.decode()
    assert "On hold" in page
    assert "A claim" in page
    assert client.get(case_at(old.case, "erase/")).status_code == 404
    assert client.post(case_at(old.case, "hold/end/"), {"reason": "Settled"}).status_code == 303
    with old.north.at("manager"):
        hold = Hold.objects.get()
        assert (hold.released_on, hold.released_reason) == (today(), "Settled")
    assert client.get(case_at(old.case, "erase/")).status_code == 200
    assert client.get(case_at(old.case, "hold/end/")).status_code == 404


def test_it_takes_a_proposal_back(old: World, client: Client) -> None:
    client.force_login(old.north.admin)
    proposal = client.post(case_at(old.case, "erase/"), {})["Location"]
    assert client.post(f"{proposal}back/", {}).status_code == 303
    assert "taken back" in client.get(proposal).content.decode()
    assert client.get(f"{proposal}back/").status_code == 404
    client.force_login(old.north.manager)
    assert client.post(proposal, {"sure": "on"}).status_code == 404


def test_it_lets_a_manager_set_the_classes_of_the_scheme(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    assert "No class has been set" in client.get(CLASSES).content.decode()
    refused = client.post(f"{CLASSES}add/", {}).content.decode()
    assert "Select which closed cases it is for" in refused
    sent = {"name": "All", "outcome": "any", "months": "36", "reason": "Our policy", "is_active": "on"}
    assert client.post(f"{CLASSES}add/", sent).status_code == 303
    assert "There is already one of this name" in client.post(f"{CLASSES}add/", sent).content.decode()
    with world.north.at("manager"):
        row = RetentionClass.objects.get()
    assert client.post(f"{CLASSES}{row.pk}/", sent | {"months": "12"}).status_code == 303
    page = client.get(CLASSES).content.decode()
    assert "12 months" in page
    assert "Our policy" in page
    client.force_login(world.north.admin)
    assert client.get(CLASSES).status_code == 404
    client.force_login(world.south.manager)
    assert client.get(f"/southshire/scheme/retention/{row.pk}/").status_code == 404


def test_it_keeps_the_longest_of_the_periods_that_fit(old: World, client: Client) -> None:
    with old.north.at("manager"):
        RetentionClass.objects.create(name="Any", outcome="any", months=1)
        RetentionClass.objects.create(name="Sensitive", outcome="any", only_sensitive=True, months=1200)
    client.force_login(old.north.admin)
    assert "Completed cases" in client.get(LIST).content.decode()
    with old.north.at("manager"):
        Case.objects.filter(pk=old.case.pk).update(is_sensitive=True)
    assert "No case is past the time" in client.get(LIST).content.decode()


def test_it_gives_a_new_scheme_its_first_classes(world: World) -> None:
    with acting(world.north.scheme, SYSTEM):
        lay_all(world.north.scheme)
        assert RetentionClass.objects.count() == 4
