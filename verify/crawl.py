"""Somebody's browser without a screen: signs in, follows every link of the site, notes every form.

Addresses are told apart by the route they lead to, so that a long list costs no more than a short one.
"""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any

from lxml import html

from verify.report import fail
from verify.scanners import RULES
from verify.site import PASSWORD

# Whom the demo has, from those who see most to nobody at all.
ROLES = (
    *("manager", "facilitator", "admin", "supervisor", "volunteer"),
    *("referrer", "liaison", "commissioner", "operator", ""),
)
# Whom attacking scanners sign in as: each is led to forms that those before are not.
ATTACKERS = ("manager", "facilitator", "referrer", "commissioner", "operator", "")
# Signing out would end the scan; the next two lead away from the site on purpose.
NOT_FOLLOWED = frozenset({"logout", "leave", "end-session", "end-sessions"})
# A case, a file or an agreement shows other links in every stage; whatever else there is, once is enough.
OPEN_ALL = frozenset(
    {
        *("cases:case", "cases:file", "conferences:together", "conferences:process", "conferences:message"),
        *(
            "agreements:agreement",
            "agreements:list",
            "referrals:show",
            "referrals:enquiry",
            "referrals:request",
        ),
        *("cases:passed_on", "cases:request", "cases:uploads", "cases:consents", "assessments:file"),
        *("referrals:agency", "referrals:agency-agreement", "referrals:draft", "operator:schemes"),
    }
)
_SEE_ALL = ("manager", "facilitator", "referrer")


@dataclass(frozen=True)
class Form:
    """A form as it stood on a page: where it goes, how, and what its fields held."""

    route: str
    role: str
    page: str
    action: str
    method: str
    fields: tuple[tuple[str, str], ...]

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """The same form on another page, or of another person, has the same."""
        return (self.route, self.method, tuple(sorted({name for name, _value in self.fields})))


@dataclass
class Visit:
    """What one role came across."""

    role: str
    opened: dict[str, list[str]] = field(default_factory=dict)  # addresses by route
    forms: list[Form] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    name_of: Any = None  # tells the route of an address
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name_of = self.name_of or route_of

    @property
    def reached(self) -> set[str]:
        """The routes of what was opened, and of what a form leads to."""
        return {name.rstrip("?") for name in self.opened} | {form.route for form in self.forms}


def every_route() -> frozenset[str]:
    """The names of all routes there are, by the resolver of the product; Django must be set up."""
    from django.urls import URLPattern, get_resolver

    def walk(resolver: Any, spaces: tuple[str, ...]) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                yield ":".join((*spaces, entry.name or str(entry.pattern)))
            else:
                yield from walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)

    return frozenset(walk(get_resolver(), ()))


def route_of(address: str) -> str:
    """The name of the route an address leads to; "" for none."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(urllib.parse.unquote(urllib.parse.urlsplit(address).path)).view_name
    except Resolver404:
        return ""


def starts(role: str) -> tuple[str, ...]:
    """Where a role begins: the directory, its scheme, and what it has in the address bar."""
    return ("/", "/operator/schemes/") if role == "operator" else ("/", "/northshire/", "/accounts/")


def unled_to() -> dict[str, str]:
    """Routes that no link or form of the demo leads to, each with why (verify/rules/unled_to.json)."""
    known: dict[str, str] = json.loads((RULES / "unled_to.json").read_text())
    return known


class Browser:
    """Cookies and a way to ask; redirects are followed inside the site alone."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, address: str, data: dict[str, str] | None = None) -> tuple[int, str, str, str]:
        """Status, where it ended, kind of content, and the text of it."""
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        asked = urllib.request.Request(urllib.parse.urljoin(self.base, address), data=body)
        try:
            with self.opener.open(asked, timeout=60) as answer:
                kind = answer.headers.get("Content-Type", "")
                text = answer.read().decode(errors="replace") if kind.startswith("text/html") else ""
                return answer.status, answer.geturl(), kind, text
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.geturl(), "", ""

    def sign_in(self, email: str) -> None:
        """Sign in with the password of the demo, as a person does."""
        page = self.ask("/accounts/login/")[3]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            fail("The sign-in page has no token.")
        sent = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        _status, where, _kind, _text = self.ask("/accounts/login/", sent)
        if "/accounts/login" in where:
            fail(f"{email} could not sign in.")

    def cookies(self) -> dict[str, str]:
        """The cookies it holds now."""
        return {each.name: each.value or "" for each in self.jar}


def email_of(role: str) -> str:
    """The account of a role in the demo scheme."""
    return "operator@rjcase.example" if role == "operator" else f"{role}@northshire.example"


def visit(address: str, role: str, *starts: str) -> Visit:
    """Open everything one role of the demo is led to, from the starts; "" is somebody signed out."""
    browser = Browser(address)
    if role:
        browser.sign_in(email_of(role))
    return follow(browser, Visit(role), *starts)


def follow(browser: Browser, found: Visit, *starts: str) -> Visit:
    """Open whatever the starts lead to."""
    waiting, known = deque(starts), set(starts)
    while waiting:
        address = waiting.popleft()
        for link in _open(browser, found, address):
            if link not in known:
                known.add(link)
                waiting.append(link)
    found.cookies = browser.cookies()
    return found


def _open(browser: Browser, found: Visit, address: str) -> list[str]:
    route = found.name_of(address)
    if route in NOT_FOLLOWED or not route:
        return []
    kind = route + ("?" if urllib.parse.urlsplit(address).query else "")
    every = route in OPEN_ALL and found.role in _SEE_ALL
    if kind in found.opened and not every:
        return []
    found.opened.setdefault(kind, []).append(address)
    status, where, _kind, text = browser.ask(address)
    if status >= 500:
        found.faults.append(f"{found.role or 'nobody'} {address} → {status}")
    if not text:
        return []
    at = urllib.parse.urlsplit(where)
    here = at.path + (f"?{at.query}" if at.query else "")
    if found.name_of(here) not in (route, ""):
        found.opened.setdefault(found.name_of(here), []).append(here)
    return list(_read(found, here, text))


def _read(found: Visit, here: str, text: str) -> Iterator[str]:
    tree = html.fromstring(text)
    for link in tree.iter("a"):
        href = urllib.parse.urldefrag(urllib.parse.urljoin(here, link.get("href") or "#")).url
        if href.startswith("/"):
            yield href
    for form in tree.iter("form"):
        action = urllib.parse.urldefrag(urllib.parse.urljoin(here, form.get("action") or here)).url
        method = (form.get("method") or "get").upper()
        fields = tuple(_fields(form))
        found.forms.append(Form(found.name_of(action), found.role, here, action, method, fields))
        if method == "GET":
            yield action


def _fields(form: Any) -> Iterator[tuple[str, str]]:
    """Each name once, with what it holds or a first choice."""
    seen = set()
    for each in form.xpath(".//input | .//select | .//textarea"):
        name = each.get("name")
        if not name or name in seen or each.get("type") in ("submit", "file"):
            continue
        seen.add(name)
        if each.tag == "select":
            options = [option.get("value") or "" for option in each.iter("option")]
            yield name, next((value for value in options if value), "")
        elif each.tag == "textarea":
            yield name, (each.text or "").strip() or "A text"
        else:
            yield name, each.get("value") or "1"
