"""What somebody with a proxy and an afternoon tries on every address there is."""

import json
import os
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from rjcase.access.models import AccountMail
from rjcase.tenancy.models import RESERVED_SLUGS
from tests.referrals.test_api import BODY, System, let_in
from tests.web.test_every_route import address, faults, routes
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
ODD = ("%00", "%2e%2e%2fetc%2fpasswd", "%EF%BC%87%20or%201%3D1--", "9" * 400, "%F0%9F%92%A9", "%ED%A0%80")
FILTERS = (
    "q",
    "page",
    "sort",
    "next",
    "side",
    "from",
    "to",
    "period",
    "year",
    "team",
    "area",
    "status",
    "kind",
)
SENT_BY_A_TOKEN = {"referrals-api:referrals", "referrals-api:referral", "csp-report"}
ENDS = {"/leave/", "/accounts/logout/"}
WHOLE = bool(os.environ.get("RJCASE_WHOLE_MATRIX"))  # else every eighth address
ELSEWHERE = (
    *("//evil.example", "/\\evil.example", "\\\\evil.example", "///evil.example", "https:evil.example"),
    *(
        "javascript:alert(1)",
        "/\t/evil.example",
        "http://testserver@evil.example",
        "https://testserver.evil.example",
    ),
    *("//evil.example%2f@testserver", "http:///evil.example", "data:text/html,x"),
)


def every_path(world: World) -> list[str]:
    return sorted({address(route, world.case.reference) for route in routes(get_resolver())})


def test_every_form_of_every_page_wants_its_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.north.manager)
    taken = []
    for number, path in enumerate(every_path(world)):
        if resolve(path).view_name in SENT_BY_A_TOKEN or (number % 8 and not WHOLE):
            continue
        answer = client.post(path, {"csrfmiddlewaretoken": "x" * 64} if number % 16 else {})
        if answer.status_code not in (403, 405):
            taken.append((path, answer.status_code))
    assert taken == []
    assert client.get("/accounts/").status_code == 200, "still signed in: nobody could sign them out either"


def test_nothing_falls_over_whatever_stands_in_an_address(world: World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.north.manager)
    fell = []
    for number, route in enumerate(sorted(set(routes(get_resolver())))):
        odd, plain = ODD[number % len(ODD)], address(route, world.case.reference)
        if plain in ENDS or (number % 8 and not WHOLE):
            continue
        paths = [f"{plain}?{'&'.join(f'{name}={odd}' for name in FILTERS)}"]
        if "<str:" in route:
            paths.append(address(re.sub(r"<str:\w+>", odd, route), odd))
        fell += [path[:150] for path in paths if client.get(path).status_code >= 500]
    assert fell == []


@pytest.mark.parametrize("where", ELSEWHERE)
def test_no_page_leads_to_another_site(world: World, where: str) -> None:
    sent = {"login": "manager@northshire.example", "password": PASSWORD, "next": where}
    answer = Client().post("/accounts/login/", sent)
    assert answer.headers["Location"] == "/"
    client = Client()
    client.force_login(world.north.manager)
    assert client.get("/accounts/login/", {"next": where}).headers["Location"] == "/"
    for page in ("/accounts/confirm/", "/accounts/second-step/", "/accounts/second-step/app/"):
        said = client.get(page, {"next": where})
        assert "evil" not in said.content.decode() + said.headers.get("Location", ""), page
        assert "evil" not in client.post(page, {"next": where, "password": PASSWORD}).headers.get(
            "Location", ""
        )


def test_it_answers_to_its_own_name_alone(world: World, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["rj.example"]
    tried: tuple[dict[str, Any], ...] = (
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "rj.example", "HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_HOST": "rj.example:80@evil.example"},
        {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "rj.example"},
    )
    for headers in tried:
        answer = Client(raise_request_exception=False).get("/accounts/login/", **headers)
        assert "evil" not in answer.content.decode()
        assert answer.status_code == (200 if headers["HTTP_HOST"] == "rj.example" else 400)
        assert [fault for fault in faults("/", answer) if "of no known kind" not in fault] == []


def post_api(system: System, body: bytes | str, kind: str = "application/json") -> Any:
    return system.client.generic(
        "POST", "/api/v1/referrals/", body, kind,
        headers={"Authorization": f"Bearer {system.token}", "Idempotency-Key": "by-hand-0001"},
    )  # fmt: skip


def test_the_api_reads_a_body_in_one_way_and_never_falls_over(world: World) -> None:
    system = let_in(world.north)
    system.client.raise_request_exception = False
    whole = json.dumps(BODY)
    twice = whole.replace('"referrer"', '"referrer": {}, "referrer"', 1)
    for body in (
        *(twice, "[" * 200_000, '{"a":' * 50_000, "", "NaN", '{"victims": [1e999999]}', b"\xff\xfe{}"),
        *("null", '"x"', "9" * 5000, '{"referrer": "\\u0000\\ud800"}', '{"victims": [' + "[]," * 9 + "[]]}"),
        *(
            '{"offence": {"subgroup": "\\u0000"}}',
            '{"start": {"explained": [[[]]]}}',
            '{"victims": {"a": 1}}',
        ),
    ):
        answer = post_api(system, body)
        assert answer.status_code == 400, (body[:40], answer.status_code, answer.content[:200])
        assert answer.headers["Content-Type"] == "application/json"
    assert post_api(system, " " * 1_000_001).status_code == 413
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/xml", ""):
        assert post_api(system, whole, kind).status_code in (400, 415), kind
    assert "Send each name of an object once" in post_api(system, twice).content.decode()
    assert post_api(system, whole).status_code == 201


def test_a_body_that_is_far_too_large_is_not_read(world: World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.north.manager)
    for sent in (f"login={'x' * 3_000_000}", "&".join(f"field{number}=x" for number in range(2000))):
        answer = client.post("/accounts/forgot/", sent, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (400, 413)
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "typed",
    [
        "manager@northsh\u0131re.example",  # the dotless i
        "\uff4danager@northshire.example",  # a wide m
        "MANAGER@NORTHSHIRE.EXAMPLE\u200b",
        "manager@northshire.example\x00",
        "manager@northshire.example, evil@evil.example",
        "manager@northshire.example\r\nBcc: evil@evil.example",
    ],
)
def test_no_trick_of_spelling_reaches_the_account_of_another(world: World, typed: str) -> None:
    known = AccountMail.objects.count()
    client = Client(raise_request_exception=False)
    answer = client.post("/accounts/login/", {"login": typed, "password": PASSWORD})
    assert answer.status_code == 200, "not signed in"
    assert "_auth_user_id" not in client.session
    client.post("/accounts/forgot/", {"login": typed})
    for row in AccountMail.objects.all()[known:]:
        assert "\n" not in row.email
        assert row.email != "manager@northshire.example"


def test_no_scheme_can_take_an_address_of_the_installation() -> None:
    heads = {route.partition("/")[0] for route in routes(get_resolver())}
    fixed = {head.lstrip(".") for head in heads if head and "<" not in head}
    assert {"accounts", "csp-report", "well-known"} <= fixed
    assert fixed <= RESERVED_SLUGS
