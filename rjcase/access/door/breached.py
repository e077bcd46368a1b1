"""Passwords that stand in a list of breached ones, which an installation keeps beside the program.

The list is a file of SHA-1 digests in capitals, one a line, in order, each with `:` and a count behind it or
nothing: what the downloader of Have I Been Pwned writes. It is searched where it lies, some forty reads in
however many lines; nothing is ever asked of anybody outside.
"""

import hashlib
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class BreachedPasswordsValidator:
    """Refuses a password of the list (ASVS 6.2.12); without a list, none.

    A list that is named and cannot be read raises OSError: no password is taken unseen.
    """

    def __init__(self, path: str = "") -> None:
        self.path = path

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that somebody has stolen before."""
        if self.path and is_listed(Path(self.path), password):
            raise ValidationError(
                _("This password has been stolen from another service before. Enter another one"),
                code="breached",
            )

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("Your password must not be one that was stolen from another service.")


def is_listed(path: Path, password: str) -> bool:
    """Whether a password is in the list, by halving the file until one line is left."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)  # the line that begins after byte `low` and before `high`
        while low < high:
            middle = (low + high) // 2
            lines.seek(middle)
            if middle:
                lines.readline()  # the rest of a line that began before
            line = lines.readline()
            digest = line[:40].upper()
            if digest == wanted:
                return True
            if line and digest < wanted:
                low = middle + 1
            else:
                high = middle
    return False
