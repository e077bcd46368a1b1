"""The second step of a sign-in: codes, recovery codes, and who cannot do without."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client

from rjcase.access.door import letters
from rjcase.access.models import Membership, User
from rjcase.kernel.clock import now
from tests.web.test_door import NEW, forget, link
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
WHO = "facilitator@northshire.example"
CASES = "/northshire/cases/"


@pytest.fixture(autouse=True)
def _second_factor_on(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Inside one half minute, however long a test takes: a code is of one half minute."""
    settings.SECOND_FACTOR = True
    monkeypatch.setattr(letters, "_ring", lambda: None)
    with time_machine.travel(time.time() // 30 * 30 + 45, tick=False):
        yield


def code(secret: str, later: int = 0) -> str:
    """What the app shows."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + later))


def sign_in(client: Client, password: str = PASSWORD, email: str = WHO, to: str = CASES) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password, "next": to})


def prove(client: Client, given: str) -> Any:
    return client.post("/accounts/second-step/sign-in/", {"code": given})


def set_up(client: Client, email: str = WHO) -> str:
    """Sign in for the first time and set up an app; returns its secret."""
    assert sign_in(client, email=email).status_code == 303
    asked = client.get(CASES)
    assert asked["Location"] == "/accounts/second-step/?next=%2Fnorthshire%2Fcases%2F"
    page = client.get("/accounts/second-step/app/").content.decode()
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    secret = found[1].replace(" ", "")
    assert client.post("/accounts/second-step/app/", {"code": "000000"}).status_code == 200
    done = client.post("/accounts/second-step/app/", {"code": code(secret)})
    assert (done.status_code, done["Location"]) == (303, "/accounts/second-step/codes/")
    return secret


@pytest.fixture
def secret(world: World) -> str:
    return set_up(Client())


def test_it_opens_nothing_before_a_second_step_is_set_up(world: World, client: Client) -> None:
    sign_in(client)
    for path in (CASES, "/northshire/home/"):
        assert client.get(path)["Location"].startswith("/accounts/second-step/")
    client.force_login(world.north.manager)  # a session that came some other way has no proof either
    assert client.get(CASES)["Location"].startswith("/accounts/second-step/")
    client.force_login(world.north.commissioner)  # sees no file
    assert client.get("/northshire/home/")["Location"] != "/accounts/second-step/"


def test_it_sets_up_an_app_and_asks_for_its_code_ever_after(world: World) -> None:
    first, second = Client(), Client()
    secret = set_up(first)
    assert first.get(CASES).status_code == 200
    letters.send_waiting()
    assert [letter.subject for letter in mail.outbox] == ["A second step was added to your account"]
    assert sign_in(second)["Location"] == "/accounts/second-step/sign-in/"
    assert second.get(CASES)["Location"].startswith("/accounts/login/")  # nobody is signed in yet
    assert second.get("/accounts/")["Location"].startswith("/accounts/login/")
    assert prove(second, "000000").status_code == 200
    done = prove(second, code(secret, later=1))
    assert (done.status_code, done["Location"]) == (303, CASES)
    assert second.get(CASES).status_code == 200


def test_it_keeps_the_secret_encrypted(secret: str) -> None:
    row = Authenticator.objects.get(type="totp")
    assert secret not in str(row.data)
    assert get_adapter().decrypt(row.data["secret"]) == secret


def test_it_refuses_a_code_a_second_time(secret: str) -> None:
    given = code(secret, later=1)
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)
    assert prove(first, given).status_code == 303
    assert "was used before" in prove(second, given).content.decode()
    assert "_auth_user_id" not in second.session
    # Nor is an earlier code good after a later one.
    assert prove(second, code(secret)).status_code == 200


def test_it_refuses_the_code_that_set_the_app_up(secret: str) -> None:
    client = Client()
    sign_in(client)
    assert prove(client, code(secret)).status_code == 200


def test_it_takes_five_wrong_codes_and_no_more(secret: str) -> None:
    client = Client()
    sign_in(client)
    for _turn in range(5):
        prove(client, "000000")
    assert "Too many tries" in prove(client, code(secret, later=1)).content.decode()


def test_it_forgets_a_half_done_sign_in_after_ten_minutes(secret: str) -> None:
    client = Client()
    sign_in(client)
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert prove(client, code(secret))["Location"] == "/accounts/login/"


def test_it_asks_for_the_factor_after_a_password_reset(world: World, secret: str) -> None:
    client = Client()
    forget(client, WHO)
    letters.send_waiting()
    mail.outbox.clear()
    forget(client, WHO)
    page = client.get(link(), follow=True)
    client.post(page.redirect_chain[-1][0], {"new": NEW})
    assert client.get(CASES)["Location"].startswith("/accounts/login/")
    assert sign_in(client, NEW)["Location"] == "/accounts/second-step/sign-in/"
    assert client.get(CASES)["Location"].startswith("/accounts/login/")
    assert Authenticator.objects.filter(type="totp").count() == 1


def codes_of(client: Client) -> list[str]:
    page = client.get("/accounts/second-step/codes/").content.decode()
    return re.findall(r"<code>(\d{5} \d{5})</code>", page)


def test_it_lets_each_recovery_code_in_once(world: World) -> None:
    first, second, third = Client(), Client(), Client()
    set_up(first)
    codes = codes_of(first)
    assert len(set(codes)) == 10
    sign_in(second)
    assert prove(second, codes[0]).status_code == 303
    sign_in(third)
    assert prove(third, codes[0]).status_code == 200
    assert prove(third, codes[1]).status_code == 303
    assert codes_of(first) == codes[2:]
    first.post("/accounts/second-step/codes/")
    assert not set(codes_of(first)) & set(codes)


def test_it_asks_again_who_is_there_before_factors_change(world: World) -> None:
    client = Client()
    secret = set_up(client)
    factor = Authenticator.objects.get(type="totp").pk
    with time_machine.travel(now() + timedelta(minutes=16)):
        for path in ("", "app/", "key/", "codes/", f"{factor}/remove/"):
            assert client.get(f"/accounts/second-step/{path}")["Location"].startswith("/accounts/confirm/")
        assert client.post(f"/accounts/second-step/{factor}/remove/").status_code == 302
        assert Authenticator.objects.filter(pk=factor).exists()
        confirm = client.get("/accounts/confirm/?next=/accounts/second-step/").content.decode()
        assert 'name="code"' in confirm  # the factor, not the password
        assert 'name="password"' not in confirm
        sent = {"code": code(secret), "next": "/accounts/second-step/"}
        assert client.post("/accounts/confirm/", sent)["Location"] == "/accounts/second-step/"
        assert client.post(f"/accounts/second-step/{factor}/remove/").status_code == 303
        letters.send_waiting()
    assert not Authenticator.objects.filter(user=world.north.facilitator).exists()
    assert mail.outbox[-1].subject == "A second step was removed from your account"


def test_it_wants_a_factor_of_an_operator(world: World, client: Client) -> None:
    operator = User.objects.create_user("op@rjcase.example", PASSWORD, name="Op", is_operator=True)
    client.force_login(operator)
    assert client.get("/operator/schemes/")["Location"].startswith("/accounts/second-step/")


def test_it_has_no_session_that_was_known_before(world: World, secret: str) -> None:
    """Session fixation: the key changes at the password and again at the second step."""
    client = Client()
    client.get("/accounts/login/")
    client.session.save()
    keys = [client.cookies["session"].value] if "session" in client.cookies else [""]
    sign_in(client)
    keys.append(client.cookies["session"].value)
    prove(client, code(secret, later=1))
    keys.append(client.cookies["session"].value)
    assert len(set(keys)) == 3
    planted = Client()
    planted.cookies["session"] = keys[1]
    assert planted.get(CASES)["Location"].startswith("/accounts/login/")


def lost(world: World, manager: Client, who: str = "facilitator") -> str:
    """The path at which a manager removes the second step of somebody."""
    with world.north.at("manager"):
        row = Membership.objects.get(user=world.north.people[who])
    return f"/northshire/scheme/people/{row.pk}/lost-device/"


def test_a_manager_helps_somebody_who_lost_the_device_and_they_are_told(world: World) -> None:
    theirs, manager = Client(), Client()
    set_up(theirs)
    set_up(manager, "manager@northshire.example")
    path = lost(world, manager)
    assert path in manager.get(path.replace("lost-device/", "")).content.decode()
    assert manager.post(path, {}).status_code == 200  # without having checked who asks
    letters.send_waiting()
    mail.outbox.clear()
    before = world.north.facilitator.password
    assert manager.post(path, {"checked": "on"}).status_code == 303
    assert theirs.get("/accounts/").status_code == 302  # signed out everywhere
    letters.send_waiting()
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([WHO], "A manager removed the second step of your account")
    ]
    person = User.objects.get(pk=world.north.facilitator.pk)
    assert person.password == before  # nobody sets a password for anybody
    again = Client()
    assert sign_in(again)["Location"] == CASES
    assert again.get(CASES)["Location"].startswith("/accounts/second-step/")


def test_nobody_removes_the_second_step_of_themselves_of_an_operator_or_without_the_right(
    world: World,
) -> None:
    manager, facilitator = Client(), Client()
    set_up(manager, "manager@northshire.example")
    set_up(facilitator)
    assert manager.get(lost(world, manager, "manager")).status_code == 404
    assert manager.get(lost(world, manager, "volunteer")).status_code == 404  # has none
    assert facilitator.get(lost(world, manager)).status_code == 404
    world.north.facilitator.is_operator = True
    world.north.facilitator.save()
    assert manager.get(lost(world, manager)).status_code == 404


def test_it_asks_who_is_there_before_a_grave_act_and_keeps_what_was_typed(world: World) -> None:
    manager = Client()
    secret = set_up(manager, "manager@northshire.example")
    set_up(Client())
    path = lost(world, manager)
    start = now()
    for minutes in (14, 28):  # in use all the while, so that the session lives
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert manager.get(CASES).status_code == 200
    with time_machine.travel(start + timedelta(minutes=29)):
        asked = manager.post(path, {"checked": "on"})
        assert asked["Location"].startswith("/accounts/confirm/?next=")
        assert Authenticator.objects.filter(user=world.north.facilitator).exists()
        manager.post("/accounts/confirm/", {"code": code(secret), "next": path})
        back = manager.get(path).content.decode()
        assert "We kept what you typed" in back
        assert re.search(r'name="checked"[^>]* checked', back)
        assert manager.post(path, {"checked": "on"}).status_code == 303


@pytest.mark.parametrize(
    "answer",
    [
        *("", "7", "[]", "{}", "[" * 19_000, '{"id": 5}', '{"id": "x", "rawId": "x", "response": {}}'),
        '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "e30",'
        ' "authenticatorData": "AAAA", "signature": "AAAA"}}',
    ],
)
def test_no_answer_of_a_key_makes_it_fall_over(world: World, secret: str, answer: str) -> None:
    client = Client()
    assert sign_in(client)["Location"] == "/accounts/second-step/sign-in/"
    refused = client.post("/accounts/second-step/sign-in/", {"credential": answer})
    assert refused.status_code == 200
    assert "There is a problem" in refused.content.decode()
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        assert prove(client, code(secret)).status_code == 303, "the sign-in goes on"
        added = client.post("/accounts/second-step/key/", {"name": "Mine", "credential": answer})
    assert added.status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 0
