"""Every address × every role × {own, other side, other case, other scheme, no longer granted, signed out}.

What is expected, the code and the rows, stands in `table.py`, one line an address; the addresses come from
the resolver. `make test` opens all that opens, and tries what does not, another case and another scheme by a
few people in turn; `make verify` by everyone (verify/parts/whole_matrix.py).
"""

from typing import Any

import pytest

from rjcase.access.actors import Actor
from tests.isolation.readers import (
    ONE_SIDED,
    WHO,
    Reader,
    addresses,
    expected,
    in_turn,
    named,
    none_of,
    picture,
    place_of,
    refused,
)
from tests.isolation.reading import wrong_rows
from tests.isolation.routes import NOWHERE, is_about_a_file, routes
from tests.isolation.stage import Stage
from tests.isolation.table import ROUTES

pytestmark = pytest.mark.django_db


EVERYBODY = [*WHO, "o", "n"]
OFFICE = "mak"


def test_every_address_is_in_the_table() -> None:
    """Adding a page means adding its line to tests/isolation/table.py (docs/how-to/add-a-page.md)."""
    known, declared = {route.name for route in routes()}, set(ROUTES)
    assert known - declared == set(), "say in tests/isolation/table.py who may open these"
    assert declared - known == set(), "these addresses are gone"
    closed = [name for name, line in ROUTES.items() if not line]
    assert len(closed) <= 6, "too many addresses that nobody is shown to open: stage them"


@pytest.mark.parametrize("letter", EVERYBODY)
def test_each_role_opens_its_own_and_nothing_else(stage: Stage, letter: str) -> None:
    """Own, and for v and x no longer granted; n comes from the other scheme, o from none."""
    reader, problems = Reader(stage, letter), []
    for number, route in enumerate(routes()):
        address, line = addresses.of(route, place_of(stage, route)), expected(route)
        wanted = line.status.get(letter)
        if set(WHO) <= set(line.status) and letter not in in_turn(EVERYBODY, number, 3):
            continue  # it says the same to everyone
        if wanted is None:
            kept_out = [each for each in EVERYBODY if each not in line.status]
            if letter in in_turn(kept_out, number, 5):
                problems.append(refused(reader, address))
            continue
        if letter in OFFICE and not line.rows_of:  # whoever of the office gets in is shown the same
            alike = [each for each in OFFICE if line.status.get(each) == wanted]
            if letter not in in_turn(alike, number, 1):
                continue
        answer = reader.send(address)
        got = answer.status_code
        if got != wanted and (wanted or got >= 500):
            problems.append(f"{letter} get {address} ({route.name}) → {got}, not {wanted}")
        elif wrong := wrong_rows(reader, answer, line, stage):
            problems.append(f"{letter} get {address} ({route.name}) {wrong}")
    none_of(problems)


def test_signed_out_is_sent_to_sign_in(stage: Stage) -> None:
    """The same answer for what is there and what is not, in any scheme, there or not."""
    reader, problems = Reader(stage, "-"), []
    for route in routes():
        address = addresses.of(route, place_of(stage, route))
        for method in ("get", "post") if route.takes_posts else ("get",):
            answer = reader.send(address, method)
            if "-" in expected(route).status or route.is_public:
                continue
            if answer.status_code != 302 or not answer["Location"].startswith("/accounts/login/"):
                problems.append(f"{method} {address} ({route.name}) → {answer.status_code}")
    none_of(problems)


@pytest.mark.parametrize("letter", sorted(ONE_SIDED))
def test_the_other_side_is_not_there(stage: Stage, letter: str) -> None:
    """Whoever holds the victim's file alone: every address of the offender's, read and written."""
    reader, problems = Reader(stage, letter), []
    others = [route for route in routes() if is_about_a_file(route) or "document" in route.parts]
    assert len(others) > 30
    for route in others:
        address = addresses.of(route, place_of(stage, route), "responsible")
        problems.append(refused(reader, address))
        if route.takes_posts:
            problems.append(refused(reader, address, "post"))
    none_of(problems)


def test_another_case_is_not_there(stage: Stage) -> None:
    """A case of the same scheme in which these people hold nothing, read and written."""
    readers, problems = [Reader(stage, letter) for letter in "fvslx"], []
    about_a_case = [route for route in routes() if "reference" in route.parts or "document" in route.parts]
    assert len(about_a_case) > 80
    for number, route in enumerate(about_a_case):
        address = addresses.of(route, stage.b)
        for reader in in_turn(readers, number, 2):
            problems.append(refused(reader, address))
        if route.takes_posts:
            problems += [refused(reader, address, "post") for reader in in_turn(readers, number + 2, 1)]
    none_of(problems)


def test_another_scheme_is_not_there(stage: Stage) -> None:
    """Every address of the other scheme, each tried by people in turn, also by POST."""
    readers, problems = [Reader(stage, letter) for letter in (*WHO, "o")], []
    inside = [route for route in routes() if "scheme" in route.parts and not route.is_public]
    for number, route in enumerate(inside):
        address, method = addresses.of(route, stage.s), "post" if number % 3 == 0 else "get"
        for reader in in_turn(readers, number, 1):
            problems.append(refused(reader, address, method))
    none_of(problems)


def test_nobody_writes_where_they_may_not_read(stage: Stage) -> None:
    """POST by everyone the table keeps out: the one 404, whatever the address."""
    readers, problems = {letter: Reader(stage, letter) for letter in EVERYBODY}, []
    for number, route in enumerate(r for r in routes() if r.takes_posts and "scheme" in r.parts):
        out = [letter for letter in readers if letter not in expected(route).status]
        for letter in in_turn(out, number, 1) if ROUTES[route.name] else []:
            problems.append(refused(readers[letter], addresses.of(route, place_of(stage, route)), "post"))
    none_of(problems)


def test_other_methods_tell_nothing_either(stage: Stage) -> None:
    """HEAD, OPTIONS, PUT, PATCH and DELETE on the other side's file answer as on nothing."""
    reader = Reader(stage, "g")
    found = [route for route in routes() if is_about_a_file(route)]
    for number, method in enumerate(("head", "options", "put", "patch", "delete")):
        for route in found[number :: len(found) // 4]:
            there = reader.send(addresses.of(route, place_of(stage, route), "responsible"), method)
            absent = reader.send(addresses.of(route, place_of(stage, route), file=NOWHERE), method)
            assert there.status_code == 404, (method, route.name)
            assert picture(there) == picture(absent), (method, route.name)


def test_the_matrix_sees_a_row_too_many(stage: Stage) -> None:
    """The mutation: who is let in again is shown a file that the line does not give them."""
    reader, route = Reader(stage, "x"), named("cases:open_files")
    address = addresses.of(route, stage.a)
    assert wrong_rows(reader, reader.send(address), expected(route), stage) == ""
    stage.grant(stage.a.files["harmed"], "former", "liaison", stage.soon)
    assert "not" in wrong_rows(reader, reader.send(address), expected(route), stage)


@pytest.mark.parametrize("guard", ["permission", "membership"])
def test_the_matrix_sees_a_guard_that_is_gone(
    stage: Stage, guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutation: without the permission of a page, or its scheme's membership, a cell is wrong."""
    if guard == "permission":
        monkeypatch.setattr(Actor, "may", lambda self, permission: True)
        reader, name, place = Reader(stage, "s"), "cases:people", stage.a
    else:
        monkeypatch.setattr("rjcase.access.models.User.scope_in", lambda self, scheme: "office")
        as_manager: Any = lambda user: Actor(user, frozenset({"manager"}))  # noqa: E731
        monkeypatch.setattr("rjcase.access.middleware.actor_for", as_manager)
        reader, name, place = Reader(stage, "m"), "cases:case", stage.s
    route = next(route for route in routes() if route.name == name)
    assert refused(reader, addresses.of(route, place)) != ""
