"""References people read out: the case reference, and the receipt code shown outside staff pages.

A case reference is `<PREFIX>-<YEAR>-<SERIAL>-<CHECK LETTER>`, as in NOR-2026-0142-Y:

- prefix: the scheme's own, 2 to 5 letters A to Z;
- year: four digits;
- serial: counts up within scheme and year from 1, at least four digits, at most 999999;
- check letter: with n = (year mod 100) * 1000000 + serial, the letter at position n mod 23
  (counted from 0) of ZABCDEFGHJKLMNPQRTUVWXY. The prefix takes no part.

A case reference can be counted up, so it is for staff and letters. Anybody else is given a receipt
code, which is random.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.checkletter import check_letter

PREFIX = re.compile(r"[A-Z]{2,5}")
MAX_SERIAL = 999_999

_REFERENCE = re.compile(r"([A-Z]{2,5})((?:19|20)[0-9]{2})([0-9]{4,6})([A-Z])")
_SPACED_REFERENCE = re.compile(r"([A-Z]{2,5})-?((?:19|20)[0-9]{2})-([0-9]{1,6})-?([A-Z])")

# No vowels, so that no word appears; nothing that can be taken for another: 0 O, 1 I L, 2 Z, 5 S, 8 B.
RECEIPT_ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
_RECEIPT_GROUPS, _RECEIPT_GROUP = 4, 4


class CaseReferenceError(ValidationError):
    """A reference that cannot be read. `code` is `format` or `check_letter`; `message` is for the reader."""


@dataclass(frozen=True, order=True)
class CaseReference:
    """The parts of a case reference. As a string it is the reference itself, check letter included."""

    prefix: str
    year: int
    serial: int

    @property
    def check(self) -> str:
        """The check letter that belongs to this year and serial."""
        return check_letter(self.year % 100 * 1_000_000 + self.serial)

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.serial:04d}-{self.check}"


def format_reference(prefix: str, year: int, serial: int) -> str:
    """The case reference for a scheme's prefix, a four-digit year and a serial from 1 to 999999.

    Raises `ValueError` for parts that no reference can hold.
    """
    if not PREFIX.fullmatch(prefix):
        raise ValueError("The prefix of a case reference is 2 to 5 letters A to Z.")
    if not 1900 <= year <= 2099:
        raise ValueError("The year of a case reference lies between 1900 and 2099.")
    if not 1 <= serial <= MAX_SERIAL:
        raise ValueError("The serial of a case reference lies between 1 and 999999.")
    return str(CaseReference(prefix, year, serial))


def parse_reference(text: str) -> CaseReference:
    """Read a case reference as people type it: lower case, spaces or any dashes, or none.

    Leading zeros of the serial may be missing where dashes or spaces keep it apart from the year.
    Raises `CaseReferenceError`: `format` when it has not the shape of a reference, `check_letter`
    when the check letter does not belong to the number.
    """
    typed = re.sub(r"[\s\W_]+", "-", unicodedata.normalize("NFKC", text).strip()).strip("-").upper()
    found = _SPACED_REFERENCE.fullmatch(typed) or _REFERENCE.fullmatch(typed.replace("-", ""))
    if found is None or int(found[3]) == 0:
        raise CaseReferenceError(
            _("Enter a case reference in the form ABC-2026-0142-Y"),
            code="format",
        )
    reference = CaseReference(found[1], int(found[2]), int(found[3]))
    if reference.check != found[4]:
        raise CaseReferenceError(
            _("Check the case reference: its last letter does not belong to the number before it"),
            code="check_letter",
        )
    return reference


def receipt_code() -> str:
    """A new random code such as R-7KQ2-M9XD-4TRC-W3HN, for anything shown outside staff pages.

    It carries 74 bits from the system's secure source, so it cannot be guessed or counted up.
    """
    groups = (
        "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(_RECEIPT_GROUP))
        for _ in range(_RECEIPT_GROUPS)
    )
    return "-".join(("R", *groups))


def parse_receipt_code(text: str) -> str:
    """The stored form of a receipt code as somebody typed it: any case, spaces or dashes, R or not.

    Raises `CaseReferenceError` when it has not the shape of a receipt code.
    """
    typed = re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFKC", text)).upper()
    length = _RECEIPT_GROUPS * _RECEIPT_GROUP
    body = typed[1:] if len(typed) == length + 1 and typed.startswith("R") else typed
    if len(body) != length or not set(body) <= set(RECEIPT_ALPHABET):
        raise CaseReferenceError(
            _("Enter the code as it was shown to you, such as R-7KQ2-M9XD-4TRC-W3HN"),
            code="format",
        )
    return "-".join(("R", *(body[i : i + _RECEIPT_GROUP] for i in range(0, length, _RECEIPT_GROUP))))
