"""People of the stage at their browsers, and what two answers have in common."""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import transaction
from django.test import Client

from tests.isolation.places import Place
from tests.isolation.routes import NOWHERE, Addresses, Route, routes
from tests.isolation.stage import Stage
from tests.isolation.table import ROUTES

WHO = {
    "m": "manager",
    "a": "admin",
    "f": "facilitator",
    "g": "facilitator2",
    "v": "volunteer",
    "s": "supervisor",
    "r": "referrer",
    "l": "liaison",
    "x": "former",
    "c": "commissioner",
    "k": "coordinator",
    "b": "champion",
    "t": "senior",
}
ONE_SIDED = {"g", "l"}
# Every combination (`make verify`), or each address by some people in turn (`make test`).
WHOLE = bool(os.environ.get("RJCASE_WHOLE_MATRIX"))
addresses = Addresses()


class Expected:
    """One line of the table, read: the status for each letter, 0 for any that is no fault; and the rows."""

    def __init__(self, line: str) -> None:
        self.status: dict[str, int] = {}
        self.at = "a"
        self.rows: set[str] = set()
        self.rows_of: dict[str, set[str]] = {}
        self.at_most = ":?" in line
        for word in line.split():
            if word.startswith("@"):
                self.at = word[1:]
            elif ":" in word:
                self._read_rows(*word.split(":"))
            else:
                letters, _, status = word.partition("=")
                code = 0 if letters.endswith("~") else int(status or 200)
                self.status |= dict.fromkeys(letters.removesuffix("~"), code)

    def _read_rows(self, who: str, what: str) -> None:
        self.rows_of |= {letter: set(what) for letter in who}
        if not who:
            self.rows = set(what.removeprefix("?"))


def named(name: str) -> Route:
    """The route of a name."""
    return next(route for route in routes() if route.name == name)


@cache
def expected(route: Route) -> Expected:
    return Expected(ROUTES[route.name])


class _Browser(Client):
    """A test client that keeps no record of the templates, which costs a third of its time."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


class Reader:
    """A signed-in browser whose every request is undone, and the 404 it gets for what is not there."""

    def __init__(self, stage: Stage, letter: str) -> None:
        self.letter, self.client = letter, _Browser()
        user = {"o": stage.operator, "n": stage.south.manager}.get(letter)
        if letter in WHO:
            user = stage.north.people[WHO[letter]]
        if user is not None:
            self.client.force_login(user)
        self.cookies: Any = self.client.cookies.copy()
        self._absent: dict[str, Any] = {}

    def send(self, address: str, method: str = "get", data: Any = None) -> Any:
        """Ask, and undo what the asking did."""
        with transaction.atomic():
            answer = getattr(self.client, method)(address, *([] if data is None else [data]))
            transaction.set_rollback(True)
        self.client.cookies = self.cookies.copy()
        return answer

    def post(self, address: str, data: Any = None) -> Any:
        """Send a form, and undo what it did."""
        return self.send(address, "post", data)

    def keep(self, address: str, data: Any) -> None:
        """Send a form that must go through, and keep what it did until the test ends."""
        answer = self.client.post(address, data)
        assert answer.status_code == 303, answer.content.decode()

    def absent(self, address: str) -> Any:
        """What this reader is answered where there is certainly nothing: same scheme, no such page."""
        slug = address.split("/")[1]
        if slug not in self._absent:
            self._absent[slug] = picture(self.send(f"/{slug}/cases/{NOWHERE}/"))
        return self._absent[slug]

    def nothing(self, address: str, method: str) -> Any:
        """What the same address answers with ids of nothing in it: a draft says so in its own words."""
        return picture(self.send(_ID.sub(str(NOWHERE), address), method))


def picture(answer: Any) -> Any:
    """An answer without what is random in every answer."""
    headers = {
        name: re.sub(r"nonce-[^']+", "nonce", value)
        for name, value in answer.items()
        if name.lower() not in ("x-request-id", "date", "content-length")
    }
    body = RANDOM.sub("", answer.content.decode(errors="replace"))
    return answer.status_code, sorted(headers.items()), body


_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Nonces and tokens, the minute of printing, and which section the address belongs to.
RANDOM = re.compile(
    r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"|Printed by [^<]*'
    r'|<li class="govuk-service-navigation__item[^"]*">.*?</li>',
    re.DOTALL,
)


@contextmanager
def quiet() -> Iterator[None]:
    """Hundreds of refusals are the point here, and no news."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def refused(reader: Reader, address: str, method: str = "get", data: Any = None) -> str:
    """Why an answer is not the one 404, or an empty text."""
    answer = reader.send(address, method, data)
    if answer.status_code != 404:
        return f"{reader.letter} {method} {address} → {answer.status_code}"
    told = picture(answer)
    if method != "head" and told != reader.absent(address) and told != reader.nothing(address, method):
        return f"{reader.letter} {method} {address}: {difference(told, reader.absent(address))}"
    return ""


def difference(one: Any, other: Any) -> str:
    """Where two answers that should be alike differ, in a few words."""
    parts = zip(("status", "headers", "body"), one, other, strict=True)
    return "; ".join(f"{name} differs: {_first(a, b)}" for name, a, b in parts if a != b)


def _first(one: Any, other: Any) -> str:
    if isinstance(one, list):
        return f"{set(one) ^ set(other)}"
    if not isinstance(one, str):
        return f"{one} / {other}"
    lines = zip(one.splitlines(), other.splitlines(), strict=False)
    return next((f"{a.strip()} / {b.strip()}" for a, b in lines if a != b), "length")


def none_of(problems: list[str]) -> None:
    """Fail with every problem, each on its line."""
    found = [problem for problem in problems if problem]
    assert not found, "\n" + "\n".join(found)


def in_turn(people: Any, number: int, count: int) -> Any:
    """Some of these people for the address of a number, others for the next; all of them in `make verify`."""
    if WHOLE or len(people) <= count:
        return people
    return [people[(number + step * len(people) // count) % len(people)] for step in range(count)]


def place_of(stage: Stage, route: Route) -> Place:
    found: Place = getattr(stage, expected(route).at)
    return found
