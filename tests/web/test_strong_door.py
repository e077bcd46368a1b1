"""Small promises of the door: passwords as typed, words nobody chooses, methods, what a log line says."""

import io
import itertools
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import InvalidToken
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import get_resolver

from rjcase.access.door.adapter import boxes
from rjcase.access.door.throttle import client_address
from rjcase.access.models import User
from rjcase.kernel.logs import JsonLines
from tests.web.test_every_route import address, routes, run
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
MANAGER = "manager@northshire.example"


def sign_in(email: str, password: str) -> Any:
    return Client().post("/accounts/login/", {"login": email, "password": password})


@pytest.mark.parametrize(
    "password", [" begins and ends with a blank ", "Ünïcode and ümlauts stay", "x" + "y z" * 40]
)
def test_it_takes_a_password_exactly_as_it_was_typed(world: World, password: str) -> None:
    client = Client()
    client.force_login(world.north.manager)
    assert client.post("/accounts/password/", {"old": PASSWORD, "new": password}).status_code == 303
    assert sign_in(MANAGER, password).status_code == 303
    changed = {password.strip(), password.swapcase(), password[:-1]} - {password}
    assert [sign_in(MANAGER, other).status_code for other in changed] == [200] * len(changed)


@pytest.mark.parametrize(
    "password", ["Restorative-Justice-2026!", "rjcase rjcase rjcase", "northshire-police-1"]
)
def test_it_refuses_a_password_of_words_of_the_service(password: str) -> None:
    with pytest.raises(ValidationError, match="words of the service"):
        validate_password(password, User(email=MANAGER))


@pytest.mark.parametrize(
    "password", ["my case of green apples", "4711 0815 2026 1234", "ünïcode justice løve"]
)
def test_it_lets_such_a_word_stand_among_others(password: str) -> None:
    validate_password(password, User(email=MANAGER))


def test_no_route_takes_a_method_it_does_not_know(world: World) -> None:
    """TRACE would show headers back, the others change things: nothing answers them with content."""
    client = Client(raise_request_exception=False)
    client.force_login(world.north.manager)
    found = []
    others = itertools.cycle(("PROPFIND", "PUT", "DELETE"))  # one a route: the pages are of one make
    for path in sorted({address(route, world.case.reference) for route in routes(get_resolver())}):
        for method in ("TRACE", next(others)):
            answer = client.generic(method, path, headers={"Origin": "https://elsewhere.example"})
            if answer.status_code not in (302, 401, 404, 405):
                found.append(f"{method} {path}: {answer.status_code}")
            if any(name.startswith("Access-Control") for name in answer.headers):
                found.append(f"{method} {path}: lets other sites read")
    assert found == []


@pytest.mark.parametrize(
    "path", [".git/config", ".env", "manage.py", "static/", "static/../manage.py", "docs/"]
)
def test_it_serves_none_of_its_own_sources(db: None, path: str) -> None:
    """And no list of a folder; no answer names the version of anything."""
    answer = Client().get(f"/{path}", secure=True)
    assert answer.status_code in (302, 404)
    assert b"import" not in answer.content
    assert not {"Server", "X-Powered-By"} & set(answer.headers)
    assert b"Django" not in answer.content


def test_it_tells_the_browser_to_forget_after_sign_out(world: World) -> None:
    client = Client()
    client.force_login(world.north.manager)
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_visitor_cannot_choose_the_address_tries_are_counted_by(settings: Any) -> None:
    """Behind a proxy the last address counts, added by the proxy itself; without one, none."""
    asked = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.9")
    settings.BEHIND_PROXY = False
    assert client_address(asked) == "10.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(asked) == "192.0.2.9"


def test_production_asks_for_https_hashes_slowly_and_shows_no_fault() -> None:
    names = "SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS DEBUG"
    script = (
        "from django.conf import settings as s; from django.contrib.auth.hashers import get_hasher as h; "
        f"print(*[getattr(s, n) for n in '{names}'.split()], h().algorithm, h().iterations >= 600000)"
    )
    done = run("manage.py", "shell", "--no-imports", "-c", script)
    assert done.stdout.split() == ["True", "31536000", "True", "False", "pbkdf2_sha256", "True"], done.stderr


def test_production_writes_one_json_object_a_line() -> None:
    script = "import logging; logging.getLogger('rjcase.door').info('signed in')"
    done = run("manage.py", "shell", "--no-imports", "-c", script)
    assert json.loads(done.stderr.splitlines()[-1])["logger"] == "rjcase.door", done.stderr


def test_it_still_opens_what_an_earlier_key_encrypted(settings: Any) -> None:
    locked = boxes("factors").encrypt(b"the seed of an app")
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "a new key"
    with pytest.raises(InvalidToken):
        boxes("factors").decrypt(locked)
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert boxes("factors").decrypt(locked) == b"the seed of an app"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the door writes, as an installation on servers of its own would write it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    door = logging.getLogger("rjcase.door")
    before = door.level
    door.setLevel(logging.INFO)
    door.addHandler(handler)
    yield written
    door.removeHandler(handler)
    door.setLevel(before)


def events(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_it_logs_who_came_in_and_who_did_not_without_saying_who(world: World, log: io.StringIO) -> None:
    sign_in("nobody@northshire.example", "not this one")
    for _try in range(6):
        sign_in(MANAGER, "not this one")
    client = Client(REMOTE_ADDR="192.0.2.9")
    client.post("/accounts/login/", {"login": MANAGER, "password": PASSWORD})
    client.post("/accounts/logout/")
    found = events(log)
    assert [line["event"] for line in found] == [
        *["wrong password"] * 6,
        "too many tries",
        "signed in",
        "signed out",
    ]
    assert len({line["account"] for line in found}) == 2
    assert found[-1]["account"] == found[1]["account"]
    assert found[-1]["place"] != found[1]["place"]
    assert all(line["at"].endswith("+00:00") for line in found)
    for secret in ("nobody", "manager", "northshire", "192.0.2", "not this one", PASSWORD):
        assert secret not in log.getvalue()


def test_nothing_that_was_typed_can_look_like_another_line() -> None:
    typed = 'gone\n{"event": "signed in"}\r\x1b[2K\u2028'
    record = logging.LogRecord("rjcase", logging.WARNING, __file__, 1, "Refused: %s", (typed,), None)
    line = JsonLines().format(record)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["message"] == "Refused: " + typed


def test_an_error_is_logged_with_its_traceback_on_one_line() -> None:
    try:
        raise RuntimeError("away")
    except RuntimeError as problem:
        record = logging.LogRecord(
            "django",
            logging.ERROR,
            __file__,
            1,
            "Failed",
            None,
            (RuntimeError, problem, problem.__traceback__),
        )
    line = JsonLines().format(record)
    assert len(line.splitlines()) == 1
    assert "RuntimeError: away" in json.loads(line)["traceback"]
