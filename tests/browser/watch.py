"""What a page's console says and what the server sent for it, kept while a test runs."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from playwright.sync_api import ConsoleMessage, Page, Response


@dataclass
class _Seen:
    messages: list[str] = field(default_factory=list)
    document: Response | None = None


_seen: "WeakKeyDictionary[Page, _Seen]" = WeakKeyDictionary()


def start(page: Page) -> None:
    """Keep everything that `page` says from now on."""
    seen = _seen[page] = _Seen()

    def on_console(message: ConsoleMessage) -> None:
        # Chromium also writes here that the page itself answered with an error code, which tests ask for.
        of_the_page = seen.document is not None and message.location.get("url") == seen.document.url
        if message.text.startswith("Clear-Site-Data header"):  # it did as it was told
            return
        if not (of_the_page and "the server responded with a status of" in message.text):
            seen.messages.append(f"{message.type}: {message.text}")

    def on_response(response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == page.main_frame:
            seen.document = response

    page.on("console", on_console)
    page.on("pageerror", lambda error: seen.messages.append(f"uncaught: {error}"))
    page.on("response", on_response)


def console(page: Page) -> list[str]:
    """What the console said so far."""
    return list(_seen[page].messages)


def source(page: Page) -> str:
    """The HTML as the server sent it, before any script touched it."""
    document = _seen[page].document
    if document is None:
        raise AssertionError("The page has not been opened yet.")
    return document.text()
