"""The public pages in Welsh: every text translated, switched on by the scheme, chosen by the visitor."""

import calendar
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import translation
from django.utils.translation import trans_real

from cases.models.case import Face
from referrals.criteria.rules import KINDS, Effect, Rule
from referrals.presenters import progress_words, published
from rjcase.access.permissions import PUBLIC
from tests.referrals.test_self_refer import OFFENDER, VICTIM, Visitor
from tests.world import World
from tools import messages

MONTHS = frozenset(calendar.month_name)
_PLACE = re.compile(r"%\(\w+\)s|%%\(\w+\)[ds]|%\{\w+\}|%%")
# Public, but for people who sign in or were invited: in English.
FOR_MEMBERS = {
    "SignOutPage",
    "ResetPage",
    "StayPage",
    "JoinPage",
    # The partner form itself, for professionals who refer by a link.
    "GuestCheckPage",
    "GuestRemovePage",
    "GuestStepPage",
    "GuestTasksPage",
}
WRONG = {
    "reach": {"phone": "call me", "email": "x", "address": "", "postcode": "1"},
    "careful": {"notes": "x" * 301},
    "name": {"given_names": "x" * 101, "family_name": "\x00"},
    "birth": {"date_of_birth-day": "31", "date_of_birth-month": "2", "date_of_birth-year": "2999"},
    "happened": {"happened": "x" * 6001},
    "when": {"happened_on-day": "1", "happened_on-month": "", "happened_on-year": ""},
    "police": {"reported": "yes", "crime_number": "x" * 41},
    "other": {"known": "yes", "given_names": "x" * 101, "family_name": ""},
    "responsible": {"responsibility": "perhaps"},
    "custody": {"custody": "yes", "custody_place": ""},
    "help": {"needs": "x" * 1001},
    "heard": {"heard_of_us": "nobody"},
}
# Ours, the scheme's and the visitor's own words, which no catalogue holds.
OWN = re.compile(r"English|Cymraeg|RJCase|Northshire.*|[\W\d]+|session|csrf.*|__Host-.*|tel", re.DOTALL)


@pytest.fixture
def catalogue() -> dict[str, str]:
    return messages.read(messages.CATALOGUE.read_text(encoding="utf-8"))


def test_it_has_every_text_of_the_public_pages_in_welsh(catalogue: dict[str, str]) -> None:
    wanted = messages.texts()
    missing = {text: place for text, place in wanted.items() if not catalogue.get(text)}
    assert not missing, f"Run `make messages` and translate: {missing}"
    assert not set(catalogue) - set(wanted) - {""}, "These are in no public page any more"


def test_it_keeps_every_blank_that_is_filled_in(catalogue: dict[str, str]) -> None:
    for text, said in catalogue.items():
        if text:
            assert sorted(_PLACE.findall(text)) == sorted(_PLACE.findall(said)), text
            assert (text[:1] == " ", text[-1:] == " ") == (said[:1] == " ", said[-1:] == " "), text


def test_it_says_that_a_welsh_speaker_has_not_read_it_yet() -> None:
    assert "AWAITING REVIEW" in messages.CATALOGUE.read_text(encoding="utf-8")[:200]


def test_it_has_compiled_the_catalogue_as_it_is(catalogue: dict[str, str]) -> None:
    assert messages.COMPILED.read_bytes() == messages.compiled(catalogue), "Run `make messages`"


def test_it_refuses_a_catalogue_that_it_could_not_compile() -> None:
    for wrong in ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', 'msgid "a"\n\n', 'msgid "a"\nmsgstr "b"\nrubbish\n'):
        with pytest.raises(ValueError, match=r"Line|line"):
            messages.read(wrong)
    twice = 'msgid "a"\nmsgstr "b"\n'
    with pytest.raises(ValueError, match="twice"):
        messages.read(f"{twice}\n{twice}")


def test_every_public_page_is_bilingual_or_for_members() -> None:
    english = {
        view.__name__
        for view in _views(get_resolver().url_patterns)
        if getattr(view, "permission", "") == PUBLIC and not getattr(view, "bilingual", False)
    }
    assert english == FOR_MEMBERS


def _views(patterns: Any) -> Iterator[Any]:
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from _views(each.url_patterns)
        elif view := getattr(each.callback, "view_class", None):
            yield view


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch, catalogue: dict[str, str]) -> None:
    """Begin each Welsh text with a sign, and each that has no translation with another one."""
    said = trans_real.DjangoTranslation.gettext

    def gettext(self: Any, message: str) -> str:
        if not message or self.language() != "cy":
            return str(said(self, message))
        if message in MONTHS:  # Django's own
            return f"§{said(self, message)}"
        return f"§{catalogue[message]}" if catalogue.get(message) else f"¿{message}"

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", gettext)


class Reader(HTMLParser):
    """What a page says, by eye and by ear: its texts, and the attributes that are read out."""

    SAID = ("aria-label", "alt", "title", "placeholder")

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "textarea"):
            self.silent.append(tag)
        for name, value in attrs:
            if name in self.SAID or name.startswith("data-i18n"):
                self.said.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.silent:
            self.said.append(unescape(data.strip()))


def assert_welsh(answer: Any, *own: str) -> None:
    """Everything the page says comes from the Welsh catalogue, but for names and what was typed."""
    html = answer.text
    assert '<html lang="cy"' in html, html[:300]
    reader = Reader()
    reader.feed(html)
    assert "¿" not in html, [text for text in reader.said if "¿" in text]
    english = [
        text for text in reader.said if "§" not in text and not OWN.fullmatch(text) and text not in own
    ]
    assert not english, english


@pytest.fixture
def welsh(world: World) -> World:
    """A scheme that has switched Welsh on."""
    client = Client()
    client.force_login(world.north.manager)
    assert client.post("/northshire/scheme/welsh/", {"has_welsh": "on"}).status_code == 303
    world.north.scheme.refresh_from_db()
    return world


def visitor_of(world: World) -> Visitor:
    """A visitor who has chosen Welsh."""
    visitor = Visitor(world.north)
    visitor.client.get("/northshire/?language=cy")
    return visitor


@pytest.mark.django_db
def test_no_public_page_says_anything_in_english(
    welsh: World, marked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visitor_of(welsh)
    client = visitor.client
    for address in ("", "how-to-refer/", "how-it-works/", "glossary/", "glossary/?q=%C2%A7", "self-refer/"):
        answer = client.get(f"/northshire/{address}")
        assert answer.status_code == 200
        assert_welsh(answer)
    for address in ("/", "/about/privacy/", "/about/cookies/", "/about/accessibility/"):
        assert_welsh(client.get(address), welsh.south.scheme.name)
    visitor.start()
    assert_welsh(client.get(visitor.url("safety")))
    assert_welsh(client.get(visitor.url("else")))
    assert_welsh(client.get(visitor.step("nowhere")))
    assert client.get(visitor.step("nowhere")).status_code == 404
    monkeypatch.setattr("referrals.pages.visitor.take", lambda *_limits: False)
    assert_welsh(welsh_browser().post("/northshire/self-refer/"))


@pytest.mark.django_db
def test_no_page_of_a_guest_or_of_signing_in_is_in_english(welsh: World, marked: None) -> None:
    address, here = "gwen@heddlu.example", "/northshire/refer"
    client = welsh_browser()
    ask = f"{here}/without-account/"
    for page in (ask, f"{here}/for/{welsh.north.agency.pk}/"):
        assert_welsh(client.get(page), welsh.north.agency.name)
        assert_welsh(client.post(page, {"email": "gwen"}), welsh.north.agency.name)
    assert_welsh(client.post(ask, {"email": address}, follow=True))
    assert_welsh(client.get(f"{here}/link/nothing/"))
    assert_welsh(client.post(f"{here}/link/nothing/"))
    assert_welsh(client.get(f"{ask}left/"))
    assert_welsh(client.get(f"{here}/once/progress/"))
    for _try in range(3):
        slow = client.post(ask, {"email": address})
    assert slow.status_code == 429
    assert_welsh(slow)
    for page in ("/accounts/login/", "/accounts/forgot/", "/accounts/forgot/sent/"):
        assert_welsh(client.get(page))
    assert_welsh(client.post("/accounts/login/", {"login": "", "password": ""}))
    assert_welsh(client.post("/accounts/login/", {"login": address, "password": "x"}))
    assert_welsh(client.post("/accounts/forgot/", {"login": "gwen"}))
    with translation.override("cy"):
        for face in Face:
            assert "§" in "".join(progress_words(face, "outside_area"))


def welsh_browser() -> Client:
    """A browser whose owner prefers Welsh and has chosen nothing here."""
    return Client(HTTP_ACCEPT_LANGUAGE="cy-GB,cy;q=0.9,en;q=0.5")


@pytest.mark.django_db
@pytest.mark.parametrize("pages", [VICTIM, OFFENDER], ids=["victim", "offender"])
def test_no_question_nor_error_is_in_english(
    welsh: World, marked: None, pages: dict[str, dict[str, Any]]
) -> None:
    visitor = visitor_of(welsh)
    every = pages | {
        "safe": {"ways": ["may_phone", "may_email", "may_write"]},
        "reach": {"phone": "07700 900 982", "email": "h@example.org", "address": "1 Road"},
    }
    visitor.start()
    address = visitor.step("who")
    typed = {"Hana", "Quillfeather", "Rob", "Thistlewood", "call me"}
    while address != visitor.url("check"):
        key = address.rstrip("/").rpartition("/")[2]
        assert_welsh(visitor.client.get(address), *typed)
        assert_welsh(visitor.client.post(address, {}) if key not in OPTIONAL else visitor.client.get(address))
        if key in WRONG:
            wrong = visitor.client.post(address, WRONG[key])
            assert wrong.status_code == 200, key
            assert_welsh(wrong, *typed)
        address = visitor.client.post(address, every[key])["Location"]
    visitor.client.post(visitor.step("birth"), {})
    assert_welsh(visitor.send(), *_values(every))
    visitor.client.post(visitor.step("birth"), every["birth"])
    assert_welsh(visitor.client.get(visitor.url("check")), *_values(every))
    visitor.send()
    sent = visitor.client.get(visitor.url("sent"))
    code = re.search(r"<strong>(.*?)</strong>", sent.text)
    assert code
    assert_welsh(sent, code[1])
    assert_welsh(welsh_browser().get(visitor.step("name")))


OPTIONAL = {"careful", "when", "help", "heard"}


def _values(pages: dict[str, dict[str, Any]]) -> set[str]:
    return {str(value) for page in pages.values() for value in page.values()} | {"1 Mai 1980"}


@pytest.mark.django_db
def test_every_criterion_can_be_published_in_welsh(marked: None) -> None:
    with translation.override("cy"):
        for kind in KINDS:
            for effect in Effect:
                rule = Rule(kind=kind, effect=effect, milder=True, values=("zz",), also=("zz",), age=3)
                ((lead, clauses),) = published([rule])
                assert str(lead).startswith("§"), kind
                assert "§" in clauses[0], kind
                assert "¿" not in clauses[0], kind


@pytest.mark.django_db
def test_it_speaks_welsh_only_where_the_scheme_has_it_on(world: World, client: Client) -> None:
    def language(address: str, browser: Client) -> str:
        found = re.search('<html lang="([^"]+)"', browser.get(address).text)
        return found[1] if found else ""

    off = Client()
    assert language("/northshire/?language=cy", off) == "en-gb"
    assert "app-languages" not in off.get("/northshire/").text
    client.force_login(world.north.manager)
    client.post("/northshire/scheme/welsh/", {"has_welsh": "on", "about_welsh": "Croeso <b>i bawb</b>"})
    visitor = Client()
    assert language("/northshire/", visitor) == "en-gb"
    assert language("/northshire/?language=cy", visitor) == "cy"
    assert language("/northshire/how-it-works/", visitor) == "cy"
    page = visitor.get("/northshire/").text
    assert '<a class="govuk-link"' in page.partition("app-languages")[2]
    assert 'hreflang="en-gb"' in page
    assert 'href="?language=en-gb"' in page
    assert re.search(r'lang="cy"[^>]*>Croeso &lt;b&gt;i bawb', page)
    assert language("/southshire/", visitor) == "en-gb"
    assert language("/", visitor) == "cy"
    assert language("/northshire/?language=xx&language=<script>", visitor) == "cy"
    assert language("/northshire/?language=en-gb", visitor) == "en-gb"
    assert language("/northshire/", visitor) == "en-gb"
    for wanted, answered in (("cy", "cy"), ("en-GB,cy;q=0.5", "en-gb"), ("fr,cy;q=0.3", "cy"), ("", "en-gb")):
        assert language("/northshire/", Client(HTTP_ACCEPT_LANGUAGE=wanted)) == answered
    office = Client(HTTP_ACCEPT_LANGUAGE="cy")
    office.force_login(world.north.manager)
    assert language("/northshire/scheme/", office) == "en-gb"
    assert language("/accounts/login/", Client(HTTP_ACCEPT_LANGUAGE="cy")) == "cy"


@pytest.mark.django_db
def test_it_writes_dates_and_our_own_texts_in_their_language(welsh: World, client: Client) -> None:
    client.force_login(welsh.north.manager)
    typed = {"name": "Northshire RJ", "about": "We listen.", "complaints": "Write to us."}
    client.post("/northshire/scheme/profile/", typed)
    page = welsh_browser().get("/northshire/").text
    assert re.search(r'lang="en-gb"[^>]*>We listen\.', page)
    visitor = visitor_of(welsh)
    visitor.start()
    visitor.client.post(visitor.step("who"), {"who": "harmed"})
    birth = {"date_of_birth-day": "5", "date_of_birth-month": "Mawrth", "date_of_birth-year": "1980"}
    assert visitor.client.post(visitor.step("birth"), birth).status_code == 303
    assert "5 Mawrth 1980" in visitor.client.get(visitor.url("check")).text


@pytest.mark.django_db
def test_it_keeps_for_staff_what_a_welsh_visitor_sent_in_english(welsh: World) -> None:
    from cases.models import SourcePaper

    visitor = visitor_of(welsh)
    visitor.answer(VICTIM)
    visitor.send()
    with welsh.north.at("manager"):
        texts = set(SourcePaper.objects.values_list("text", flat=True))
    assert "The police know about it" in texts
    assert not any("heddlu" in text for text in texts)


@pytest.mark.django_db
def test_it_forgets_the_language_on_the_way_out(welsh: World) -> None:
    visitor = visitor_of(welsh)
    assert '<html lang="cy"' in visitor.client.get("/northshire/").text
    visitor.client.get("/leave/")
    assert '<html lang="en-gb"' in visitor.client.get("/northshire/").text
