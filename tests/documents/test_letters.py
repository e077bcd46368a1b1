"""The introductory letter to each side: from the safe address of today, saying nothing of the other."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from cases.models import Consent, File, SafeContact
from rjcase.documents.models import Document
from tests.world import World

pytestmark = pytest.mark.django_db


def letters_at(world: World, file: File, rest: str = "") -> str:
    return f"/northshire/cases/{world.case.reference}/files/{file.pk}/letters/{rest}"


def press(client: Client, world: World, file: File) -> Any:
    return client.post(letters_at(world, file, "introduction/"), follow=True)


def texts(world: World, file: File) -> list[str]:
    with world.north.at("manager"):
        return [
            " ".join(page.extract_text() for page in PdfReader(BytesIO(bytes(document.content))).pages)
            for document in Document.objects.filter(file=file).order_by("made_at")
        ]


def change_contact(world: World, file: File, **facts: Any) -> None:
    with world.north.at("manager"):
        SafeContact.objects.filter(file=file, until_on=None).update(**facts)


@pytest.mark.requirement("WTE-6.4-05", "WTE-7.10-04")
def test_it_writes_to_each_side_apart_and_offers_no_meeting(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    client.force_login(world.north.facilitator)
    too_early = press(client, world, world.responsible).content.decode()
    assert "until a victim has said yes" in too_early
    assert texts(world, world.responsible) == []
    with world.north.at("manager"):
        Consent.objects.create(file=world.harmed, purpose="explore", decision="given", form="verbal")
    for file, name, other in (
        (world.harmed, "Hana Northvictim", "Northoffender"),
        (world.responsible, "Rob Northoffender", "Northvictim"),
    ):
        answer = press(client, world, file)
        assert answer.redirect_chain == [(letters_at(world, file), 303)]
        assert "Letter made" in answer.content.decode()
        (text,) = texts(world, file)
        assert name in text
        assert f"1 {name.split()[1]} Road" in text
        assert "facilitator@northshire.example" in text
        assert other not in text
        assert "burglary" not in text.lower()
        assert "face to face" not in text.lower()
        assert "meeting" not in text.lower()


def test_it_makes_one_letter_when_the_button_is_pressed_twice(world: World, client: Client) -> None:
    client.force_login(world.north.admin)
    press(client, world, world.harmed)
    press(client, world, world.harmed)
    assert len(texts(world, world.harmed)) == 1


def test_it_goes_to_the_address_that_is_safe_today(world: World, client: Client) -> None:
    client.force_login(world.north.admin)
    press(client, world, world.harmed)
    with world.north.at("manager"):
        old = SafeContact.objects.get(file=world.harmed, until_on=None)
        SafeContact.objects.filter(pk=old.pk).update(until_on=old.from_on)
        SafeContact.objects.create(file=world.harmed, address="2 Refuge Lane", may_write=True)
    press(client, world, world.harmed)
    first, second = texts(world, world.harmed)
    assert "1 Northvictim Road" in first
    assert "2 Refuge Lane" in second
    assert "Northvictim Road" not in second


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"may_write": False}, "Nobody has recorded that it is safe to write to this person."),
        ({"no_disclosure": True}, "“No disclosure” is set: nothing may go out until it is cleared."),
        ({"address": ""}, "There is no address to write to."),
    ],
)
def test_it_is_refused_while_writing_is_not_safe(
    world: World, client: Client, facts: dict[str, Any], reason: str
) -> None:
    client.force_login(world.north.admin)
    change_contact(world, world.harmed, **facts)
    answer = press(client, world, world.harmed)
    assert reason in answer.content.decode()
    assert "Make the letter" not in answer.content.decode()
    assert texts(world, world.harmed) == []


def test_it_lists_what_was_made_for_this_person_alone(world: World, client: Client) -> None:
    client.force_login(world.north.admin)
    press(client, world, world.harmed)
    page = client.get(letters_at(world, world.harmed)).content.decode()
    assert "An offer to talk" in page
    assert "/northshire/documents/" in page
    assert "/northshire/documents/" not in client.get(letters_at(world, world.responsible)).content.decode()


def test_it_opens_and_writes_letters_only_with_the_file(world: World, client: Client) -> None:
    world.north.allocate(world.case, sides="responsible")
    client.force_login(world.north.facilitator)
    assert client.get(letters_at(world, world.harmed)).status_code == 404
    assert press(client, world, world.harmed).status_code == 404
    client.force_login(world.south.manager)
    assert press(client, world, world.harmed).status_code == 404
    assert texts(world, world.harmed) == []
