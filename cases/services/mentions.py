"""The guard that asks before the other side's details are saved in a file.

Whoever works one side only must be asked too, without being shown what they may not see: so the
database compares (cases/sql/guards.sql) and answers with kinds of detail, never with a value. For
those who do hold the other side, ``rjcase.kernel.mentions`` looks as well: it sees through spellings.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from django.db import connection

from cases.models import File, Identity, SafeContact
from cases.models.case import Side
from rjcase.kernel.mentions import contains_any, needles_for
from rjcase.kernel.names import fold, words

# Words that are parts of names but stand in nearly every text; they never ask alone.
_COMMON = frozenset(
    (
        *("a", "an", "bin", "bint", "da", "de", "del", "den", "der", "do", "dos", "du", "el", "ferch"),
        *("ibn", "la", "le", "of", "o", "st", "the", "van", "von", "y"),
        *("mr", "mrs", "miss", "ms", "mx", "dr", "rev", "sir"),
    )
)
_POSTCODE = re.compile(r"(?<![a-z0-9])([a-z]{1,2}[0-9][a-z0-9]?)[\W_]{0,3}([0-9][a-z]{2})(?![a-z0-9])")
_DIGITS = re.compile(r"[0-9](?:[\s().\-/_·‐-―]{0,3}[0-9]){5,}")
_PLAIN = re.compile(r"[a-z0-9]+")
_EMAIL = re.compile(r"[\w.+-]+\s{0,3}@\s{0,3}[\w-]+(?:\.[\w-]+)+")
_OTHER = {Side.HARMED: Side.RESPONSIBLE, Side.RESPONSIBLE: Side.HARMED}


def other_side_mentioned(file: File, texts: Iterable[str]) -> set[str]:
    """Return the kinds of detail (name, postcode, phone, email, address) of the other side found in texts.

    ``file`` is the file they are about to be saved in; anything but a party's file on one of the two
    sides gives nothing. What both sides share, such as a family name, is no mention.
    """
    if file.kind != File.Kind.PARTY or file.side not in _OTHER:
        return set()
    text = "\n".join(filter(None, texts))
    if not text.strip():
        return set()
    return _asked_of_database(file, text) | _seen_by_oneself(file, text)


def _asked_of_database(file: File, text: str) -> set[str]:
    folded = fold(text)
    found_words = [word for word in _candidate_words(text) if word not in _COMMON and len(word) > 1]
    postcodes = ["".join(parts) for parts in _POSTCODE.findall(folded)]
    digits = [re.sub(r"\D", "", run) for run in _DIGITS.findall(folded)]
    emails = [re.sub(r"\s", "", address).rstrip(".") for address in _EMAIL.findall(folded)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select other_side_mentioned(%s, %s::text[], %s::text[], %s::text[], %s::text[], %s)",
            [file.pk, found_words, postcodes, digits, emails, " ".join(_PLAIN.findall(folded))],
        )
        return {row[0] for row in cursor.fetchall()}


def _candidate_words(text: str) -> set[str]:
    """Every word, every word with its parts joined, and every two neighbours joined.

    "O'Brien" gives o, brien and obrien; "Mac Donald" gives macdonald too.
    """
    joined = ("".join(words(part)) for part in text.split())
    apart = words(text)
    neighbours = (first + second for first, second in pairwise(apart))
    return {*apart, *joined, *neighbours} - {""}


def _seen_by_oneself(file: File, text: str) -> set[str]:
    side = _OTHER[Side(file.side)]
    there = {"file__case_id": file.case_id, "file__side": side, "file__kind": File.Kind.PARTY}
    people = list(Identity.objects.filter(**there))
    places = list(SafeContact.objects.filter(**there))
    needles = needles_for(
        names=_names(people),
        postcodes=[place.postcode for place in places],
        phones=[place.phone for place in places],
        emails=[place.email for place in places],
    )
    found = contains_any(text, needles)
    if not found:
        return set()
    shared = set(contains_any(_own_details(file), found))
    return {needle.kind.value for needle in found if needle not in shared}


def _names(people: Iterable[Identity]) -> list[str]:
    return [
        name
        for person in people
        for name in (person.given_names, person.family_name, person.known_as, person.organisation)
    ]


def _own_details(file: File) -> str:
    """The same side's details as one text, to find what both sides share."""
    here = {"file__case_id": file.case_id, "file__side": file.side, "file__kind": File.Kind.PARTY}
    places = SafeContact.objects.filter(**here)
    return "\n".join(
        [*_names(Identity.objects.filter(**here)), *(f"{p.postcode}\n{p.phone}\n{p.email}" for p in places)]
    )
