"""No regular expression of the program can be kept busy by a text made for it (ASVS 1.3.12)."""

import re
import sys
import time
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core.validators import RegexValidator
from django.urls import get_resolver

# As long as most long fields of a form, made of what such patterns stumble over.
LONG = 1000
PIECES = (
    "a",
    "A",
    "0",
    " ",
    "\n",
    "-",
    ".",
    "a ",
    "a-",
    "a.",
    "1 ",
    "0-0",
    "x'",
    "a@",
    "@a",
    "<a",
    "é",
    "1/",
)
TEXTS = [end for piece in PIECES for end in ((piece * LONG)[:LONG], (piece * LONG)[:LONG] + "!")]
MOST = 0.5  # seconds of processor time for one text; an exponential one takes years
OURS = (
    "rjcase",
    "cases",
    "practitioners",
    "referrals",
    "assessments",
    "conferences",
    "agreements",
    "reporting",
)


def patterns() -> Iterator[tuple[str, "re.Pattern[str]"]]:
    """Every pattern a module of ours holds by name, in a tuple, list or dict, or as a validator."""
    get_resolver().url_patterns  # noqa: B018 - loads every page
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] not in OURS:
            continue
        for attribute, value in vars(module).items():
            for found in _in(value):
                if isinstance(found.pattern, str):
                    yield f"{name}.{attribute}", found


def _in(value: object) -> Iterator["re.Pattern[str]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, RegexValidator):
        yield re.compile(value.regex)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _in(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _in(each)


def slow(pattern: "re.Pattern[str]", texts: Sequence[str] = TEXTS, most: float = MOST) -> list[str]:
    """The text that keeps a pattern busy too long; the first is enough."""
    for text in texts:
        began = time.process_time()
        pattern.search(text)
        pattern.fullmatch(text)
        if (took := time.process_time() - began) > most:
            return [f"{text[:6]!r}… took {took:.2f} s"]
    return []


def test_no_pattern_of_ours_is_slow_whatever_the_text() -> None:
    assert settings.configured
    found = {pattern.pattern: (name, pattern) for name, pattern in patterns()}
    assert len(found) >= 20, sorted(found)
    assert {name: busy for name, pattern in found.values() if (busy := slow(pattern))} == {}


def test_it_notices_a_slow_pattern() -> None:
    assert slow(re.compile("a*a*b"), ["a" * 300], most=0.005), "it looks for b behind every pair of places"
    assert slow(re.compile("ab"), ["a" * 300], most=0.005) == []
