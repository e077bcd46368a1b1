"""A hand that reads the HTML and sends what a browser would, without starting one."""

from typing import Any
from urllib.parse import urljoin

from django.test import Client
from lxml import html

from tests.journeys.hand import Answers
from tests.world import PASSWORD


class HttpHand:
    """Sends each form with everything that stands in it, as a browser does, and no field it lacks."""

    def __init__(self) -> None:
        self.client = Client()
        self.path = ""
        self._page: Any = None
        self._signed_in: dict[str, Client] = {}

    @property
    def text(self) -> str:
        """The words of the main part of the page."""
        return " ".join(self._main().text_content().split())

    def sign_in(self, email: str) -> None:
        """Sign in through the page, in a fresh browser; whoever comes again finds theirs still open."""
        if email in self._signed_in:
            self.client = self._signed_in[email]
            return
        self.client = self._signed_in[email] = Client()
        self.visit("/accounts/login/")
        self.press("Sign in", {"login": email, "password": PASSWORD})

    def visit(self, path: str) -> None:
        """Open an address."""
        self._show(self.client.get(path, follow=True), path)

    def follow(self, words: str) -> None:
        """Follow a link of the main part."""
        links = self._main().xpath(".//a[@href]")
        found = [link for link in links if " ".join(link.text_content().split()) == words]
        found = found or [link for link in links if words in link.get("href")]
        assert found, f"{self.path} has no link “{words}”: {[link.get('href') for link in links]}"
        self.visit(urljoin(self.path, found[0].get("href")))

    def press(self, button: str, answers: Answers | None = None) -> None:
        """Send the form of a button; no error may come back."""
        self._send(button, answers or {})
        assert "There is a problem" not in self.text, f"{self.path}: {self._problems()}"

    def refused(self, button: str, answers: Answers | None = None) -> None:
        """Send the form of a button; an error must come back."""
        self._send(button, answers or {})
        assert "There is a problem" in self.text, f"{self.path}: {self.text[:500]}"

    def download(self, path: str) -> bytes:
        """Fetch a PDF."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        assert answer.headers["Content-Type"] == "application/pdf"
        return bytes(answer.content)

    def _main(self) -> Any:
        return self._page.xpath("//main")[0]

    def _problems(self) -> str:
        (summary, *_more) = self._page.find_class("govuk-error-summary") or [self._main()]
        return " ".join(summary.text_content().split())[:1500]

    def _show(self, answer: Any, path: str) -> None:
        if answer.redirect_chain:
            path = urljoin(path, answer.redirect_chain[-1][0])
        assert answer.status_code == 200, (path, answer.status_code)
        self.path = path.partition("?")[0].partition("#")[0]
        self._page = html.fromstring(answer.content.decode())

    def _send(self, button: str, answers: Answers) -> None:
        pressed = self._button(button)
        form = next(pressed.iterancestors("form"))
        sent: dict[str, list[str]] = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        known = {field.get("name") for field in form.iter("input", "select", "textarea")}
        unknown = set(answers) - known
        assert not unknown, f"The form of {self.path} does not ask {sorted(unknown)}: {sorted(known)}"
        sent |= {name: value if isinstance(value, list) else [value] for name, value in answers.items()}
        if pressed.get("name"):
            sent[pressed.get("name")] = [pressed.get("value", "")]
        to = urljoin(self.path, form.get("action") or "")
        self._show(self.client.post(to, sent, follow=True), to)

    def _button(self, words: str) -> Any:
        buttons = self._main().xpath(".//form//button")
        found = [each for each in buttons if " ".join(each.text_content().split()) == words]
        said = [" ".join(each.text_content().split()) for each in buttons]
        assert found, f"{self.path} has no button “{words}”: {said}: {self.text[:1500]}"
        return found[0]
