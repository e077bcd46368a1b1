"""What a person can do with the product, whatever does it for them."""

from collections.abc import Mapping
from typing import Any, Protocol

Answers = Mapping[str, Any]  # by the name of a box: a text, or a list of those to tick


class Hand(Protocol):
    """Opens pages, follows links and presses buttons as one person at a time."""

    @property
    def path(self) -> str:
        """The address of the page that is open, without the server."""

    @property
    def text(self) -> str:
        """The words of the main part of the page, with single spaces."""

    def sign_in(self, email: str) -> None:
        """Go on as somebody: the first time they sign in through the page, then their own browser is open."""

    def visit(self, path: str) -> None:
        """Open an address that must be there."""

    def follow(self, words: str) -> None:
        """Follow the link in the main part with exactly these words, or whose address contains them."""

    def press(self, button: str, answers: Answers | None = None) -> None:
        """Fill in the form that has this button and press it; it must go through."""

    def refused(self, button: str, answers: Answers | None = None) -> None:
        """Fill in the form that has this button and press it; the page must come back with its errors."""
