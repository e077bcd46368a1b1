"""Who a party is, how they may safely be reached, and who looked."""

from typing import Any

import pytest
from django.test import Client

from cases.models import Identity, NameToken, SafeContact
from cases.pages.changes import page_words
from tests.cases.walk import file_at
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator(worked: World, client: Client) -> Client:
    client.force_login(worked.north.facilitator)
    return client


def safe(world: World, **more: Any) -> dict[str, Any]:
    with world.north.at("facilitator"):
        row = SafeContact.objects.get(file=world.harmed, until_on=None)
    return {
        "replaces": str(row.pk),
        "address": row.address,
        "postcode": row.postcode,
        "phone": row.phone,
        "email": row.email,
        "safe": ["may_phone"],
        "mentions_other_side": "on",  # both sides of the cast live at one postcode
    } | more


@pytest.mark.requirement("WTE-7A-01", "WTE-7G-01")
def test_it_keeps_the_search_in_step_with_the_name(worked: World, facilitator: Client) -> None:
    sent = {
        "given_names": "Zoë",
        "family_name": "O'Brien",
        "date_of_birth-day": "1",
        "date_of_birth-month": "5",
        "date_of_birth-year": "1990",
    }
    assert facilitator.post(file_at(worked.harmed, "details/"), sent).status_code == 303
    with worked.north.at("facilitator"):
        assert Identity.objects.get(file=worked.harmed).name == "Zoë O'Brien"
        tokens = set(NameToken.objects.filter(file=worked.harmed).values_list("token", flat=True))
    assert tokens == {"zoe", "obrien", "o", "brien"}
    page = facilitator.get("/northshire/cases/?q=zoe obr").content.decode()
    assert worked.case.reference in page
    assert "No case matches" in facilitator.get("/northshire/cases/?q=northvictim").content.decode()


def test_it_wants_some_name(worked: World, facilitator: Client) -> None:
    page = facilitator.post(file_at(worked.harmed, "details/"), {"known_as": "Z"}).content.decode()
    assert "Enter a name or an organisation" in page


def test_it_keeps_what_stood_before(worked: World, facilitator: Client) -> None:
    first = safe(worked, phone="0121 496 0001")
    assert facilitator.post(file_at(worked.harmed, "safe-contact/"), first).status_code == 303
    with worked.north.at("facilitator"):
        rows = SafeContact.objects.filter(file=worked.harmed)
        assert rows.count() == 2
        assert rows.get(until_on=None).phone == "0121 496 0001"
    page = facilitator.get(file_at(worked.harmed, "safe-contact/")).content.decode()
    assert "0121 496 0000" in page
    late = facilitator.post(file_at(worked.harmed, "safe-contact/"), first | {"phone": "0121 496 0002"})
    assert "Somebody else has changed these details" in late.content.decode()


def test_it_wants_an_address_for_a_safe_channel(worked: World, facilitator: Client) -> None:
    sent = safe(worked, email="", safe=["may_email"])
    page = facilitator.post(file_at(worked.harmed, "safe-contact/"), sent).content.decode()
    assert "Enter the email address that is safe to use" in page


@pytest.mark.requirement("WTE-5.8-01")
def test_it_clears_no_disclosure_with_a_reason_only(worked: World, facilitator: Client) -> None:
    address = file_at(worked.harmed, "safe-contact/")
    facilitator.post(address, safe(worked, no_disclosure="on"))
    assert "No disclosure: do not contact" in facilitator.get(file_at(worked.harmed)).content.decode()
    page = facilitator.post(address, safe(worked)).content.decode()
    assert "Enter why “no disclosure” is cleared" in page
    assert facilitator.post(address, safe(worked, change_reason="Officer in the case")).status_code == 303


def test_it_warns_of_what_is_not_safe(worked: World, facilitator: Client) -> None:
    page = facilitator.get(file_at(worked.harmed)).content.decode()
    assert "Do not leave a message" in page
    assert "Do not email" in page
    assert "Do not phone" not in page


def test_it_shows_who_looked(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    client.get(file_at(worked.harmed))
    client.force_login(worked.north.facilitator)
    page = client.get(file_at(worked.harmed, "who-looked/")).content.decode()
    assert "Manager" in page
    assert f">{page_words('cases:file')}</td>" in page
    assert "Manager" not in client.get(file_at(worked.responsible, "who-looked/")).content.decode()
