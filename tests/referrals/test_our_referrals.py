"""A partner follows the referrals of its agency in neutral words, and sees nothing else."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from cases.models.case import Face
from cases.services.perform import perform
from referrals.models import Referral
from referrals.services.eligibility import decline_referral
from rjcase.access.roles import Role
from tests.world import World, party

WORDS = {
    Face.RECEIVED: "Received",
    Face.ACCEPTED: "Accepted: a facilitator will be in touch",
    Face.IN_PROGRESS: "In progress",
    Face.FOLLOW_UP: "Follow-up",
    Face.DID_NOT_GO_AHEAD: "Did not go ahead",
    Face.COMPLETED: "Completed",
}


def test_it_tells_a_referrer_how_far_a_case_has_come_and_no_more(client: Client, world: World) -> None:
    client.force_login(world.north.referrer)
    for face, words in WORDS.items():
        with world.north.at("manager"):
            Case.objects.filter(pk=world.case.pk).update(face=face)
        page = client.get("/northshire/our-referrals/").text
        assert words in page
        assert world.case.reference not in page
        assert "Northvictim" not in page
        assert "Northoffender" not in page


def test_it_names_the_reason_when_the_scheme_itself_said_no(client: Client, world: World) -> None:
    client.force_login(world.north.referrer)
    with world.north.at("manager"):
        decline_referral(
            actor=world.north.actor("manager"), case=world.case, reason="outside_area", note="Secret note"
        )
    page = client.get("/northshire/our-referrals/").text
    assert "Not taken forward: The offence is outside our area" in page
    assert "Secret note" not in page


def test_it_keeps_a_reason_about_a_person_from_the_referrer(client: Client, world: World) -> None:
    client.force_login(world.north.referrer)
    with world.north.at("manager"):
        actor = world.north.actor("manager")
        perform("decline_referral", world.case, actor, reason="no_consent", face=Face.DID_NOT_GO_AHEAD)
    page = client.get("/northshire/our-referrals/").text
    assert "Did not go ahead" in page
    assert "did not agree" not in page


def test_it_shows_other_agencies_nothing(client: Client, world: World) -> None:
    with world.north.at("manager"):
        world.north.people["other"] = world.north.join("other", Role.PARTNER)
        receipt = Referral.objects.get(case=world.case)
    client.force_login(world.north.people["other"])
    assert receipt.receipt not in client.get("/northshire/our-referrals/").text
    assert client.get(f"/northshire/refer/sent/{receipt.pk}/").status_code == 404
    assert "is not linked to an agency" in client.get("/northshire/refer/").text
    assert client.post("/northshire/refer/").status_code == 200
    client.force_login(world.south.referrer)
    assert client.get("/northshire/our-referrals/").status_code == 404


def test_it_costs_the_same_however_many_there_are(client: Client, world: World) -> None:
    client.force_login(world.north.referrer)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/northshire/our-referrals/").status_code == 200
        counts.append(len(queries))
        for _case in range(3):
            world.north.refer(party("victim", "A", "B"))
    assert counts[0] == counts[1]
