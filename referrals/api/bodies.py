"""Reading the JSON that a system sends: bounded, each name once, and nothing that falls over."""

import json
from collections.abc import Iterable
from typing import IO, Any

from rest_framework import exceptions
from rest_framework.parsers import BaseParser

MOST_BYTES = 1_000_000  # a referral of thirty people with long texts is a tenth of it


class TooLarge(exceptions.APIException):
    """The body is longer than any referral."""

    status_code = 413
    default_detail = f"Send at most {MOST_BYTES} bytes."
    default_code = "too_large"


class StrictJson(BaseParser):
    """One reading of a body, whoever reads it: a name that stands twice is refused (ASVS 1.1.1)."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> Any:
        """The body as Python has it. Raises TooLarge, and ParseError for what is no JSON in UTF-8."""
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise TooLarge
        try:
            return json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_no_number)
        except (ValueError, RecursionError) as wrong:
            said = str(wrong) if isinstance(wrong, _Twice) else "Send JSON in UTF-8."
            raise exceptions.ParseError(said) from wrong


class _Twice(ValueError):
    """A name stands twice."""


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice("Send each name of an object once.")
        found[name] = value
    return found


def _no_number(_word: str) -> Any:
    raise ValueError("NaN and Infinity are no JSON")
