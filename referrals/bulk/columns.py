"""The columns of a spreadsheet of referrals, made from the pages of the partner form."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django import forms
from django.utils.translation import get_language

from referrals.forms.court import CourtForm, RemedyForm, RightsForm
from referrals.forms.people import OffenderForm, VictimForm
from referrals.forms.referral import CircumstancesForm, OffenceForm, ReferrerForm, StartForm
from rjcase.designsystem.fields import DatePartsField
from rjcase.kernel.clock import today

MOST_PEOPLE = 5  # of one role in one row; the form itself takes more
# Headings where the name of a field says too little, by page and field.
_NAMES: Mapping[str, Mapping[str, str]] = {
    "referrer": {
        "name": "Referrer name",
        "contact": "Referrer contact",
        "source": "Referral source",
        "happened_on": "Referred on",
    },
    "offence": {
        "subgroup": "Main offence",
        "markers": "Offence markers",
        "happened_on": "Offence date",
        "in_area": "In our area",
    },
    "circumstances": {"happened": "What happened", "place": "Where it happened", "risk": "Risks"},
    "start": {
        "started_by": "Asked for by",
        "is_court_ordered": "Court ordered",
        "other": "Other information",
    },
    "person": {
        "given_names": "first names",
        "family_name": "last name",
        "ways": "safe ways of contact",
        "notes": "contact notes",
        "consent": "agreed to be contacted",
        "consent_on": "asked on",
        "basis": "details passed on because",
        "is_known": "known",
        "custody": "in custody",
        "custody_place": "prison",
        "justice_stage": "stage",
        "disposal": "outcome",
        "responsibility": "accepts responsibility",
    },
    "court": {"notes": "court notes"},
}
_ALWAYS = ("victims.0.", "offenders.0.")


@dataclass(frozen=True)
class Column:
    """One column. ``key`` is the place of its answer in the body of a referral, as systems send it."""

    key: str
    heading: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    is_many: bool = False
    is_date: bool = False
    is_exact: bool = False  # a number would lose its leading zeros, or its letters
    is_needed: bool = False

    @property
    def is_in_template(self) -> bool:
        """Whether an empty template has it: one victim, one offender, and no page that seldom applies."""
        parts = self.key.split(".")
        return len(parts) < 3 or (self.key.startswith(_ALWAYS) and len(parts) == 3)


def normal(heading: str) -> str:
    """A heading without capitals and signs, so that “Victim 1: Last name” is “victim 1 last name”."""
    return re.sub(r"[^a-z0-9]+", " ", heading.casefold()).strip()


def columns(*, office: bool) -> list[Column]:
    """Every column there may be, in the order of the form. The office also says when it was referred."""
    return [*_made(office)]


def known_headings(*, office: bool) -> dict[str, Column]:
    """Every spelling of a heading that is understood."""
    return _known(office, get_language() or "", today())


@lru_cache(maxsize=8)
def _known(office: bool, _language: str, _day: date) -> dict[str, Column]:
    """The spellings of a language and a day: codes end, and a file of many rows asks for each."""
    found: dict[str, Column] = {}
    for column in columns(office=office):
        prefix = column.heading.split(" ")[:2] if column.key.startswith(("victims.", "offenders.")) else []
        by_label = " ".join([*prefix, column.label])
        for spelling in (column.heading, column.key, by_label):
            found.setdefault(normal(spelling), column)
        if prefix and prefix[1] == "1":
            found.setdefault(normal(" ".join([prefix[0], *column.heading.split(" ")[2:]])), column)
    return found


@cache
def _forms() -> dict[str, Any]:
    return {
        "offence": OffenceForm,
        "circumstances": CircumstancesForm,
        "start": StartForm,
        "victims": VictimForm,
        "offenders": OffenderForm,
        "rights": RightsForm,
        "court": CourtForm,
        "remedy": lambda: RemedyForm(actions=[], is_caution=True, all_agree=True),
    }


def _made(office: bool) -> Iterator[Column]:
    make = _forms()
    # No agency: the file is for one, or for none.
    form = ReferrerForm(agencies=[], office=True)
    del form.fields["agency"]
    if not office:
        del form.fields["happened_on"]
    yield from _page("referrer", "", "referrer", form)
    yield from _page("offence", "", "offence", make["offence"]())
    for kind, word, further in (
        ("victims", "Victim", ("rights",)),
        ("offenders", "Offender", ("court", "remedy")),
    ):
        for place in range(MOST_PEOPLE):
            path, prefix = f"{kind}.{place}", f"{word} {place + 1}"
            yield from _page(path, prefix, "person", make[kind]())
            for name in further:
                yield from _page(f"{path}.{name}", prefix, name, make[name]())
    yield from _page("circumstances", "", "circumstances", make["circumstances"]())
    yield from _page("start", "", "start", make["start"]())


def _page(path: str, prefix: str, page: str, form: forms.BaseForm) -> Iterator[Column]:
    for name, field in form.fields.items():
        plain = _NAMES.get(page, {}).get(name) or name.replace("_", " ")
        heading = f"{prefix} {plain}" if prefix else plain[:1].upper() + plain[1:]
        yield Column(
            key=f"{path}.{name}",
            heading=heading,
            label=str(field.label),
            choices=tuple(_choices(field)),
            is_many=isinstance(field, forms.MultipleChoiceField),
            is_date=isinstance(field, DatePartsField),
            is_exact=name in ("phone", "crime_number", "pnc_id", "prison_number", "contact", "postcode"),
            is_needed=field.required and page in ("referrer", "offence", "circumstances", "start"),
        )


def _choices(field: forms.Field) -> Iterator[tuple[str, str]]:
    if isinstance(field, forms.BooleanField):
        yield from (("true", "Yes"), ("false", "No"))
    for value, words in getattr(field, "choices", ()):
        inner = words if isinstance(words, list | tuple) else [(value, words)]
        yield from ((str(code), str(each)) for code, each in inner if code != "")
