"""The frame of every page: title, navigation, notices, errors, headers."""

import re

import pytest
from django.test import Client, RequestFactory

from rjcase.web import navigation
from rjcase.web.errors import api_errors, csrf_failure, server_error, unavailable


def _title(html: str) -> str:
    return " ".join(re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1].split())  # type: ignore[index]


def test_it_composes_the_title(visitor: Client) -> None:
    calm = visitor.get("/gallery/form/").content.decode()
    wrong = visitor.post("/gallery/form/", {"name": "x"}).content.decode()
    assert _title(calm) == "Log a contact – NS-2026-0142-K – Northshire Restorative Justice"
    assert _title(wrong) == "Error: Log a contact – NS-2026-0142-K – Northshire Restorative Justice"


def test_it_tells_a_passer_by_nothing_in_a_public_title(visitor: Client) -> None:
    assert (
        _title(visitor.get("/gallery/question/").content.decode()) == "What is your date of birth? – RJCase"
    )


@pytest.mark.parametrize(
    "page", ["", "form/", "question/", "case/", "list/", "return/", "settings/", "nowhere/", "broken/"]
)
def test_it_has_one_heading_and_nothing_inline(visitor: Client, page: str) -> None:
    html = visitor.get(f"/gallery/{page}").content.decode()
    assert html.count("<h1") == 1
    assert len(re.findall(r"<script(?![^>]* src=)", html)) == 1
    assert not re.search(r"<style| style=| on[a-z]+=\"", html)


def test_it_says_once_what_was_done(visitor: Client) -> None:
    sent = {"born-day": "5", "born-month": "3", "born-year": "1984"}
    after = visitor.post("/gallery/question/", sent, follow=True).content.decode()
    assert "Your answer was saved" in after
    assert 'role="alert"' in after
    assert "Your answer was saved" not in visitor.get("/gallery/").content.decode()


def test_it_says_whose_file_in_words_and_colour(visitor: Client) -> None:
    html = visitor.get("/gallery/form/").content.decode()
    assert '<p class="app-side app-side--harmed">' in html
    assert "Harmed side" in html
    assert "Jo Bloggs" in html


def test_it_shows_the_sections_of_ones_roles_and_marks_the_present_one(visitor: Client) -> None:
    html = visitor.get("/northshire/cases/").content.decode()
    items = re.findall(
        r'<a class="govuk-service-navigation__link" href="([^"]*)"(?: aria-current="(\w+)")?', html
    )
    assert items == [
        ("/northshire/cases/", "page"),
        ("/northshire/returns/", ""),
    ]


def test_it_marks_the_section_a_deeper_page_lies_in(visitor: Client) -> None:
    html = visitor.get("/northshire/cases/case/").content.decode()
    assert re.findall(r'href="([^"]*)" aria-current="true"', html) == ["/northshire/cases/"]


def test_it_gives_each_role_the_sections_of_the_map() -> None:
    seen = {
        role: [str(item.text) for item in navigation.ITEMS if role in item.roles]
        for role in (
            "facilitator",
            "administrator",
            "manager",
            "supervisor",
            "partner",
            "liaison",
            "commissioner",
            "senior_manager",
            "coordinator",
            "champion",
        )
    }
    assert seen == {
        "facilitator": ["My work", "Cases", "What is due", "Data protection", "My page"],
        "administrator": [
            *("Desk", "Enquiries", "Referrals", "Cases", "What is due"),
            *("Agreements", "Letters", "Agencies", "Retention", "Outbox", "Data protection"),
            "Returns",
        ],
        "manager": [
            *("Overview", "Desk", "Enquiries", "Referrals", "Cases", "What is due"),
            *("Approvals", "Retention", "Outbox", "Data protection"),
            *("Practitioners", "Returns", "Scheme"),
        ],
        "supervisor": [
            *("My work", "Supervision", "Cases", "What is due"),
            *("Open with a reason", "Data protection"),
        ],
        "partner": ["Refer", "Our referrals", "Our agency"],
        "liaison": ["Files open to me"],
        "commissioner": ["Returns"],
        "senior_manager": ["Returns"],
        "coordinator": [
            *("Desk", "Enquiries", "Referrals", "Cases", "What is due"),
            *("Agreements", "Letters", "Agencies", "Data protection"),
        ],
        "champion": ["Refer", "Our referrals", "Our agency"],
    }


def test_it_signs_out_by_a_button_never_a_link(visitor: Client) -> None:
    html = visitor.get("/northshire/cases/").content.decode()
    assert '<form action="/accounts/logout/" method="post">' in html


def test_it_keeps_nothing_on_the_device(visitor: Client) -> None:
    for address in ("/gallery/form/", "/gallery/", "/gallery/nowhere/", "/gallery/broken/", "/healthz"):
        response = visitor.get(address)
        assert response.headers["Cache-Control"] == "no-store", address
        assert "camera=()" in response.headers["Permissions-Policy"]
        assert "'unsafe" not in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"


def test_it_leaves_at_once_and_forgets(visitor: Client) -> None:
    visitor.post("/gallery/question/", {"born-day": "5", "born-month": "3", "born-year": "1984"})
    assert visitor.cookies["session"].value
    response = visitor.get("/leave/")
    assert response.status_code == 302
    assert response.headers["Location"] == "https://www.bbc.co.uk/weather"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not visitor.cookies["session"].value


@pytest.mark.parametrize(("address", "status", "heading"), [
    ("/gallery/nowhere/", 404, "Page not found"),
    ("/gallery/broken/", 500, "There is a problem with this service"),
])  # fmt: skip
def test_it_says_in_plain_words_what_went_wrong(
    visitor: Client, address: str, status: int, heading: str
) -> None:
    response = visitor.get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in html
    assert not re.search(r"please|sorry|traceback|exception|oops", html, re.IGNORECASE)


def test_it_explains_a_form_without_its_token(gallery: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/gallery/question/", {})
    assert response.status_code == 403
    assert "This form was not sent" in response.content.decode()
    assert csrf_failure(RequestFactory().get("/")).status_code == 403


def test_it_asks_to_come_back_when_the_database_is_away(gallery: None) -> None:
    from django.db import OperationalError

    try:
        raise OperationalError("the server is gone: secret detail")
    except OperationalError:
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert "secret detail" not in response.content.decode()
    assert unavailable(RequestFactory().get("/")).status_code == 503


def test_it_answers_even_when_the_page_frame_is_broken(settings: object) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
    response = server_error(RequestFactory().get("/"))
    assert (response.status_code, response.content) == (500, b"There is a problem with this service")


def test_it_marks_a_failed_api_request_so_that_it_is_rolled_back() -> None:
    from rest_framework.exceptions import ValidationError
    from rest_framework.request import Request

    request = Request(RequestFactory().post("/api/v1/referrals/"))
    answer = api_errors(ValidationError({"name": ["Enter name"]}), {"request": request})
    assert answer is not None
    assert answer.status_code == 400
    assert request._request.failed is True
    assert api_errors(RuntimeError("unknown"), {"request": request}) is None
