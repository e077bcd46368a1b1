"""Follows every link that somebody is shown, as they would, and notes those that lead nowhere."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from lxml import html

_MOVED = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.MOVED_PERMANENTLY}
_NOT_OPENED = {"leave"}  # ends the session: whoever follows it is gone
_OTHER = re.compile(r"^(?:mailto:|tel:|[a-z]+://)")


@dataclass
class Crawler:
    """One person's browser. ``found`` are the faults; ``pages`` the addresses by the name of their page.

    Of one kind of page ``most`` are opened (``open_all`` names those opened however many there are), so
    that a long list costs no more than a short one.
    """

    client: Any  # a test client
    most: int = 1
    not_theirs: frozenset[str] = frozenset()  # pages shown to everybody that only some may open
    open_all: frozenset[str] = frozenset()
    found: list[str] = field(default_factory=list)
    pages: Counter[str] = field(default_factory=Counter)

    def crawl(self, *starts: str) -> "Crawler":
        """Open the addresses and whatever can be reached from them; answers itself."""
        waiting = deque((start, "the start") for start in starts)
        known = set(starts)
        while waiting:
            address, source = waiting.popleft()
            for link in self._open(address, source):
                if link not in known:
                    known.add(link)
                    waiting.append((link, address))
        return self

    def _open(self, address: str, source: str) -> list[str]:
        name = self._name(address)
        if name is None:
            self.found.append(f"{address}, linked from {source}, is no page of the product")
            return []
        if self.pages[name] >= (1 if name.endswith("?") else self.most) and name not in self.open_all:
            return []
        self.pages[name] += 1
        if name in _NOT_OPENED or name in self.not_theirs:
            return []
        answer = self.client.get(address)
        if answer.status_code in _MOVED:
            to = answer.headers["Location"]
            return [] if _OTHER.match(to) else [urljoin(address, to)]
        if answer.status_code != HTTPStatus.OK:
            self.found.append(f"{address}, linked from {source}, answers {answer.status_code}")
        elif answer.headers["Content-Type"].startswith("text/html"):
            return list(self._links(address, answer))
        return []

    def _name(self, address: str) -> str | None:
        """The page's name; lists in another order or on another page count by themselves."""
        parts = urlsplit(address)
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
        return match.view_name + ("?" if parts.query else "")

    def _links(self, address: str, answer: Any) -> Iterator[str]:
        tree = html.fromstring(answer.content.decode())
        here = {each.get("id") for each in tree.iter() if isinstance(each.tag, str)}
        for link in tree.iter("a"):
            href = link.get("href")
            if not href:
                self.found.append(f"{address} has a link to nowhere: {link.text_content()!r}")
            elif href.startswith("#"):
                if href[1:] not in here:
                    self.found.append(f"{address} has a link to {href}, which is not on it")
            elif not _OTHER.match(href):
                yield urldefrag(urljoin(address, href)).url
        for form in tree.iter("form"):
            self._check_form(address, form)

    def _check_form(self, address: str, form: Any) -> None:
        """Where a form is sent must be a page; whether it may be sent is for the tests of that page."""
        to = urldefrag(urljoin(address, form.get("action") or address)).url
        if self._name(to) is None:
            self.found.append(f"{address} has a form for {to}, which is no page of the product")
