"""Identifiers of the justice system: read as typed, checked, and brought to one form.

Each function takes what somebody typed and returns the form to store, or raises
`IdentifierError`, a Django `ValidationError`, so a form field can call it directly. None proves
that the person or place exists.
"""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rjcase.kernel import clock
from rjcase.kernel.checkletter import ALPHABET, check_letter

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A placeholder of the health service for people without an address, kept so that "no fixed abode"
# can be told apart from a postcode nobody asked for.
NO_FIXED_ABODE = "ZZ99 3VZ"

_LETTER = f"([{ALPHABET}])"
_PNC_SLASH = re.compile(rf"([0-9]{{4}}|[0-9]{{2}})/([0-9]{{1,7}}){_LETTER}")
_PNC_LONG = re.compile(rf"([0-9]{{4}})([0-9]{{1,7}}){_LETTER}")
_PNC_SHORT = re.compile(rf"([0-9]{{2}})([0-9]{{1,7}}){_LETTER}")
_PNC_SHORT_LENGTH = 10  # shorter than this without a slash, the year has two digits

_CRO_STANDARD = re.compile(rf"([0-9]{{1,6}})/([0-9]{{2}}){_LETTER}")
_CRO_FILE = re.compile(rf"SF([0-9]{{2}})/([0-9]{{1,6}}){_LETTER}")
_CRO_SERIAL_LENGTH = 6

_PRISON_NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
_CRN = re.compile(r"[A-Z][0-9]{6}")
# Force, unit, serial, year; the longer public form has a serial of seven digits.
_URN = re.compile(r"[0-9]{2}[A-Z0-9]{2}(?:[0-9]{5}|[0-9]{7})[0-9]{2}")

_OUTWARD = r"[A-PR-UWYZ](?:[0-9][A-Z0-9]?|[A-HK-Y][0-9][A-Z0-9]?)"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_POSTCODE = re.compile(rf"(?:({_OUTWARD})({_INWARD})|(GIR)(0AA)|(ZZ99)(3VZ))")
_BFPO = re.compile(r"BFPO([0-9]{1,4})")
_NO_FIXED_ABODE_WORDS = {"NOFIXEDABODE", "NOFIXEDADDRESS", "NFA"}


class IdentifierError(ValidationError):
    """An identifier that cannot be read. `code` is `format`, `check_letter` or `year`."""


def pnc_id(text: str) -> str:
    """The PNC ID as YYYY/NNNNNNNL, the serial filled to seven digits.

    The check letter belongs to the last two digits of the year followed by that serial. A year of
    two digits up to this year's is 20YY, a later one 19YY. The slash may be missing; then fewer
    than ten characters mean the two-digit year.
    """
    typed = _compact(text)
    if "/" in typed:
        found = _PNC_SLASH.fullmatch(typed)
    else:
        found = (_PNC_SHORT if len(typed) < _PNC_SHORT_LENGTH else _PNC_LONG).fullmatch(typed)
    if found is None:
        raise IdentifierError(_("Enter a PNC ID in the form 2002/0073319Z"), code="format")
    year, serial = _full_year(found[1]), found[2].zfill(7)
    if not 1900 <= year <= clock.today().year:
        raise IdentifierError(_("Check the PNC ID: its year cannot be right"), code="year")
    if check_letter(int(f"{year % 100:02d}{serial}")) != found[3]:
        raise IdentifierError(
            _("Check the PNC ID: its last letter does not belong to the number before it"),
            code="check_letter",
        )
    return f"{year}/{serial}{found[3]}"


def cro_number(text: str) -> str:
    """The CRO number in upper case without spaces, its serial as typed.

    Two forms: standard (065656/91H) and file (SF05/482703J). The check letter belongs to the year
    followed by the serial filled to six digits; for a file number with fewer digits public systems
    disagree about the filling, so either reading is accepted and nothing is filled in.
    """
    typed = _compact(text)
    if found := _CRO_STANDARD.fullmatch(typed):
        serial, year, letter = found.groups()
        readings = {year + serial.zfill(_CRO_SERIAL_LENGTH)}
    elif found := _CRO_FILE.fullmatch(typed):
        year, serial, letter = found.groups()
        readings = {year + serial.zfill(_CRO_SERIAL_LENGTH), year + serial}
    else:
        raise IdentifierError(_("Enter a CRO number in the form 065656/91H or SF05/482703J"), code="format")
    if letter not in {check_letter(int(reading)) for reading in readings}:
        raise IdentifierError(
            _("Check the CRO number: its last letter does not belong to the number before it"),
            code="check_letter",
        )
    return typed


def prison_number(text: str) -> str:
    """The prison number: one letter, four digits, two letters (A1234AA). It has no check letter."""
    return _plain(text, _PRISON_NUMBER, _("Enter a prison number in the form A1234AA"))


def crn(text: str) -> str:
    """The probation case reference number: one letter, six digits (X123456). It has no check letter."""
    return _plain(text, _CRN, _("Enter a case reference number (CRN) in the form X123456"))


def police_urn(text: str) -> str:
    """The police URN without punctuation: force, unit, serial, year, of 11 or 13 characters."""
    return _plain(text, _URN, _("Enter a police URN of 11 or 13 characters, such as 20XX0012326"))


def postcode(text: str) -> str:
    """The postcode in upper case, one space before its last three characters.

    Also takes BFPO numbers ("BFPO 57") and "no fixed abode", which becomes `NO_FIXED_ABODE`.
    """
    typed = re.sub(r"[\W_]+", "", _compact(text))
    if typed in _NO_FIXED_ABODE_WORDS:
        return NO_FIXED_ABODE
    if found := _BFPO.fullmatch(typed):
        return f"BFPO {found[1]}"
    if found := _POSTCODE.fullmatch(typed):
        return " ".join(part for part in found.groups() if part)
    raise IdentifierError(_("Enter a full UK postcode, such as NR1 3JU"), code="format")


def _compact(text: str) -> str:
    """Upper case, no white space, full-width characters made plain."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def _plain(text: str, pattern: re.Pattern[str], message: "StrOrPromise") -> str:
    typed = re.sub(r"[\W_]+", "", _compact(text))
    if pattern.fullmatch(typed) is None:
        raise IdentifierError(message, code="format")
    return typed


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= clock.today().year % 100 else 1900)
