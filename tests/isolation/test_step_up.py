"""What is grave asks once more who is there: every address that `step_up.GRAVE` names, and no other."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.http import HttpResponse
from django.test import Client

from rjcase.access.door.step_up import DESTROYS, GIVES_ACCESS, GRAVE, TAKES_OUT, TELLS
from rjcase.access.pages import Page
from rjcase.access.permissions import PUBLIC
from tests.isolation.readers import Reader, addresses, expected
from tests.isolation.routes import Route, routes
from tests.isolation.stage import Place, Stage
from tests.isolation.table import ROUTES
from tests.world import PASSWORD, sql

pytestmark = pytest.mark.django_db
QUARTER = 900
# Nobody is shown to open these on the stage: what they are about is made by tests of their own.
UNSTAGED = {name for name in GRAVE if not ROUTES[name]}


def stale(client: Client) -> None:
    """Let the last proof of who is there be a second older than a quarter of an hour."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 10**9 + QUARTER + 1
    session.save()


def grave() -> list[Route]:
    return [route for route in routes() if route.name in GRAVE]


def place_of(stage: Stage, route: Route) -> Place:
    place: Place = getattr(stage, expected(route).at)
    return place


def opener(route: Route) -> str:
    """Somebody who opens it: its first letter in the table."""
    return next(iter(expected(route).status))


def is_asked(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/accounts/confirm/?next=")


def test_every_name_is_an_address_of_a_page_that_asks_who_is_there() -> None:
    assert {route.name for route in grave()} == set(GRAVE)
    assert {what.why for what in GRAVE.values()} == {GIVES_ACCESS, TAKES_OUT, DESTROYS, TELLS}
    for route in grave():
        page = route.view.view_class
        assert issubclass(page, Page), route.name
        assert page.permission != PUBLIC, route.name


def test_they_ask_a_quarter_of_an_hour_after_the_last_proof(stage: Stage) -> None:
    staged = [route for route in grave() if route.name not in UNSTAGED]
    assert len(staged) >= 15
    for route in staged:
        reader, address = Reader(stage, opener(route)), addresses.of(route, place_of(stage, route))
        fresh = reader.send(address)
        assert not is_asked(fresh), route.name
        stale(reader.client)
        reader.cookies = reader.client.cookies.copy()
        reads = GRAVE[route.name].on_reading
        assert is_asked(reader.send(address)) == reads, f"get {route.name}"
        if route.takes_posts:
            assert is_asked(reader.send(address, "post", {"a": "b"})), f"post {route.name}"


def test_they_ask_nobody_who_may_not_open_them(stage: Stage) -> None:
    """Not yours is not there, whenever one signed in: a question would say that there is something."""
    for route in grave():
        address = addresses.of(route, place_of(stage, route))
        for letter in ("g", "c"):
            if letter in expected(route).status:
                continue
            reader = Reader(stage, letter)
            stale(reader.client)
            reader.cookies = reader.client.cookies.copy()
            assert reader.send(address).status_code == 404, route.name
            assert reader.send(address, "post", {"a": "b"}).status_code == 404, route.name


def test_no_other_address_asks(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Page, "render", lambda page, **_more: HttpResponse())  # asking comes before
    reader = Reader(stage, "m")
    stale(reader.client)
    reader.cookies = reader.client.cookies.copy()
    own = {"second-step", "second-step-app", "second-step-key", "second-step-codes", "second-step-remove"}
    for route in routes():
        if route.name in GRAVE or route.name in own or "m" not in expected(route).status:
            continue
        assert not is_asked(reader.send(addresses.of(route, place_of(stage, route)))), route.name


def test_it_comes_back_to_the_page_with_what_was_typed(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.north.manager)
    address = f"/northshire/cases/{stage.a.case.reference}/people/grant/"
    typed = {"kind": "offender_manager", "reason": "Supervises the licence of Ann"}
    stale(client)
    asked = client.post(address, typed)
    assert asked["Location"] == f"/accounts/confirm/?next={address.replace('/', '%2F')}"
    with stage.north.at("manager"):
        assert "Supervises" not in str(sql("select body from access_keptform")), "kept sealed"
    wrong = client.post("/accounts/confirm/", {"password": "something else", "next": address})
    assert wrong.status_code == 200
    assert is_asked(client.get(address)), "a wrong password proves nothing"
    right = client.post("/accounts/confirm/", {"password": PASSWORD, "next": address})
    assert right["Location"] == address
    page = client.get(address).content.decode()
    assert "We kept what you typed" in page
    assert "Supervises the licence of Ann" in page
    with stage.north.at("facilitator"):
        assert sql("select count(*) from access_keptform")[0][0] == 0, "nobody else's"


def test_a_button_or_a_download_leads_back_to_its_page(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.north.manager)
    route = next(route for route in grave() if route.name == "reporting:download")
    address = addresses.of(route, stage.a)
    page = address.rsplit("/", 1)[0] + "/"
    stale(client)
    for said, back in (
        (f"http://testserver{page}?a=1", f"{page}?a=1"),
        ("https://elsewhere.example/x/", "/"),
        ("", "/"),
    ):
        asked = client.get(address, headers={"referer": said})
        assert asked.status_code == 302
        done = client.post("/accounts/confirm/", {"password": PASSWORD, "next": next_of(asked)})
        assert done["Location"] == back
        assert client.get(address).status_code == 200
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = []
        session.save()


def next_of(answer: Any) -> str:
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_test_sees_a_guard_that_is_gone(
    stage: Stage, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutation: a page that does not look at the list asks nobody."""
    monkeypatch.setattr("rjcase.access.pages.step_up.must_ask", lambda request: False)
    reader = Reader(stage, "m")
    stale(reader.client)
    reader.cookies = reader.client.cookies.copy()
    route = next(route for route in grave() if route.name == "cases:grant")
    assert not is_asked(reader.send(addresses.of(route, stage.a), method))
