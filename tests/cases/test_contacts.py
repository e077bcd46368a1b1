"""Logging and correcting contacts."""

from datetime import date, timedelta

import pytest
from django.test import Client

from cases.models import Contact, GatePass, SafeContact
from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import local_date, now
from tests.cases.walk import case_at, contact, file_at, moment, set_stage, stage_of, started_by
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator(worked: World, client: Client) -> Client:
    client.force_login(worked.north.facilitator)
    return client


@pytest.mark.requirement("WTE-7B-02", "WTE-7B-05", "WTE-7B-06", "WTE-7B-07")
def test_it_logs_a_contact(worked: World, facilitator: Client) -> None:
    soon = now() + timedelta(days=3)
    sent = contact(minutes="25", next_where="Her home, with her sister", **moment("next_at", soon))
    answer = facilitator.post(file_at(worked.harmed, "contacts/log/"), sent)
    assert answer.status_code == 303, answer.content.decode()[:3000]
    with worked.north.at("facilitator"):
        row = Contact.objects.get()
    assert (row.file_id, row.result, row.minutes) == (worked.harmed.pk, "reached", 25)
    assert row.by_id == worked.north.facilitator.pk
    page = facilitator.get(file_at(worked.harmed, "contacts/")).content.decode()
    assert "Her home, with her sister" in page
    assert "Contact saved" in page


def test_it_logs_once_when_sent_twice(worked: World, facilitator: Client) -> None:
    sent = contact()
    for _ in range(2):
        assert facilitator.post(file_at(worked.harmed, "contacts/log/"), sent).status_code == 303
    with worked.north.at("facilitator"):
        assert Contact.objects.count() == 1


def test_it_shows_every_mistake_at_once_and_loses_nothing(worked: World, facilitator: Client) -> None:
    sent = contact(
        happened_at=now() + timedelta(days=2), method="", result="", minutes="many", note="Kept text"
    )
    page = facilitator.post(file_at(worked.harmed, "contacts/log/"), sent).content.decode()
    assert "There is a problem" in page
    for sentence in (
        "Date and time of the contact must be in the past",
        "Select how the contact was made",
        "Select what came of it",
        "Time spent must be a whole number",
        "Kept text",
    ):
        assert sentence in page, sentence
    with worked.north.at("facilitator"):
        assert not Contact.objects.exists()


@pytest.mark.requirement("WTE-7B-08")
def test_it_says_when_a_contact_was_written_up_late(worked: World, facilitator: Client) -> None:
    facilitator.post(
        file_at(worked.harmed, "contacts/log/"), contact(happened_at=now() - timedelta(hours=23))
    )
    log = file_at(worked.harmed, "contacts/")
    assert "Logged more than 24 hours later" not in facilitator.get(log).content.decode()
    facilitator.post(
        file_at(worked.harmed, "contacts/log/"), contact(happened_at=now() - timedelta(hours=25))
    )
    assert "Logged more than 24 hours later" in facilitator.get(log).content.decode()


@pytest.mark.requirement("WTE-7B-09", "WTE-7.5-02")
def test_it_keeps_the_contacts_of_the_sides_apart(worked: World, facilitator: Client) -> None:
    facilitator.post(file_at(worked.harmed, "contacts/log/"), contact(note="Only hers"))
    assert "Only hers" not in facilitator.get(file_at(worked.responsible, "contacts/")).content.decode()
    with worked.north.at("manager", only_file=worked.responsible):
        assert not Contact.objects.exists()


@pytest.mark.requirement("WM-5.7-06", "WM-9.2-09")
def test_it_meets_the_first_contact_deadline_with_the_victim_only(worked: World, facilitator: Client) -> None:
    with worked.north.at("manager"):
        open_deadline("first_contact", worked.case, started_on=date(2026, 11, 2))
    started_by(worked, "neutral")

    def met() -> date | None:
        with worked.north.at("manager"):
            return Deadline.objects.get().met_on

    facilitator.post(file_at(worked.responsible, "contacts/log/"), contact())
    assert met() is None, "the responsible side is not what the clock is about"
    facilitator.post(file_at(worked.harmed, "contacts/log/"), contact(result="no_answer"))
    assert met() is None, "nothing reached them"
    happened = now() - timedelta(days=3)
    facilitator.post(file_at(worked.harmed, "contacts/log/"), contact(happened_at=happened))
    assert met() == local_date(happened)
    with worked.north.at("facilitator"):
        row = Contact.objects.get(result="reached", file=worked.harmed)
    wrong = contact(happened_at=happened, is_retracted="on", correction_reason="Wrong person")
    assert facilitator.post(file_at(worked.harmed, f"contacts/{row.pk}/correct/"), wrong).status_code == 303
    assert met() is None, "a contact that did not happen opens the deadline again"


def test_it_lets_nobody_undo_a_first_contact_they_cannot_see(world: World, client: Client) -> None:
    started_by(world, "neutral")
    world.harmed.case = world.responsible.case = world.case
    world.north.allocate(world.case, who="facilitator", sides="harmed")
    world.north.allocate(world.case, who="volunteer", sides="responsible")
    with world.north.at("manager"):
        open_deadline("first_contact", world.case, started_on=date(2026, 11, 2))
    for who, file in (("facilitator", world.harmed), ("volunteer", world.responsible)):
        client.force_login(getattr(world.north, who))
        assert client.post(file_at(file, "contacts/log/"), contact()).status_code == 303
    with world.north.at("manager"):
        assert Deadline.objects.get().met_on is not None


def test_it_corrects_with_a_reason_and_keeps_what_stood(worked: World, facilitator: Client) -> None:
    facilitator.post(file_at(worked.harmed, "contacts/log/"), contact(note="Old words"))
    with worked.north.at("facilitator"):
        row = Contact.objects.get()
    address = file_at(worked.harmed, f"contacts/{row.pk}/correct/")
    assert "Old words" in facilitator.get(address).content.decode()
    refused = facilitator.post(address, contact(note="New words")).content.decode()
    assert "Enter why you are correcting it" in refused
    assert (
        facilitator.post(address, contact(note="New words", correction_reason="Misheard")).status_code == 303
    )
    page = facilitator.get(file_at(worked.harmed, "contacts/")).content.decode()
    assert "New words" in page
    assert "Old words" in page
    assert "Misheard" in page
    second = facilitator.post(address, contact(note="Third", correction_reason="Again")).content.decode()
    assert "Somebody else has corrected this contact" in second
    assert "Third" in second


@pytest.mark.requirement("WTE-5.8-01")
def test_it_refuses_to_go_out_under_no_disclosure(worked: World, facilitator: Client) -> None:
    with worked.north.at("manager"):
        SafeContact.objects.filter(file=worked.harmed).update(no_disclosure=True)
    page = facilitator.post(file_at(worked.harmed, "contacts/log/"), contact(note="Kept")).content.decode()
    assert "do not contact them until it is cleared" in page
    assert "Kept" in page
    allowed = facilitator.post(file_at(worked.harmed, "contacts/log/"), contact(direction="in"))
    assert allowed.status_code == 303, "they may always contact us"


def test_it_keeps_the_order_of_a_case_started_by_the_victim(worked: World, facilitator: Client) -> None:
    address = file_at(worked.responsible, "contacts/log/")
    page = facilitator.post(address, contact()).content.decode()
    assert "until a victim has said yes" in page
    assert facilitator.post(address, contact(direction="in")).status_code == 303
    consent = {
        "purpose": "explore",
        "decision": "given",
        "form": "verbal",
        "is_free": "yes",
        "happened_on-day": "1",
        "happened_on-month": "11",
        "happened_on-year": "2026",
    }
    assert facilitator.post(file_at(worked.harmed, "consent/record/"), consent).status_code == 303
    assert facilitator.post(address, contact()).status_code == 303


def test_it_keeps_the_order_of_a_case_started_by_the_offender(worked: World, client: Client) -> None:
    started_by(worked, "responsible")
    client.force_login(worked.north.facilitator)
    address = file_at(worked.harmed, "contacts/log/")
    assert "accepting responsibility" in client.post(address, contact()).content.decode()
    vary = case_at(worked.case, "order-of-approach/")
    assert client.post(vary, {"reason": "x"}).status_code == 404, "a facilitator may not vary it"
    client.force_login(worked.north.manager)
    assert "Enter" in client.post(vary, {"reason": ""}).content.decode()
    assert client.post(vary, {"reason": "The victim asked the police for it"}).status_code == 303
    with worked.north.at("manager"):
        assert GatePass.objects.get().gate == "order_of_approach"
    client.force_login(worked.north.facilitator)
    assert client.post(address, contact()).status_code == 303


def test_it_knows_the_victims_yes_even_for_the_other_side(world: World, client: Client) -> None:
    world.north.allocate(world.case, who="volunteer", sides="responsible")
    world.responsible.case = world.case
    client.force_login(world.north.volunteer)
    address = file_at(world.responsible, "contacts/log/")
    assert "until a victim has said yes" in client.post(address, contact()).content.decode()
    with world.north.at("manager"):
        from cases.models import Consent

        Consent.objects.create(file=world.harmed, purpose="explore", decision="given", form="verbal")
    assert client.post(address, contact()).status_code == 303


def test_it_begins_preparation_with_the_first_contact(worked: World, facilitator: Client) -> None:
    set_stage(worked.north, worked.case, "allocated")
    facilitator.post(file_at(worked.harmed, "contacts/log/"), contact(result="no_answer"))
    assert stage_of(worked.north, worked.case) == "preparing"


def test_it_does_not_begin_preparation_when_the_office_calls(worked: World, client: Client) -> None:
    set_stage(worked.north, worked.case, "allocated")
    client.force_login(worked.north.admin)
    assert client.post(file_at(worked.harmed, "contacts/log/"), contact()).status_code == 303
    assert stage_of(worked.north, worked.case) == "allocated"


@pytest.mark.parametrize("who", ["north.facilitator2", "north.supervisor", "south.manager", "north.liaison"])
def test_it_is_not_there_without_the_right_to_change(worked: World, client: Client, who: str) -> None:
    house, name = who.split(".")
    if name == "supervisor":
        from tests.world import sql

        with worked.north.at("manager"):
            sql(
                "select grant_file(%s, %s, 1, 'supervision', 'observing', null)",
                [worked.harmed.pk, worked.north.supervisor.pk],
            )
    client.force_login(getattr(getattr(worked, house), name))
    assert client.get(file_at(worked.harmed, "contacts/log/")).status_code == 404
    assert client.post(file_at(worked.harmed, "contacts/log/"), contact()).status_code == 404
