"""Finding one person's details in a text somebody is about to save in another person's file.

The guard asks, it never forbids: so a needless question is better than a missed one, within reason.
It finds a name as whole words, a postcode with or without its space, a phone number however
spaced and with +44 or 0, and an email address.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from rjcase.kernel.names import fold, words

# Parts of names that are ordinary words or titles: alone they would ask about nearly every text.
# Short given names that are no such words (Al, Di) are not among them.
_PARTICLES = frozenset(
    (
        *("a", "an", "bin", "bint", "da", "de", "del", "den", "der", "do", "dos", "du", "el"),
        *("ferch", "ibn", "la", "le", "of", "o", "st", "the", "van", "von", "y"),
        *("mr", "mrs", "miss", "ms", "mx", "dr", "rev", "sir"),
    )
)
_SHORTEST_NAME = 2
_SHORTEST_PHONE = 6

# What people put between the parts; bounded, so that no text makes the search slow.
_GAP = r"[\W_]{0,3}"
_PHONE_GAP = r"[\s().\-/_·\u2010-\u2015]{0,3}"


class NeedleKind(StrEnum):
    """What a detail is, which decides how it is looked for."""

    NAME = "name"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"


class Needle(NamedTuple):
    """One detail to look for."""

    kind: NeedleKind
    value: str


def needles_for(
    *,
    names: Iterable[str] = (),
    postcodes: Iterable[str] = (),
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
) -> list[Needle]:
    """The needles for a person's details. A name of several words is looked for word by word.

    Particles and titles ("van", "Mrs") are left out, as are empty values.
    """
    parts = [part for name in names for part in name.split()]
    found = [Needle(NeedleKind.NAME, part) for part in parts if "".join(words(part)) not in _PARTICLES]
    found += [Needle(NeedleKind.POSTCODE, value) for value in postcodes]
    found += [Needle(NeedleKind.PHONE, value) for value in phones]
    found += [Needle(NeedleKind.EMAIL, value) for value in emails]
    return [needle for needle in dict.fromkeys(found) if needle.value.strip()]


def contains_any(text: str, needles: Iterable[Needle]) -> list[Needle]:
    """Those needles that stand in the text, in their order.

    Needles too short to mean anybody (a name of one letter, five digits of a phone number) are
    never found.
    """
    folded = fold(text)
    patterns = ((needle, _PATTERNS[needle.kind](needle.value)) for needle in needles)
    return [needle for needle, pattern in patterns if pattern and re.search(pattern, folded)]


def _name(value: str) -> str:
    parts = words(value)
    if sum(map(len, parts)) < _SHORTEST_NAME:
        return ""
    # The parts of O'Brien or Smith-Jones may be joined, spaced or hyphenated.
    return r"(?<![^\W\d_])" + _GAP.join(parts) + r"(?![^\W\d_])"


def _postcode(value: str) -> str:
    compact = re.sub(r"[\W_]+", "", fold(value))
    if len(compact) < len("m11ae"):
        return ""
    outward, inward = compact[:-3], compact[-3:]
    return rf"(?<![a-z0-9]){re.escape(outward)}{_GAP}{re.escape(inward)}(?![a-z0-9])"


def _phone(value: str) -> str:
    typed = re.sub(r"\(\s*0\s*\)", "", fold(value))  # the zero in +44 (0)20
    digits = re.sub(r"\D", "", typed)
    abroad = typed.strip().startswith("+") or digits.startswith("00")
    national = digits.removeprefix("00") if abroad else digits
    # Twelve digits that begin with 44 are a British number whose plus got lost.
    if national.startswith("44") and (abroad or len(national) == 12):
        national = national[2:]
    national = national.removeprefix("0")
    if len(national) < _SHORTEST_PHONE:
        return ""
    lead = rf"(?:(?:00{_PHONE_GAP})?44{_PHONE_GAP})?(?:0{_PHONE_GAP}){{0,2}}"
    return rf"(?<!\d){lead}{_PHONE_GAP.join(national)}(?!\d)"


def _email(value: str) -> str:
    local, at, domain = fold(value).strip().partition("@")
    if not (local and at and domain):
        return ""
    return rf"(?<![\w.+-]){re.escape(local)}\s{{0,3}}@\s{{0,3}}{re.escape(domain)}(?![\w-]|\.\w)"


_PATTERNS = {
    NeedleKind.NAME: _name,
    NeedleKind.POSTCODE: _postcode,
    NeedleKind.PHONE: _phone,
    NeedleKind.EMAIL: _email,
}
