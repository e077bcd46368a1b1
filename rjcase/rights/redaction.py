"""Finding what a text says about other people, and taking it out.

Finds too much rather than too little: a copy of somebody's data goes out of the house, and nobody can
call it back. What is found is whole sentences, because half a sentence tells the rest. A person reads
every text and decides; what they take out is cut from the text itself, so there is nothing under a
black box to recover.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rjcase.kernel.mentions import Needle, contains_any
from rjcase.kernel.names import fold

Span = tuple[int, int]  # from, and up to but not with, counted in characters
MARK = "[left out]"

_SENTENCE = re.compile(r"[^.!?\n;]+(?:[.!?;]+(?=\s|$)|[.!?;](?=\S)[^.!?\n;]*)*[.!?;]*")
_EMAIL = re.compile(r"[\w.+-]+\s{0,3}@\s{0,3}[\w-]+(?:\.[\w-]+)+")
_POSTCODE = re.compile(r"(?<![a-z0-9])[a-z]{1,2}[0-9][a-z0-9]?[\W_]{0,3}[0-9][a-z]{2}(?![a-z0-9])", re.I)
_NUMBER = re.compile(r"[0-9](?:[\s().\-/_]{0,3}[0-9]){4,}")
_NAME = re.compile(r"(?<![\w])[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*")
# People by what they are to somebody, and the pronouns and titles that stand for one.
_OTHERS = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|pc|sgt|"
    r"(?:grand|step|foster|ex-?|god)*(?:mother|father|mum|mam|dad|son|daughter|parent|child|children|"
    r"brother|sister|sibling|wife|husband|partner|spouse|girlfriend|boyfriend|fianc[ée]e?)s?|"
    r"aunt|uncle|cousin|niece|nephew|baby|kids?|family|neighbours?|friends?|flatmate|lodger|landlord|tenant|"
    r"colleagues?|boss|manager|teacher|doctor|gp|nurse|counsellor|therapist|social\s+worker|solicitor|"
    r"victims?|offenders?|perpetrator|defendant|witness(?:es)?|supporters?|"
    r"person\s+(?:harmed|responsible)|someone|somebody|the\s+other\s+(?:side|party|person))\b",
    re.I,
)
_PRONOUNS = {
    "he": re.compile(r"\b(?:he|him|his|himself)\b", re.I),
    "she": re.compile(r"\b(?:she|her|hers|herself)\b", re.I),
}
# Capitals that are no names of people; what stands first in a sentence is handled apart.
_PLAIN_TEXT = """
  I I'm I've I'd I'll Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
  March April May June July August September October November December RJ OK English Welsh England
  Wales Christmas Easter GOV UK NHS
"""
_STARTERS_TEXT = """
  a about after again all also although an and any as asked at because before both but by call
  called can could did discussed do does during each explained feels felt finds first for from gave
  given had has have how if in is it its left likes lives longer may met more my needs next no not
  nothing now of on once one only or other our out phone phoned please prefers said says seen sent
  should since so some spoke still than thanked that the then there these they this those through to
  told too under until very visited wants was we were what when where which while who why will
  wishes with would wrote yes yesterday yet you your them their
"""
_PLAIN = frozenset(map(fold, _PLAIN_TEXT.split()))
_STARTERS = frozenset(_STARTERS_TEXT.split())


@dataclass(frozen=True)
class Person:
    """The one whose copy it is: their own details are theirs to have."""

    needles: tuple[Needle, ...]
    words: frozenset[str]  # folded words of their own names
    pronoun: str = ""  # "he" or "she" where we know it: notes about them use it


def sentences(text: str) -> list[Span]:
    """Where the sentences of a text stand; an address with dots in it is one piece."""
    found = [(m.start(), m.end(), m.group()) for m in _SENTENCE.finditer(text)]
    return [(start + len(words) - len(words.lstrip()), end) for start, end, words in found if words.strip()]


def suggest(text: str, person: Person, others: Iterable[Needle]) -> list[Span]:
    """Return where a text seems to speak of somebody else: whole sentences, in order.

    ``others`` are details of the other people in the person's cases. Besides those, anything that looks
    like a name, an address for messages, a postcode or a number that is not the person's own.
    """
    known = list(others)
    return [span for span in sentences(text) if _tells(text[span[0] : span[1]], person, known)]


def cut(text: str, spans: Iterable[Span]) -> str:
    """Return the text without the spans; each stands as a mark. Spans past the end are harmless."""
    kept, at = [], 0
    for start, end in _merged(spans):
        kept += [text[at : max(start, at)], MARK]
        at = max(end, at)
    kept.append(text[at:])
    return re.sub(rf"(?:{re.escape(MARK)}\s*)+", f"{MARK} ", "".join(kept)).strip()


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted((int(a), int(b)) for a, b in spans if int(b) > int(a) >= 0):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _tells(sentence: str, person: Person, others: list[Needle]) -> bool:
    if contains_any(sentence, others) or _OTHERS.search(sentence):
        return True
    if any(found.search(sentence) for name, found in _PRONOUNS.items() if name != person.pronoun):
        return True
    if any(not _own(match.group(), person) for match in _values(sentence)):
        return True
    return any(not _is_plain(name, place, sentence, person) for name, place in _names(sentence))


def _values(sentence: str) -> Iterable[re.Match[str]]:
    for pattern in (_EMAIL, _POSTCODE, _NUMBER):
        yield from pattern.finditer(sentence)


def _own(value: str, person: Person) -> bool:
    return bool(contains_any(value, person.needles))


def _names(sentence: str) -> list[tuple[str, int]]:
    return [(word, m.start()) for m in _NAME.finditer(sentence) for word in m.group().split()]


def _is_plain(word: str, place: int, sentence: str, person: Person) -> bool:
    """Whether a capitalised word need not be a stranger's name."""
    bare = fold(word.removesuffix("'s").removesuffix("’s"))
    if bare in person.words or bare in _PLAIN:
        return True
    return not sentence[:place].strip() and bare in _STARTERS
