"""What a dated code list is: codes with a label, a life and mappings to other lists.

Every official list changes. So a record keeps the code it was saved with, its label is readable
for ever, a form offers only what is in use on its date, and a report maps codes to the list it
was promised in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Status(StrEnum):
    """How far a list, or one code of it, has been checked against the source it names."""

    SEEN = "seen"  # read in a public copy of the source
    SEED = "seed"  # stated in a commissioner's or owner's document
    NOT_VERIFIED = "not verified"  # general knowledge: check against the source before relying on it
    OWN = "own"  # our own choice; nobody outside sets it


class UnknownCodeError(LookupError):
    """A code, list or mapping that does not exist: a mistake in the program or in the data."""


class CodeNotInUseError(ValidationError):
    """A code somebody gave that the list does not have, or not on that date."""


@dataclass(frozen=True)
class Code:
    """One code. Both dates are inclusive; `None` means no known bound.

    `maps` names, for each other list, the code that stands for this one there. `offered=False`
    marks a code that arrives from other systems, or stands in old records, but is never put to a
    person as a choice. `status` differs from the list's only where it is given.
    """

    code: str
    label: "StrOrPromise"
    valid_from: date | None = None
    valid_to: date | None = None
    maps: Mapping[str, str] = field(default_factory=dict)
    offered: bool = True
    note: str = ""
    status: Status | None = None

    def in_use(self, on: date) -> bool:
        """Whether the code is part of its list on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


@dataclass(frozen=True)
class CodeList:
    """A named list of codes with the source it was taken from and how far that was checked."""

    name: str
    title: "StrOrPromise"
    source: str
    status: Status
    codes: tuple[Code, ...]
    _by_code: Mapping[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {code.code: code for code in self.codes}
        if len(by_code) != len(self.codes):
            raise ValueError(f"The code list {self.name} holds a code twice.")
        object.__setattr__(self, "_by_code", MappingProxyType(by_code))

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Code:
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownCodeError(f"The code list {self.name} has no code {code!r}.") from None

    def choices(self, on: date, keep: Iterable[str] = ()) -> list[tuple[str, "StrOrPromise"]]:
        """The pairs (code, label) to offer on a day, in the list's order.

        `keep` names codes already saved on the record being edited: they stay choosable though
        the list has moved on, so that saving an old record changes nothing by itself.
        """
        kept = set(keep)
        return [
            (code.code, code.label)
            for code in self.codes
            if code.code in kept or (code.offered and code.in_use(on))
        ]

    def label(self, code: str) -> "StrOrPromise":
        """The label of a code, whether in use or long retired. Raises `UnknownCodeError`."""
        return self[code].label

    def map(self, code: str, to: str) -> str:
        """The code of the list named `to` that stands for `code`. Raises `UnknownCodeError`."""
        try:
            return self[code].maps[to]
        except KeyError:
            raise UnknownCodeError(f"The code list {self.name} maps {code!r} to nothing in {to}.") from None

    def validate(self, code: str, on: date) -> None:
        """Raise `CodeNotInUseError` unless the list has this code on that day.

        Codes that are never offered pass: they are what other systems send.
        """
        known = self._by_code.get(code)
        if known is None or not known.in_use(on):
            raise CodeNotInUseError(
                _("Select one of the choices: “%(code)s” is not in the list on this date"),
                code="not_in_use",
                params={"code": code},
            )


def codes(*pairs: tuple[str, "StrOrPromise"]) -> tuple[Code, ...]:
    """Codes that have only a label, for lists that have not changed yet."""
    return tuple(Code(code, label) for code, label in pairs)
