"""An indirect exchange: every message is a process of its own, with the gates of a meeting."""

import pytest
from django.test import Client

from cases.models import Consent, Disclosure
from conferences.models import DeliveredMessage, Message
from tests.conferences.helpers import Walk, make_ready, when, withdraw
from tests.world import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2026-11-22 10:00"),
    pytest.mark.world(after=make_ready),
]
LETTER = "I think about what I did every day"


def given(**more: str) -> dict[str, str]:
    """A filled-in form of a delivery."""
    return when("delivered_at", 20, 11, 2026, "11am") | {"misuse_risk": "no", "handling": "kept"} | more


def delivered(walk: Walk, at: str, text: str = LETTER) -> str:
    """A message that was checked and delivered; its address."""
    message = walk.wrote(at, text)
    walk.send(message + "check/", decision="as_it_is")
    walk.send(message + "deliver/", **given())
    return message


@pytest.mark.requirement("MOJ-A-05", "NOMS-S-02", "WM-5.8-03", "WTE-7.8-01")
def test_it_goes_from_letter_to_follow_up(walk: Walk) -> None:
    at = walk.exchange()
    assert "informed choice against a meeting" in walk.text(at)
    delivered(walk, at)
    walk.send(at + "finish/")
    walk.send(
        at + "write-up/",
        background="A burglary",
        was_effective="yes",
        effective_how_known="She told us",
        outcome="no_agreement",
        sign="on",
    )
    page = walk.text(at)
    assert "She told us" in page
    walk.send("together/complete/")
    assert walk.stage() == "following_up"


def test_it_says_why_there_is_no_meeting(walk: Walk) -> None:
    people = [str(walk.world.harmed.pk), str(walk.world.responsible.pk)]
    page = walk.refused("together/open/", kind="letter", people=people)
    assert "Select why there is no meeting" in page


def test_it_keeps_what_was_disclosed_on_which_consent(walk: Walk) -> None:
    delivered(walk, walk.exchange())
    with walk.world.north.at("manager"):
        row = Disclosure.objects.get()
        assert (row.file_id, row.to_party_file_id) == (walk.world.responsible.pk, walk.world.harmed.pk)
        assert (row.basis, row.consent.purpose, row.by_id) == (
            "consent",
            "take_part",
            walk.world.north.facilitator.pk,
        )
        assert row.consent.file_id == walk.world.responsible.pk
        assert LETTER not in row.what
        copy = DeliveredMessage.objects.get()
        assert (copy.file_id, copy.text, copy.disclosure_id) == (walk.world.harmed.pk, LETTER, row.pk)


def test_it_shows_a_message_to_the_receiver_only_once_it_is_delivered(walk: Walk) -> None:
    at = walk.exchange()
    sheet = f"{at}files/{walk.world.harmed.pk}/sheet/"
    message = walk.wrote(at, LETTER)
    assert LETTER not in walk.text(sheet)
    walk.send(message + "check/", decision="as_it_is")
    assert LETTER not in walk.text(sheet)
    walk.send(message + "deliver/", **given())
    assert LETTER in walk.text(sheet)
    with walk.world.north.at("facilitator", only_file=walk.world.harmed):
        assert [row.text for row in DeliveredMessage.objects.all()] == [LETTER]
        assert Message.objects.count() == 0, "the sender's own file stays out of reach"


@pytest.mark.requirement("WTE-4.4-06")
def test_it_leaves_no_letter_where_it_might_be_misused(walk: Walk) -> None:
    at = walk.exchange()
    message = walk.wrote(at, LETTER)
    walk.send(message + "check/", decision="as_it_is")
    asked = walk.refused(message + "deliver/", **when("delivered_at", 20, 11, 2026, "11am"))
    assert "Select whether it was left with them" in asked
    risky = {"misuse_risk": "yes", "misuse_note": "A cousin has posted about the case"}
    refused = walk.refused(message + "deliver/", **given(**risky))
    assert "Where it might be misused, it is shown and not left with the person" in refused
    walk.send(message + "deliver/", **given(**risky, handling="shown"))
    assert "Shown, not left with them" in walk.text(at)
    with walk.world.north.at("manager"):
        row = Disclosure.objects.get()
        assert (row.thing, row.handling, row.tests.get().misuse_risk) == ("letter", "shown", True)
    sheet = walk.text(f"{at}files/{walk.world.harmed.pk}/sheet/")
    assert "It was shown to you and stays with us" in sheet
    assert LETTER not in sheet, "what is handed over does not hold the letter"


@pytest.mark.requirement("WTE-4.4-07")
@pytest.mark.parametrize("medium", ["video", "audio"])
def test_it_never_leaves_a_recording_with_them(walk: Walk, medium: str) -> None:
    at = walk.exchange()
    message = walk.wrote(at, LETTER)
    with walk.world.north.at("manager"):
        Message.objects.update(medium=medium)
    walk.send(message + "check/", decision="as_it_is")
    refused = walk.refused(message + "deliver/", **given())
    assert "A recording is shown or played and never left with the person" in refused
    walk.send(message + "deliver/", **given(handling="shown"))
    with walk.world.north.at("manager"):
        assert (Disclosure.objects.get().thing, Disclosure.objects.get().handling) == ("recording", "shown")


def test_it_does_not_deliver_what_was_not_checked(walk: Walk) -> None:
    message = walk.wrote(walk.exchange(), LETTER)
    page = walk.refused(message + "deliver/", **given())
    assert "Check the message before it is delivered" in page


@pytest.mark.parametrize("side", ["harmed", "responsible"])
def test_it_asks_the_gates_again_before_every_message(walk: Walk, side: str) -> None:
    at = walk.exchange()
    message = walk.wrote(at, LETTER)
    walk.send(message + "check/", decision="as_it_is")
    withdraw(walk.world.north, getattr(walk.world, side))
    page = walk.refused(message + "deliver/", **given())
    assert "they have withdrawn their consent to take part" in page
    with walk.world.north.at("manager"):
        assert not Disclosure.objects.exists()
        assert not DeliveredMessage.objects.exists()


def test_it_does_not_deliver_against_a_no_to_sharing(walk: Walk) -> None:
    at = walk.exchange()
    message = walk.wrote(at, LETTER)
    walk.send(message + "check/", decision="as_it_is")
    with walk.world.north.at("facilitator"):
        Consent.objects.create(
            file=walk.world.responsible, purpose="share", decision="refused", form="verbal"
        )
    page = walk.refused(message + "deliver/", **given())
    assert "Offender 1 has not agreed to share this" in page


def test_it_edits_and_withholds_with_a_reason(walk: Walk) -> None:
    at = walk.exchange()
    first, second = walk.wrote(at, LETTER), walk.wrote(at, "I know where you live")
    page = walk.refused(first + "check/", decision="edited", text="Shorter", edit_reason="")
    assert "Enter why you edited the message" in page
    walk.send(first + "check/", decision="edited", text="Shorter", edit_reason="Named a witness")
    walk.refused(second + "check/", decision="withhold", withheld_reason="")
    walk.send(second + "check/", decision="withhold", withheld_reason="A threat")
    walk.send(first + "deliver/", **given())
    sheet = walk.text(f"{at}files/{walk.world.harmed.pk}/sheet/")
    assert "Shorter" in sheet
    assert LETTER not in sheet
    assert "where you live" not in sheet
    page = walk.text(at)
    assert page.index("Message 1") < page.index("Message 2")
    for text in ("Named a witness", "A threat", "Checked by Facilitator"):
        assert text in page
    with walk.world.north.at("manager"):
        old = Message.objects.get(number=1).events.order_by("pgh_id").first()
        assert old.text == LETTER, "the history keeps the text as it came"


def test_it_finishes_only_once_every_message_is_settled(walk: Walk) -> None:
    at = walk.exchange()
    assert "Nothing was delivered" in walk.refused(at + "finish/")
    message = delivered(walk, at)
    second = walk.wrote(at, "One more thing")
    assert "Deliver or withhold every message first" in walk.refused(at + "finish/")
    walk.send(second + "check/", decision="withhold", withheld_reason="He changed his mind")
    walk.send(at + "finish/")
    assert walk.get(message + "deliver/").status_code == 404


def test_it_delivers_once_when_two_people_press_at_once(walk: Walk, world: World) -> None:
    at = walk.exchange()
    message = delivered(walk, at)
    second = Walk(Client(), world, "manager")
    page = second.refused(message + "deliver/", **given())
    assert "in the meantime. Nothing was changed" in page
    with world.north.at("manager"):
        assert DeliveredMessage.objects.count() == Disclosure.objects.count() == 1


def test_it_takes_messages_from_one_side_to_the_other_only(walk: Walk) -> None:
    at = walk.exchange()
    victim = str(walk.world.harmed.party_id)
    page = walk.refused(at + "messages/add/", sender=victim, receiver=victim, medium="writing", text="To me")
    assert "Select somebody from the other side" in page
    assert "Enter date it was written or recorded" in page
    assert "To me" in page


def test_it_warns_of_the_senders_own_details_in_a_message(walk: Walk) -> None:
    at = walk.exchange()
    plain, telling = walk.wrote(at, LETTER), walk.wrote(at, "Write to northoffender@person.example")
    assert "Details of the sender" not in walk.text(plain + "check/")
    assert "Details of the sender" in walk.text(telling + "check/")
