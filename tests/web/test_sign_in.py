"""The front door."""

import re
from typing import Any

import pytest
from django.test import Client

from rjcase.access.models import Membership
from rjcase.kernel.clock import today
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def without_token(content: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", content)


def test_it_lets_a_member_in_and_leads_home(world: World, client: Client) -> None:
    response = sign_in(client, "Facilitator@northshire.example")
    assert (response.status_code, response["Location"]) == (303, "/")
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (303, "/northshire/home/")


def test_it_says_the_same_for_a_wrong_password_and_an_unknown_address(world: World, client: Client) -> None:
    known = sign_in(client, "facilitator@northshire.example", "not this one").content.decode()
    unknown = sign_in(client, "facilitator@nowhere.example", "not this one").content.decode()
    assert "E-mail address or password is not right" in known
    assert known.replace("northshire", "nowhere").count("govuk-error") == unknown.count("govuk-error")


def test_it_keeps_nobody_who_left(world: World, client: Client) -> None:
    with world.north.at("manager"):
        Membership.objects.filter(user=world.north.facilitator).update(ends_on=today().replace(year=2020))
    client.force_login(world.north.facilitator)
    assert client.get("/northshire/home/").status_code == 404


def test_it_goes_where_the_person_wanted_but_never_to_another_site(world: World, client: Client) -> None:
    response = sign_in(client, "manager@northshire.example", next="/northshire/cases/")
    assert response["Location"] == "/northshire/cases/"
    client.logout()
    response = sign_in(client, "manager@northshire.example", next="https://elsewhere.example/")
    assert response["Location"] == "/"


def test_it_signs_out_by_post_only(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").status_code == 303
    assert "_auth_user_id" not in client.session


def test_it_answers_alike_for_no_scheme_and_not_my_scheme(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    mine, nowhere = client.get("/southshire/home/"), client.get("/nowhere/home/")
    assert mine.status_code == nowhere.status_code == 404
    assert without_token(mine.content) == without_token(nowhere.content)
    assert dict(mine.headers) == dict(nowhere.headers)


def test_it_asks_a_stranger_to_sign_in_whether_or_not_the_scheme_exists(world: World, client: Client) -> None:
    for slug in ("northshire", "nowhere"):
        response = client.get(f"/{slug}/home/")
        assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next=/{slug}/home/")


def test_it_lists_the_schemes_that_wish_to_be(world: World, client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Northshire" in page
    assert "Southshire" in page


def test_it_changes_a_password_and_ends_other_sessions(world: World, client: Client) -> None:
    other = Client()
    client.force_login(world.north.manager)
    other.force_login(world.north.manager)
    wrong = client.post("/accounts/password/", {"old": "no", "new": "short"})
    assert "Current password is not right" in wrong.content.decode()
    done = client.post("/accounts/password/", {"old": PASSWORD, "new": "another fine passphrase"})
    assert done.status_code == 303
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302
