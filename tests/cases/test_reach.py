"""What may go out to a person: over a channel that is safe, and not at all when they do not want it."""

from typing import Any

import pytest
from django.test import Client

from cases.models import Contact, SafeContact
from rjcase.documents.models import Document
from rjcase.kernel.clock import today
from tests.cases.test_consents import answer
from tests.cases.walk import contact, day, file_at
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator(worked: World, client: Client) -> Client:
    client.force_login(worked.north.facilitator)
    return client


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"method": "text", "result": "sent"}, "to text this person"),
        ({"method": "email", "result": "sent"}, "to email this person"),
        ({"method": "phone", "result": "message"}, "to leave a message"),
    ],
)
def test_it_asks_about_a_channel_nobody_called_safe(
    worked: World, facilitator: Client, how: dict[str, str], said: str
) -> None:
    address = file_at(worked.harmed, "contacts/log/")
    sent = contact(**how)
    page = facilitator.post(address, sent).content.decode()
    assert f"Nobody has said that it is safe {said}" in page
    with worked.north.at("facilitator"):
        assert not Contact.objects.exists()
    assert facilitator.post(address, sent | {"used_unsafe_channel": "on"}).status_code == 303
    with worked.north.at("facilitator"):
        assert Contact.objects.count() == 1, "what happened is kept"


def test_it_asks_nothing_where_it_is_safe_or_they_came_to_us(worked: World, facilitator: Client) -> None:
    address = file_at(worked.harmed, "contacts/log/")
    for how in ({}, {"method": "letter", "result": "sent"}, {"method": "visit"}):
        assert facilitator.post(address, contact(**how)).status_code == 303, how
    theirs = contact(method="text", result="reached", direction="in")
    assert facilitator.post(address, theirs).status_code == 303


@pytest.mark.requirement("WTE-5.8-01")
def test_it_lets_nothing_out_until_no_disclosure_is_cleared(worked: World, facilitator: Client) -> None:
    with worked.north.at("manager"):
        SafeContact.objects.filter(file=worked.harmed).update(no_disclosure=True)
    log, letter = file_at(worked.harmed, "contacts/log/"), file_at(worked.harmed, "letters/introduction/")
    page = facilitator.post(log, contact()).content.decode()
    assert "Ask the officer in the case how to proceed" in page
    facilitator.post(letter)
    with worked.north.at("facilitator"):
        assert not Document.objects.exists()
        row = SafeContact.objects.get(file=worked.harmed, until_on=None)
    assert facilitator.post(log, contact(direction="in")).status_code == 303, "they may always contact us"
    cleared: dict[str, Any] = {
        "replaces": str(row.pk),
        "address": row.address,
        "postcode": row.postcode,
        "phone": row.phone,
        "safe": ["may_phone", "may_write"],
        "mentions_other_side": "on",
    }
    change = file_at(worked.harmed, "safe-contact/")
    assert "Enter why “no disclosure” is cleared" in facilitator.post(change, cleared).content.decode()
    word = "PC Lamb, the officer in the case, asked her on 3 March"
    assert facilitator.post(change, cleared | {"change_reason": word}).status_code == 303
    assert facilitator.post(log, contact()).status_code == 303
    facilitator.post(letter)
    with worked.north.at("facilitator"):
        assert Document.objects.count() == 1
    assert "no disclosure" in facilitator.get(change).content.decode(), "the history says that it stood"


def test_it_lets_nothing_out_to_whoever_does_not_want_it(worked: World, facilitator: Client) -> None:
    record = file_at(worked.harmed, "consent/record/")
    assert facilitator.post(record, answer(purpose="channels", form="verbal")).status_code == 303
    log = file_at(worked.harmed, "contacts/log/")
    assert facilitator.post(log, contact()).status_code == 303
    facilitator.post(file_at(worked.harmed, "letters/introduction/"))
    with worked.north.at("facilitator"):
        made = Document.objects.get()
    gone = {"purpose": "channels", "form": "verbal", **day("happened_on", today())}
    assert facilitator.post(file_at(worked.harmed, "consent/withdraw/"), gone).status_code == 303
    page = facilitator.post(log, contact()).content.decode()
    assert "This person does not want to be contacted by us" in page
    posted = facilitator.post(file_at(worked.harmed, f"letters/{made.pk}/posted/"))
    assert posted.status_code == 200, "a letter made before is not posted"
    page = facilitator.get(file_at(worked.harmed, "letters/")).content.decode()
    assert "This person does not want to be contacted by us" in page
    assert facilitator.post(log, contact(direction="in")).status_code == 303
    page = facilitator.get(file_at(worked.harmed, "contacts/log/")).content.decode()
    assert "does not want to be contacted" in page, "said before anybody calls"
