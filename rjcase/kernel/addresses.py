"""Noticing that a text holds a postal address: a British postcode, or a number with a street's name.

Made to ask somebody a question, never to forbid: a needless question is better than a missed address,
within reason. "A 20 minute drive" and "the 5 of us went that way" are no addresses.
"""

import re

from rjcase.kernel.names import fold

_POSTCODE = re.compile(
    r"(?<![a-z0-9])(?:gir\W{0,2}0aa|[a-z]{1,2}[0-9][a-z0-9]?[\W_]{0,2}[0-9][abd-hjlnp-uw-z]{2})(?![a-z0-9])"
)
_STREETS = frozenset(
    (
        *("road", "rd", "street", "str", "st", "lane", "ln", "avenue", "ave", "close", "cl", "drive", "dr"),
        *("way", "crescent", "cres", "court", "ct", "place", "pl", "gardens", "gdns", "terrace", "terr"),
        *("grove", "hill", "park", "square", "sq", "walk", "row", "mews", "view", "rise", "green", "parade"),
        *("croft", "villas", "buildings", "house", "cottages", "estate", "boulevard", "quay", "wharf"),
    )
)
# Words that stand between a number and "way" or "close" in ordinary sentences.
_NOT_IN_A_NAME = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "but", "by", "can", "car", "each", "for", "from", "go", "had"),
        *("has", "have", "he", "her", "his", "i", "if", "in", "is", "it", "more", "my", "no", "not", "on"),
        *("or", "our", "she", "so", "than", "that", "their", "them", "then", "they", "this", "to", "too"),
        *("us", "was", "we", "went", "were", "when", "who", "with", "you", "your", "am", "pm"),
        *("minute", "minutes", "min", "mins", "hour", "hours", "day", "days", "week", "weeks", "month"),
        *("months", "year", "years", "mile", "miles", "time", "times", "people", "person", "percent"),
    )
)
_NUMBER = re.compile(r"(?<![\w.:/£$€#-])\d{1,4}(?:\s?[a-e])?(?![\w:/%-])")
_WORD = re.compile(r"[\s,]{1,3}([^\W\d_](?:[^\W\d_]|['’.-]){0,30})")
_WORDS_AT_MOST = 4


def addresses_in(text: str) -> list[str]:
    """Every address found in a text, folded, in order: postcodes first, then streets."""
    folded = fold(text)
    return [found.group() for found in _POSTCODE.finditer(folded)] + _streets(folded)


def compact(text: str) -> str:
    """A text without case, spaces and punctuation, for finding one address inside another."""
    return re.sub(r"[\W_]+", "", fold(text))


def _streets(folded: str) -> list[str]:
    found = []
    for number in _NUMBER.finditer(folded):
        end = _end_of_street(folded, number.end())
        if end:
            found.append(folded[number.start() : end])
    return found


def _end_of_street(folded: str, at: int) -> int:
    """Where the street named right after a number ends; 0 if none is named there."""
    for count in range(_WORDS_AT_MOST):
        word = _WORD.match(folded, at)
        if word is None or word[1] in _NOT_IN_A_NAME:
            return 0
        at = word.end()
        if count and word[1].rstrip(".") in _STREETS:
            return at
    return 0
