"""A hand that clicks and types in Chromium, and may look closely at every page it comes to."""

from typing import Any
from urllib.parse import urljoin

from django.urls import resolve
from playwright.sync_api import Locator, Page

from tests.browser.checks import assert_page_is_fit
from tests.journeys.hand import Answers
from tests.world import PASSWORD

_PATIENCE = 60_000  # milliseconds; many may share two cores
# Sent as they open these go through, so they show no error.
_GO_THROUGH = {"referrals:register", "conferences:plan", "conferences:write-up", "conferences:open"}
_GO_THROUGH |= {"assessments:record_needs", "agreements:start", "agreements:close-case"}
_NAMES_AND_KINDS = "all => all.map(box => [box.name, box.tagName === 'SELECT' ? 'select' : box.type])"
# Kinds of pages judged and pictured once in a run, whichever stage comes to them first.
_seen: set[str] = set()


class BrowserHand:
    """With ``looks`` each kind of page must be fit once as it opens, in error and filled in."""

    def __init__(self, page: Page, base_url: str, *, looks: bool = False) -> None:
        self.page, self.base_url, self.looks = page, base_url, looks
        self._signed_in: dict[str, Any] = {}
        page.set_default_timeout(_PATIENCE)

    @property
    def path(self) -> str:
        """The address of the open page."""
        return self.page.url.removeprefix(self.base_url).partition("?")[0].partition("#")[0]

    @property
    def text(self) -> str:
        """The words of the main part of the page."""
        return " ".join((self.page.locator("main").text_content() or "").split())

    def sign_in(self, email: str) -> None:
        """Sign in through the page, in a browser that knows nobody; later as by a browser of their own."""
        self.page.context.clear_cookies()
        if email in self._signed_in:
            self.page.context.add_cookies(self._signed_in[email])
            return
        self.visit("/accounts/login/")
        self.press("Sign in", {"login": email, "password": PASSWORD})
        self._signed_in[email] = self.page.context.cookies()

    def visit(self, path: str) -> None:
        """Open an address."""
        answer = self.page.goto(urljoin(self.base_url, path))
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        self._look()

    def follow(self, words: str) -> None:
        """Click a link of the main part."""
        links = self.page.locator("main a[href]")
        known = links.evaluate_all("all => all.map(a => [a.textContent, a.getAttribute('href')])")
        found = [n for n, (text, _to) in enumerate(known) if " ".join(text.split()) == words]
        found = found or [n for n, (_text, to) in enumerate(known) if words in to]
        assert found, f"{self.path} has no link “{words}”: {known}"
        with self.page.expect_navigation():
            links.nth(found[0]).click()
        self._look()

    def press(self, button: str, answers: Answers | None = None) -> None:
        """Fill in and press; no error may come back."""
        if answers and self._is_new("error") and self._view() not in _GO_THROUGH:
            self._click(button)
            assert "There is a problem" in self.text, self.path
            self._look("error")
        self._fill(answers or {})
        if answers:
            self._look("filled")
        self._click(button)
        assert "There is a problem" not in self.text, f"{self.path}: {self.text[:1500]}"
        self._look()

    def refused(self, button: str, answers: Answers | None = None) -> None:
        """Fill in and press; an error must come back."""
        self._fill(answers or {})
        self._click(button)
        assert "There is a problem" in self.text, f"{self.path}: {self.text[:500]}"
        self._look("error")

    def _click(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main form").get_by_role("button", name=button, exact=True).first.click()

    def _fill(self, answers: Answers) -> None:
        kinds: dict[str, list[str]] = {}
        for name, kind in self.page.locator("main [name]").evaluate_all(_NAMES_AND_KINDS) if answers else ():
            kinds.setdefault(name, []).append(kind)
        for name, value in answers.items():
            assert name in kinds, f"{self.path} does not ask “{name}”: {sorted(kinds)}"
            box = self.page.locator(f'main [name="{name}"]')
            for one in value if isinstance(value, list) else [value]:
                self._answer(box, kinds[name], one)

    def _answer(self, box: Locator, kinds: list[str], value: str) -> None:
        kind = kinds[0]
        if kind in ("radio", "checkbox"):
            # A box that is alone says "on" and has no value of its own.
            (box if len(kinds) == 1 else box.and_(self.page.locator(f'[value="{value}"]'))).check()
        elif kind == "select":
            box.select_option(value)
        elif value:
            box.fill(value)

    # --- Looking closely ------------------------------------------------------------------------
    def _view(self) -> str:
        match = resolve(self.path)
        step = match.kwargs.get("step", "")
        return f"{match.view_name}-{step}" if step else match.view_name

    def _is_new(self, state: str) -> bool:
        return self.looks and self._name(state) not in _seen

    def _name(self, state: str) -> str:
        return "-".join(filter(None, [self._view().replace(":", "-").replace("_", "-"), state]))

    def _look(self, state: str = "") -> None:
        """Judge a page the first time it is met in this state; only opened pages have pictures taken."""
        if not self._is_new(state):
            return
        name = self._name(state)
        _seen.add(name)
        assert_page_is_fit(self.page, "" if state else name)

    def look_at(self, path: str, name: str) -> None:
        """Open an address and judge it under a name of its own, however often such a page was met."""
        self.page.goto(urljoin(self.base_url, path))
        assert_page_is_fit(self.page, name)
