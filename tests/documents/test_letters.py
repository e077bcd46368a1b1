"""The introductory letter to each side: from the safe address of today, saying nothing of the other."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from cases.desk import queues
from cases.models import Consent, Contact, File, SafeContact
from rjcase.documents.models import Dispatch, Document
from rjcase.kernel.clock import now
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
        (
            {"no_disclosure": True},
            "“No disclosure” is set for this person: do not contact them until it is cleared.",
        ),
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


def make_one(world: World, client: Client, file: File) -> str:
    """Make the letter; returns the address that records it as posted."""
    press(client, world, file)
    with world.north.at("manager"):
        document = Document.objects.filter(file=file).latest("made_at")
    return letters_at(world, file, f"{document.pk}/posted/")


def to_post(world: World, queue: str) -> list[tuple[Any, str]]:
    """What a queue of the administrator's Desk shows."""
    with world.north.at("admin"):
        actor = world.north.actor("admin")
        (found,) = [one for one in queues(actor) if one.name == queue]
        count, rows = found.count_and_rows(actor)
        assert count == len(rows)
        return [(row.text, row.url) for row in rows]


def test_it_records_a_posted_letter_once_in_the_contact_log(world: World, client: Client) -> None:
    client.force_login(world.north.admin)
    posted = make_one(world, client, world.harmed)
    assert to_post(world, "letters_harmed") == [(world.case.reference, letters_at(world, world.harmed))]
    assert to_post(world, "letters_responsible") == []
    for _turn in range(2):
        assert client.post(posted).status_code == 303
    page = client.get(letters_at(world, world.harmed)).content.decode()
    assert "Posted on" in page
    assert "Record as posted" not in page
    assert to_post(world, "letters_harmed") == []
    with world.north.at("manager"):
        contact = Contact.objects.get(file=world.harmed)
        assert (contact.method, contact.direction, contact.result) == ("letter", "out", "sent")
        assert contact.by == world.north.admin
        assert Dispatch.objects.get().document.file_id == world.harmed.pk


def test_it_stops_a_letter_when_the_safe_address_has_changed(world: World, client: Client) -> None:
    client.force_login(world.north.admin)
    posted = make_one(world, client, world.harmed)
    with world.north.at("manager"):
        SafeContact.objects.filter(file=world.harmed).update(until_on=now().date())
        SafeContact.objects.create(file=world.harmed, address="2 Refuge Lane", may_write=True)
    answer = client.post(posted).content.decode()
    assert "has changed since the letter was made" in answer
    with world.north.at("manager"):
        assert not Contact.objects.exists()
        assert not Dispatch.objects.exists()


def test_it_takes_the_word_of_nobody_without_the_file(world: World, client: Client) -> None:
    client.force_login(world.north.admin)
    posted = make_one(world, client, world.harmed)
    crossed = posted.replace(str(world.harmed.pk), str(world.responsible.pk))
    assert client.post(crossed).status_code == 404
    for who in ("facilitator2", "supervisor", "referrer"):
        client.force_login(world.north.people[who])
        assert client.post(posted).status_code == 404
