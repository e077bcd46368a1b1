"""Guessing, forgetting and resetting: what the door says to people it does not know, and to those it does."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rjcase.access.door import letters
from rjcase.access.models import AccountMail, Throttle
from rjcase.kernel.clock import now
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "facilitator@northshire.example", "facilitatox@northshire.example"
LOCKED = "Too many tries"
NEW = "a new and better passphrase"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password}, **more)


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that is hashed."""
    made: list[str] = []
    original = MD5PasswordHasher.encode

    def encode(self: Any, password: str, salt: str) -> str:
        made.append(password)
        return original(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return made


@pytest.fixture(autouse=True)
def _nobody_rings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters wait until the test sends them."""
    monkeypatch.setattr(letters, "_ring", lambda: None)


def statements(context: CaptureQueriesContext) -> list[str]:
    """The queries without what they were asked with."""
    return [re.sub(r"'[^']*'|\b[0-9a-f]{16,}\b|\d+", "?", query["sql"]) for query in context.captured_queries]


def test_it_does_the_same_for_a_known_and_an_unknown_address(world: World, hashes: list[str]) -> None:
    seen = []
    for email in (KNOWN, UNKNOWN):
        hashes.clear()
        with CaptureQueriesContext(connection) as context:
            answer = sign_in(Client(), email, "not this one")
        body = answer.content.decode().replace(email, "…")
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)
        headers = {name: value for name, value in answer.headers.items() if name != "Expires"}
        seen.append((answer.status_code, headers, body, statements(context), list(hashes)))
    assert seen[0] == seen[1]
    assert seen[0][-1] == ["not this one"]


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_it_shuts_an_account_for_one_place_after_five_wrong_tries(
    world: World, email: str, hashes: list[str]
) -> None:
    client = Client()
    for _turn in range(5):
        assert LOCKED not in sign_in(client, email, "wrong").content.decode()
    hashes.clear()
    assert LOCKED in sign_in(client, email).content.decode()
    assert hashes == []  # not even looked at
    assert "_auth_user_id" not in client.session
    # A restart forgets nothing: it stands in the database, and names nobody.
    assert not [row for row in Throttle.objects.values_list("pk", flat=True) if "@" in row]


def test_it_lets_the_owner_in_from_elsewhere_and_after_a_quarter_of_an_hour(world: World) -> None:
    for _turn in range(6):
        sign_in(Client(), KNOWN, "wrong", REMOTE_ADDR="192.0.2.1")
    assert sign_in(Client(), KNOWN, REMOTE_ADDR="198.51.100.7").status_code == 303
    for _turn in range(6):
        sign_in(Client(), KNOWN, "wrong", REMOTE_ADDR="192.0.2.1")
    assert sign_in(Client(), KNOWN, REMOTE_ADDR="192.0.2.1").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert sign_in(Client(), KNOWN, REMOTE_ADDR="192.0.2.1").status_code == 303


def test_it_stops_a_guesser_with_many_addresses(world: World) -> None:
    for number in range(20):
        sign_in(Client(), KNOWN, "wrong", REMOTE_ADDR=f"192.0.2.{number}")
    assert LOCKED in sign_in(Client(), KNOWN, REMOTE_ADDR="192.0.2.99").content.decode()


def test_it_stops_a_guesser_with_many_accounts(world: World) -> None:
    for number in range(100):
        sign_in(Client(), f"person{number}@northshire.example", "wrong")
    assert LOCKED in sign_in(Client(), KNOWN).content.decode()
    assert sign_in(Client(), KNOWN, REMOTE_ADDR="192.0.2.5").status_code == 303


def test_it_tells_the_owner_once_that_somebody_guesses_and_tells_nobody_else(world: World) -> None:
    for email in (KNOWN, UNKNOWN):
        for _turn in range(9):
            sign_in(Client(), email, "wrong")
    letters.send_waiting()
    assert [(letter.to, "Too many tries" in letter.subject) for letter in mail.outbox] == [([KNOWN], True)]


@pytest.mark.parametrize("password", ["short", "password1234", "northshire.example"])
def test_it_refuses_a_short_or_common_password_or_ones_own_address(world: World, password: str) -> None:
    client = Client()
    client.force_login(world.north.manager)
    answer = client.post("/accounts/password/", {"old": PASSWORD, "new": password})
    assert answer.status_code == 200
    assert "govuk-error-message" in answer.content.decode()


@pytest.mark.parametrize("password", ["quiet river stone lamp", "x" * 3 + " ünï©ode 🙂 " + "long " * 12])
def test_it_asks_for_length_and_nothing_else_of_a_password(world: World, password: str) -> None:
    client = Client()
    client.force_login(world.north.manager)
    assert client.post("/accounts/password/", {"old": PASSWORD, "new": password}).status_code == 303
    assert sign_in(Client(), "manager@northshire.example", password).status_code == 303


def forget(client: Client, email: str) -> Any:
    return client.post("/accounts/forgot/", {"login": email})


def link() -> str:
    """Send what waits and return the path in the letter."""
    mail.outbox.clear()
    letters.send_waiting()
    (letter,) = mail.outbox
    found = re.search(r"http://[^/]+(/accounts/reset/\S+)", str(letter.body))
    assert found
    return found[1]


def test_it_does_the_same_for_whoever_forgot_a_password_and_for_a_stranger(world: World) -> None:
    seen = []
    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as context:
            answer = forget(Client(), email)
        seen.append((answer.status_code, answer["Location"], answer.content, statements(context)))
    assert seen[0] == seen[1]
    assert mail.outbox == []  # the answer waits for no mail server
    letters.send_waiting()
    assert [letter.to for letter in mail.outbox] == [[KNOWN]]
    assert AccountMail.objects.get(email=UNKNOWN).state == "dropped"


def test_it_lets_people_choose_a_new_password_by_a_link_that_works_once(world: World) -> None:
    client, elsewhere = Client(), Client()
    elsewhere.force_login(world.north.facilitator)
    forget(client, KNOWN)
    path = link()
    page = client.get(path, follow=True)
    assert page.redirect_chain[-1][0].endswith("/set/")  # the token is in no address any more
    done = client.post(page.redirect_chain[-1][0], {"new": NEW})
    assert (done.status_code, done["Location"]) == (303, "/accounts/login/")
    assert "_auth_user_id" not in client.session  # a link signs nobody in
    assert elsewhere.get("/accounts/").status_code == 302  # every session of the account is over
    assert sign_in(Client(), KNOWN).status_code == 200
    assert sign_in(Client(), KNOWN, NEW).status_code == 303
    assert client.get(path).status_code == 410
    letters.send_waiting()
    assert "Your password was changed" in [letter.subject for letter in mail.outbox]


@pytest.mark.parametrize("spoiled", ["hour", "token", "person", "inactive"])
def test_it_refuses_a_link_that_is_old_or_made_up(world: World, spoiled: str) -> None:
    client = Client()
    forget(client, KNOWN)
    path = link()
    if spoiled == "token":
        path = path[:-3] + "xx/"
    if spoiled == "person":
        path = path.replace("/reset/", "/reset/x")
    if spoiled == "inactive":
        world.north.facilitator.is_active = False
        world.north.facilitator.save()
    with time_machine.travel(now() + timedelta(minutes=61 if spoiled == "hour" else 1)):
        assert client.get(path).status_code == 410
        assert client.post(path, {"new": NEW}).status_code == 410


def test_it_sends_few_links_however_often_one_asks(world: World) -> None:
    for _turn in range(6):
        assert forget(Client(), KNOWN).status_code == 303
    letters.send_waiting()
    assert len(mail.outbox) == 3


def test_it_tries_a_letter_again_when_the_mail_server_is_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(Client(), KNOWN)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", lambda self: 1 / 0)
        assert letters.send_waiting() == 0
    assert AccountMail.objects.get().state == "pending"
    with time_machine.travel(now() + timedelta(minutes=3)):
        assert letters.send_waiting() == 1


def test_it_prints_no_link_into_the_log_of_a_server_without_mail(
    world: World, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.EMBEDDED = False
    forget(Client(), KNOWN)
    assert letters.send_waiting() == 0
    assert "/reset/" not in capsys.readouterr().out
    assert AccountMail.objects.get().state == "failed"


def test_it_has_no_page_to_make_an_account(world: World) -> None:
    for path in ("/accounts/signup/", "/accounts/register/", "/accounts/email/", "/accounts/social/signup/"):
        assert Client().get(path).status_code == 404
