"""How sessions end, what people are told, and that nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from rjcase.access.door import kept, letters
from rjcase.access.models import KeptForm, SignIn
from rjcase.kernel.clock import now
from rjcase.tenancy import SYSTEM, acting
from tests.world import PASSWORD, World, sql

pytestmark = pytest.mark.django_db
HOME = "/northshire/cases/"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def _nobody_rings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_ring", lambda: None)


def sign_in(client: Client, **more: Any) -> None:
    sent = {"login": "facilitator@northshire.example", "password": PASSWORD}
    assert client.post("/accounts/login/", sent, **more).status_code == 303


def is_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def test_it_ends_after_half_an_hour_without_use_and_says_so(world: World, client: Client) -> None:
    sign_in(client)
    with time_machine.travel(now() + timedelta(minutes=29)):
        assert is_in(client)
    with time_machine.travel(now() + timedelta(minutes=58)):
        assert is_in(client)
    with time_machine.travel(now() + timedelta(minutes=90)):
        assert client.get(HOME)["Location"] == f"/accounts/login/?next={HOME}"
        assert "was not used for a while" in client.get("/accounts/login/").content.decode()
    assert SignIn.objects.get().ended_how == "idle"


def test_it_ends_twelve_hours_after_sign_in_however_busy(world: World, client: Client) -> None:
    sign_in(client)
    start = now()
    for minutes in range(25, 12 * 60, 25):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert is_in(client)
    with time_machine.travel(start + timedelta(hours=12, minutes=1)):
        assert not is_in(client)


def test_it_is_dead_after_sign_out(world: World, client: Client) -> None:
    sign_in(client)
    old = client.cookies["session"].value
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["session"] = old
    assert not is_in(thief)
    assert SignIn.objects.get().ended_how == "signed_out"


def test_it_is_dead_after_deactivation_for_good(world: World, client: Client) -> None:
    sign_in(client)
    person = world.north.facilitator
    person.is_active = False
    person.save()
    assert client.get(HOME).status_code == 302
    person.is_active = True
    person.save()
    assert not is_in(client)


def test_it_is_dead_after_a_password_change_elsewhere(world: World) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    here.post("/accounts/password/", {"old": PASSWORD, "new": "a new and better passphrase"})
    assert is_in(here)
    assert not is_in(there)
    assert here.get("/accounts/").content.decode().count("Sign out there") == 0
    letters.send_waiting()
    assert mail.outbox[-1].subject == "Your password was changed"


def test_it_shows_where_one_is_signed_in_and_ends_it_from_here(world: World) -> None:
    here, phone, tablet = Client(), Client(), Client()
    sign_in(here)
    sign_in(phone, HTTP_USER_AGENT=PHONE)
    sign_in(tablet, HTTP_USER_AGENT=PHONE)
    page = here.get("/accounts/").content.decode()
    assert page.count("Chrome on Android") == 2
    row = SignIn.objects.filter(device="Chrome on Android").earliest("started_at")
    stranger = Client()
    stranger.force_login(world.north.manager)
    stranger.post(f"/accounts/sessions/{row.pk}/end/")
    assert is_in(phone)  # not theirs
    here.post(f"/accounts/sessions/{row.pk}/end/")
    assert (is_in(here), is_in(phone), is_in(tablet)) == (True, False, True)
    here.post("/accounts/sessions/end/")
    assert (is_in(here), is_in(tablet)) == (True, False)


def test_it_tells_of_a_new_device_and_of_a_new_place(world: World) -> None:
    for more in ({}, {}, {"HTTP_USER_AGENT": PHONE}, {"HTTP_USER_AGENT": PHONE, "REMOTE_ADDR": "192.0.2.9"}):
        sign_in(Client(), **more)
    letters.send_waiting()
    assert [letter.subject for letter in mail.outbox] == [
        "Your account was used on a new device or in a new place"
    ] * 2
    text = str(mail.outbox[0].body)
    assert "Chrome on Android" in text
    assert world.north.facilitator.name not in text
    assert "192.0.2" not in str(mail.outbox[1].body)


@pytest.fixture
def late(world: World, client: Client) -> tuple[Client, str]:
    """A facilitator who saves a contact after the session has ended; the browser, and the page's path."""
    world.north.allocate(world.case)
    sign_in(client)
    path = f"/northshire/cases/{world.case.reference}/files/{world.harmed.pk}/contacts/log/"
    assert client.get(path).status_code == 200
    with time_machine.travel(now() + timedelta(minutes=40)):
        lost = client.post(path, {"note": "Hana prefers the evening", "method": "phone"})
    assert lost["Location"] == f"/accounts/login/?next={path}"
    return client, path


def test_it_gives_back_what_was_typed_after_the_session_had_ended(
    world: World, late: tuple[Client, str]
) -> None:
    client, path = late
    assert "Hana" not in str(dict(client.session))
    with world.north.at("facilitator"):
        (row,) = KeptForm.objects.all()
        assert "Hana" not in row.body
    sign_in(client)
    back = client.get(path).content.decode()
    assert "Hana prefers the evening" in back
    assert "We kept what you typed" in back
    assert "Hana prefers the evening" in client.get(path).content.decode()  # until it is saved
    with time_machine.travel(now() + timedelta(hours=26)), acting(world.north.scheme, SYSTEM):
        kept.forget_old()
    with world.north.at("facilitator"):
        assert not KeptForm.objects.exists()


def test_it_gives_nothing_back_to_anybody_else(world: World, late: tuple[Client, str]) -> None:
    client, path = late
    sent = {"login": "manager@northshire.example", "password": PASSWORD}
    client.post("/accounts/login/", sent)
    page = client.get(path)
    assert page.status_code == 200
    assert "Hana prefers" not in page.content.decode()


def test_it_keeps_nothing_for_a_stranger(world: World, client: Client) -> None:
    client.post("/northshire/cases/1/files/2/", {"note": "x"})
    with world.north.at("manager"):
        assert not KeptForm.objects.exists()


def test_it_says_without_scripts_when_one_is_signed_out(world: World, client: Client) -> None:
    sign_in(client)
    page = client.get("/accounts/").content.decode()
    assert "signed out after 30 minutes without use" in page
    assert client.post("/accounts/stay/").status_code == 204
    assert Client().post("/accounts/stay/").status_code == 401


def test_each_process_has_the_rights_it_needs_at_the_door_and_no_more(world: World) -> None:
    def rights(role: str, table: str) -> str:
        verbs = ("SELECT", "INSERT", "UPDATE", "DELETE")
        asked = f"select {', '.join(f'has_table_privilege(%s, %s, {verb!r})' for verb in verbs)}"
        ((*answer,),) = sql(asked, [role, table] * len(verbs))
        return "".join(verb[0] for verb, may in zip(verbs, answer, strict=True) if may)

    expected = {
        "access_throttle": ("SIU", "SD"),
        "access_signin": ("SIU", "SD"),
        "access_accountmail": ("SIU", "SIUD"),
        "access_accountchange": ("SI", ""),
        "access_keptform": ("SID", "SID"),
        "mfa_authenticator": ("SIUD", ""),
        "account_emailaddress": ("", ""),
        "account_emailconfirmation": ("", ""),
    }
    for table, wanted in expected.items():
        assert (rights("rjcase_web", table), rights("rjcase_worker", table)) == wanted, table
        assert rights("rjcase_sched", table) == "", table
