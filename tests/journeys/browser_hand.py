"""A hand that clicks and types in Chromium."""

from urllib.parse import urljoin

from playwright.sync_api import Locator, Page

from tests.journeys.hand import Answers
from tests.world import PASSWORD

_PATIENCE = 60_000  # milliseconds; many may share two cores


class BrowserHand:
    """Clicks the very links and buttons, so what cannot be seen or reached fails."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.page, self.base_url = page, base_url
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
        """Sign in through the page, in a browser that knows nobody."""
        self.page.context.clear_cookies()
        self.visit("/accounts/login/")
        self.press("Sign in", {"login": email, "password": PASSWORD})

    def visit(self, path: str) -> None:
        """Open an address."""
        answer = self.page.goto(urljoin(self.base_url, path))
        assert answer is not None
        assert answer.status == 200, (path, answer.status)

    def follow(self, words: str) -> None:
        """Click a link of the main part."""
        links = self.page.locator("main a[href]")
        known = links.evaluate_all("all => all.map(a => [a.textContent, a.getAttribute('href')])")
        found = [n for n, (text, _to) in enumerate(known) if " ".join(text.split()) == words]
        found = found or [n for n, (_text, to) in enumerate(known) if words in to]
        assert found, f"{self.path} has no link “{words}”: {known}"
        with self.page.expect_navigation():
            links.nth(found[0]).click()

    def press(self, button: str, answers: Answers | None = None) -> None:
        """Fill in and press; no error may come back."""
        self._fill(answers or {})
        self._click(button)
        assert "There is a problem" not in self.text, f"{self.path}: {self.text[:1500]}"

    def refused(self, button: str, answers: Answers | None = None) -> None:
        """Fill in and press; an error must come back."""
        self._fill(answers or {})
        self._click(button)
        assert "There is a problem" in self.text, f"{self.path}: {self.text[:500]}"

    def _click(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main form").get_by_role("button", name=button, exact=True).first.click()

    def _fill(self, answers: Answers) -> None:
        for name, value in answers.items():
            box = self.page.locator(f'main [name="{name}"]')
            kind = box.first.evaluate("box => box.tagName === 'SELECT' ? 'select' : box.type")
            for one in value if isinstance(value, list) else [value]:
                self._answer(box, kind, one)

    def _answer(self, box: Locator, kind: str, value: str) -> None:
        if kind in ("radio", "checkbox"):
            # A box that is alone says "on" and has no value of its own.
            (box if box.count() == 1 else box.and_(self.page.locator(f'[value="{value}"]'))).check()
        elif kind == "select":
            box.select_option(value)
        elif value:
            box.fill(value)
