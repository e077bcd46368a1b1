"""Saving a text with the other side's details asks first, without showing them."""

import pytest
from django.test import Client

from cases.models import Contact, Identity, NameToken
from tests.cases.walk import contact, file_at
from tests.world import World

pytestmark = pytest.mark.django_db
TEXTS = [
    ("a name", "He said that Northoffender had written."),
    ("a name", "Spoke about ROB."),
    ("a postcode", "He lives near CV1 2gt she thinks"),
    ("a phone number", "Ring +44 7700 900123 tonight"),
    ("an email address", "wrote from NorthOffender@person.example."),
]


@pytest.fixture
def apart(world: World) -> World:
    """The offender can be reached somewhere else than the victim."""
    from cases.models import SafeContact

    with world.north.at("manager"):
        SafeContact.objects.filter(file=world.responsible).update(postcode="CV1 2GT", phone="07700 900 123")
    world.harmed.case = world.responsible.case = world.case
    return world


@pytest.mark.parametrize("sides", ["both", "harmed"])
@pytest.mark.parametrize(("kind", "text"), TEXTS)
def test_it_asks_before_the_other_sides_details_are_saved(
    apart: World, client: Client, kind: str, text: str, sides: str
) -> None:
    apart.north.allocate(apart.case, sides=sides)
    client.force_login(apart.north.facilitator)
    sent = contact(note=text)
    page = client.post(file_at(apart.harmed, "contacts/log/"), sent).content.decode()
    assert "The text contains" in page
    assert kind in page
    assert "There is a problem" in page
    with apart.north.at("manager"):
        assert not Contact.objects.exists()
    answer = client.post(file_at(apart.harmed, "contacts/log/"), sent | {"mentions_other_side": "on"})
    assert answer.status_code == 303
    with apart.north.at("manager"):
        assert Contact.objects.get().note == text


@pytest.mark.parametrize("text", ["Hana Northvictim was in.", "Robert and Robin came", "A quiet talk"])
def test_it_does_not_ask_about_anything_else(apart: World, client: Client, text: str) -> None:
    apart.north.allocate(apart.case, sides="harmed")
    client.force_login(apart.north.facilitator)
    assert client.post(file_at(apart.harmed, "contacts/log/"), contact(note=text)).status_code == 303


def test_it_does_not_ask_about_what_both_sides_share(apart: World, client: Client) -> None:
    with apart.north.at("manager"):
        for file in (apart.harmed, apart.responsible):
            NameToken.objects.create(file=file, token="shared")
            Identity.objects.filter(file=file).update(known_as="Shared")
    apart.north.allocate(apart.case)
    client.force_login(apart.north.facilitator)
    sent = contact(note="The Shared family is at B1 1AA no more.")
    assert client.post(file_at(apart.harmed, "contacts/log/"), sent).status_code == 303


def test_it_answers_nobody_who_may_not_write_in_the_file(apart: World) -> None:
    from tests.world import sql

    ask = "select other_side_mentioned(%s, '{northoffender}', '{}', '{}', '{}')"
    for who in ("facilitator2", "liaison", "referrer"):
        with apart.north.at(who):
            assert sql(ask, [apart.harmed.pk]) == []
    with apart.north.at("manager"):
        assert sql(ask, [apart.harmed.pk]) == [("name",)]
        assert sql(ask, [apart.south_harmed.pk]) == []
