"""Whoever referred hears of what becomes of it by itself, and of nothing that a case holds."""

import pytest
from django.test import Client

from referrals.models import AgencyMember, Referral
from rjcase.notifications.models import Notification
from rjcase.tenancy import SYSTEM, acting
from tests.referrals.typed import Typist
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def referred(client: Client, world: World) -> Referral:
    """A referral that the partner sent and the office has registered."""
    typist = Typist(client, world.north)
    typist.send(typist.fill())
    client.force_login(world.north.admin)
    with world.north.at("manager"):
        row = Referral.objects.select_related("case").order_by("-recorded_at")[0]
    client.post(at(row, "register/"), {"in_area": "yes"})
    return row


def at(row: Referral, rest: str) -> str:
    return f"/northshire/cases/{row.case.reference}/referral/{rest}"


def news(world: World, row: Referral) -> list[Notification]:
    with acting(world.north.scheme, SYSTEM):
        rows = Notification.objects.filter(title__contains=row.receipt).order_by("id")
        return list(rows)


@pytest.mark.requirement("WM-5.6-09")
def test_a_partner_hears_of_a_decline_once_and_in_neutral_words(
    client: Client, world: World, referred: Referral
) -> None:
    assert news(world, referred) == [], "received is no news"
    for _twice in range(2):
        client.post(at(referred, "decline/"), {"reason": "not_crime", "note": "Wistaria lives elsewhere"})
    (told,) = news(world, referred)
    assert told.recipient_id == world.north.referrer.pk
    assert told.title == f"News of your referral {referred.receipt}"
    assert "Not taken forward" in told.body
    assert "/northshire/our-referrals/" in told.body
    for secret in ("Quillfeather", "Thistlewood", "Wistaria", referred.case.reference, "rime"):
        assert secret not in told.title + told.body
    client.force_login(world.north.referrer)
    assert referred.receipt in client.get("/northshire/our-referrals/").text


def test_nobody_is_told_who_has_left_the_agency(client: Client, world: World, referred: Referral) -> None:
    with world.north.at("manager"):
        AgencyMember.objects.filter(user=world.north.referrer).delete()
    client.post(at(referred, "decline/"), {"reason": "not_crime"})
    with world.north.at("manager"):
        referred.case.refresh_from_db()
        assert referred.case.face == "not_taken_forward"
    assert news(world, referred) == []
