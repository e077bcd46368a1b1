"""Saving a text with the other side's details asks first, without showing them."""

import html
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from cases.models import Contact, Identity, NameToken, SafeContact
from cases.pages import FileFormPage
from referrals.pages.information_requests import RequestsFilePage, SendRequestPage
from rjcase.kernel.clock import today
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
    with world.north.at("manager"):
        SafeContact.objects.filter(file=world.responsible).update(postcode="CV1 2GT", phone="07700 900 123")
    world.harmed.case = world.responsible.case = world.case
    return world


@pytest.mark.requirement("WTE-7.5-02")
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


@pytest.mark.parametrize(
    "text",
    ["She has moved to 12 High Street, Leeds", "Her mother is at LS1 4AP.", "Now at 4b St Mary's Close"],
)
def test_it_asks_about_an_address_in_a_note(apart: World, client: Client, text: str) -> None:
    apart.north.allocate(apart.case, sides="harmed")
    client.force_login(apart.north.facilitator)
    sent = contact(note=text)
    page = client.post(file_at(apart.harmed, "contacts/log/"), sent).content.decode()
    assert "The text contains an address that is not the current one of this person" in page
    assert "other side" not in page.split("There is a problem")[1].split("</ul>")[0]
    assert text.split(",")[0] in html.unescape(page), "what was typed is still there"
    with apart.north.at("manager"):
        assert not Contact.objects.exists()
    answer = client.post(file_at(apart.harmed, "contacts/log/"), sent | {"holds_address": "on"})
    assert answer.status_code == 303


@pytest.mark.parametrize("text", ["Still at 1 Northvictim Road, B1 1AA", "b11aa is right", "20 minute drive"])
def test_it_does_not_ask_about_the_current_address(apart: World, client: Client, text: str) -> None:
    apart.north.allocate(apart.case, sides="harmed")
    client.force_login(apart.north.facilitator)
    assert client.post(file_at(apart.harmed, "contacts/log/"), contact(note=text)).status_code == 303


def test_it_asks_about_an_address_that_is_current_no_more(apart: World, client: Client) -> None:
    apart.north.allocate(apart.case, sides="harmed")
    client.force_login(apart.north.facilitator)
    with apart.north.at("manager"):
        SafeContact.objects.filter(file=apart.harmed).update(until_on=today())
        SafeContact.objects.create(file=apart.harmed, address="9 New Road", postcode="LS1 4AP")
    sent = contact(note="Still at B1 1AA")
    page = client.post(file_at(apart.harmed, "contacts/log/"), sent).content.decode()
    assert "not the current one" in page


def test_it_asks_both_questions_at_once_and_each_by_itself(apart: World, client: Client) -> None:
    apart.north.allocate(apart.case, sides="harmed")
    client.force_login(apart.north.facilitator)
    address = file_at(apart.harmed, "contacts/log/")
    sent = contact(note="Northoffender saw her at 12 High Street")
    page = client.post(address, sent).content.decode()
    assert "a name from the other side" in page
    assert "The text contains an address" in page
    half = client.post(address, sent | {"mentions_other_side": "on"}).content.decode()
    assert "a name from the other side" not in half
    assert "The text contains an address" in half
    both = sent | {"mentions_other_side": "on", "holds_address": "on"}
    assert client.post(address, both).status_code == 303


def test_it_asks_once_about_an_address_of_the_other_side(apart: World, client: Client) -> None:
    apart.north.allocate(apart.case, sides="harmed")
    client.force_login(apart.north.facilitator)
    address = file_at(apart.harmed, "contacts/log/")
    sent = contact(note="He is at 1 Northoffender Road")
    page = client.post(address, sent).content.decode()
    assert "a name, an address from the other side" in page
    assert "not the current one" not in page
    assert client.post(address, sent | {"mentions_other_side": "on"}).status_code == 303


def _forms(resolver: Any) -> Iterator[Any]:
    for item in resolver.url_patterns:
        if hasattr(item, "url_patterns"):
            yield from _forms(item)
        else:
            view = getattr(item.callback, "view_class", None)
            if view is not None and issubclass(view, FileFormPage):
                yield view


def test_it_guards_every_form_of_a_file_in_one_place() -> None:
    """A form that takes free text into a file asks first, whoever wrote it and whenever."""
    views = set(_forms(get_resolver()))
    assert len(views) > 30
    for view in views:
        own = next(cls for cls in view.__mro__ if "post" in vars(cls))
        is_button = view.http_method_names == ["post"]  # nothing is typed
        grows = issubclass(view, SendRequestPage)  # a button of its own adds room, and saves nothing
        assert own is FileFormPage or is_button or grows, f"{view.__name__} saves by a way of its own"
    silent = {view.__name__ for view in views if not view.asks_first}
    # Where words of others are named to be taken out, and where the police are told of both sides.
    to_police = {view.__name__ for view in views if issubclass(view, RequestsFilePage)}
    assert silent == {"OneText"} | to_police
