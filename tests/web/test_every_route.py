"""What a browser is told with every answer, on every route there is; and the pages about an installation."""

import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rjcase.kernel.clock import now
from tests.world import World

pytestmark = pytest.mark.django_db
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow",
}
SAMPLE = {"uuid": str(uuid.UUID(int=7)), "int": "7", "slug": "northshire", "str": "x", "path": "x"}


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The pattern of every route below a resolver."""
    for item in resolver.url_patterns:
        route = before + str(item.pattern)
        if isinstance(item, URLPattern):
            yield route
        else:
            yield from routes(item, route)


def address(route: str, reference: str) -> str:
    """A path of a route, with something in each of its places."""
    named = route.replace("<str:reference>", reference).replace("<slug:scheme>", "northshire")
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLE[found[1] or "str"], named)
    return "/" + filled.replace("^", "").replace("$", "")


def faults(path: str, answer: Any) -> list[str]:
    """What the answer lacks."""
    found = [f"{path}: {name}" for name, value in WANTED.items() if answer.headers.get(name) != value]
    if answer.headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):  # the fast way out
        found.append(f"{path}: referrer")
    policy = answer.headers.get("Content-Security-Policy", "")
    for directive in (
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ):
        if directive not in policy:
            found.append(f"{path}: {directive}")
    if "unsafe" in policy or "*" in policy:
        found.append(f"{path}: unsafe policy")
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        found.append(f"{path}: may be kept")
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        found.append(f"{path}: permissions")
    for cookie in answer.cookies.values():
        taken_away = cookie["max-age"] == 0
        if not taken_away and not (
            cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
        ):
            found.append(f"{path}: cookie {cookie.key}")
    kind = answer.headers.get("Content-Type", "")
    if answer.content and (not kind or (kind.startswith("text/") and "charset=utf-8" not in kind)):
        found.append(f"{path}: of no known kind: {kind}")
    return found


def test_every_route_is_answered_with_the_headers(world: World) -> None:
    paths = sorted({address(route, world.case.reference) for route in routes(get_resolver())})
    assert len(paths) > 120
    nobody, manager = Client(raise_request_exception=False), Client(raise_request_exception=False)
    manager.force_login(world.north.manager)
    found: list[str] = []
    kinds = set()
    for number, path in enumerate(paths):
        if not manager.cookies[settings.SESSION_COOKIE_NAME].value:  # the last page was the way out
            manager.force_login(world.north.manager)
        answers = [nobody.get(path), manager.get(path)]
        if number % 5 == 0:
            answers.append(manager.options(path))
        for answer in answers:
            found += faults(path, answer)
            kinds.add(answer.headers.get("Content-Type", "").partition(";")[0])
    assert found == []
    assert {"text/html", "text/plain", "application/json"} <= kinds
    assert manager.get("/accounts/").status_code == 200, "still signed in"


def test_the_test_notices_a_header_that_is_missing(world: World) -> None:
    answer = Client().get("/")
    assert faults("/", answer) == []
    answer.headers["Content-Security-Policy"] = "script-src 'unsafe-inline'"
    del answer.headers["X-Frame-Options"]
    answer.headers["Cache-Control"] = "private"
    answer.headers["Content-Type"] = "text/html"
    assert len(faults("/", answer)) >= 5


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    """A command in an installation as it would stand in production."""
    # Beside a browser the tests allow what no installation does.
    around = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    given = {
        "DATABASE_URL": "postgres://rjcase_web@db.internal/rjcase",
        "RJCASE_MIGRATE_DATABASE_URL": "postgres://rjcase_migrator@db.internal/rjcase",
        "REDIS_URL": "redis://redis.internal/0",
        "SECRET_KEY": "a-secret-key-of-more-than-fifty-characters-0123456789-abcdefghij",
        "RJCASE_CONTEXT_KEY": "another",
        "RJCASE_ALLOWED_HOSTS": "rj.example",
    }
    return subprocess.run(  # noqa: S603
        [sys.executable, *command], env=around | given, capture_output=True, text=True, check=False
    )


def test_production_has_host_cookies_secure_answers_and_a_second_factor() -> None:
    names = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECOND_FACTOR"
    script = f"from django.conf import settings as s; print(*[getattr(s, n) for n in '{names}'.split()])"
    done = run("manage.py", "shell", "--no-imports", "-c", script)
    assert done.stdout.split() == ["__Host-session", "__Host-csrf", "True", "True", "True"], done.stderr


def test_the_deployment_check_finds_nothing() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_security_txt_says_where_to_write_and_is_not_out_of_date(client: Client, settings: Any) -> None:
    settings.ABOUT = settings.ABOUT | {"security": "security@rj.example"}
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"].startswith("text/plain")
    facts = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert facts["Contact"] == "mailto:security@rj.example"
    assert datetime.fromisoformat(facts["Expires"]) > now()
    assert facts["Canonical"].endswith("/.well-known/security.txt")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("privacy", "Information Commissioner"),
        ("accessibility", "Equality and Human Rights Commission"),
        ("cookies", "two cookies"),
    ],
)
def test_the_pages_about_an_installation_are_linked_and_say_whose_it_is(
    world: World, client: Client, settings: Any, path: str, words: str
) -> None:
    settings.ABOUT = settings.ABOUT | {"operator": "Example Host Ltd", "email": "help@rj.example"}
    assert f'href="/about/{path}/"' in client.get("/northshire/").content.decode()
    page = client.get(f"/about/{path}/").content.decode()
    assert words in page
    assert ("help@rj.example" in page) == (path != "cookies")
    assert ("Example Host Ltd" in page) == (path == "privacy")


def test_the_cookies_page_names_every_cookie_there_is(world: World, client: Client) -> None:
    page = client.get("/about/cookies/").content.decode()
    client.post(
        "/accounts/login/", {"login": "manager@northshire.example", "password": "a long enough passphrase"}
    )
    client.get("/accounts/")
    assert client.cookies
    for name in client.cookies:
        assert f">{name}<" in page
