"""A service's open cases from its old spreadsheet, and the evaluation spreadsheet's columns (WTE-7A).

An old spreadsheet says less than a referral must: what nobody wrote down is entered as not known. Columns
that have no place of their own are kept, with their headings, in the papers of the case.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from referrals.bulk.columns import Column, normal
from referrals.bulk.rows import Problems
from referrals.forms.fields import coded
from referrals.forms.referral import OffenceForm
from referrals.journey import payload_of
from rjcase.designsystem.journeys import Journey
from rjcase.kernel.codelists import codelist

UNNAMED = "Name not known"  # while it is checked; the file is opened without a name
_STATUSES = ("ppo", "mappa", "iom", "yot")
_ENDED = ("takeover.case_outcome", "takeover.outcome_on", "takeover.rejected")
# Headings of the evaluation spreadsheet and of old registers, by the place of the answer.
_PLACES = {
    "offenders.0.given_names": ("first name", "offender first name", "forename"),
    "offenders.0.family_name": ("last name", "surname", "offender last name"),
    "offenders.0.date_of_birth": ("date of birth", "dob"),
    "offenders.0.sex": ("gender", "sex"),
    "offenders.0.ethnicity": ("ethnicity",),
    "offenders.0.pnc_id": ("pnc id", "pnc", "pnc number"),
    "offenders.0.prison_number": ("prison number",),
    "offenders.0.justice_stage": ("referral stage", "stage"),
    "offenders.0.disposal": ("sentence",),
    "offenders.0.consent": ("offender agrees", "offender agreed"),
    "victims.0.consent": ("victim agrees", "victim agreed"),
    "referrer.source": ("source of case", "source"),
    "referrer.happened_on": ("referral date", "date of referral", "date referred"),
    "offence.subgroup": ("offence", "main offence"),
}
_DEFAULTS = {
    "offence.in_area": "unknown",
    "start.started_by": "neutral",
    "start.is_court_ordered": "no",
    "referrer.source": "other",
    "victims.0.family_name": UNNAMED,
    "victims.0.consent": "unknown",
    "offenders.0.custody": "unknown",
    "offenders.0.plea": "unknown",
    "offenders.0.responsibility": "unknown",
    "offenders.0.consent": "unknown",
}


def spellings() -> dict[str, Column | str]:
    """More headings that are understood: a column of its own, or the place of a known one."""
    found: dict[str, Column | str] = {
        heading: place for place, headings in _PLACES.items() for heading in headings
    }
    for column, others in _own():
        found |= {normal(heading): column for heading in (column.heading, *others)}
    return found


def has_ended(flat: Mapping[str, Any]) -> bool:
    """Whether the row tells of a case that is over: it has an outcome, or the day of one."""
    return any(flat.get(key) for key in _ENDED)


def filled(flat: Mapping[str, Any], actor: Any) -> dict[str, Any]:
    """The answers of the form, with "not known" where the old spreadsheet said nothing."""
    answers = {key: value for key, value in flat.items() if not key.startswith(("takeover.", "kept."))}
    defaults = _DEFAULTS | {
        "referrer.name": actor.user.name,
        "referrer.contact": actor.user.email,
        "circumstances.happened": _("Taken over from the service’s old spreadsheet."),
    }
    if not any(key.startswith("offenders.") for key in answers):
        defaults = {key: value for key, value in defaults.items() if not key.startswith("offenders.")}
    if answers.get("victims.0.organisation"):
        del defaults["victims.0.family_name"]
    return defaults | answers


def problems_of(flat: Mapping[str, Any]) -> Problems:
    """What is wrong in the columns that only an old spreadsheet has."""
    found: Problems = []
    for column, _others in _own():
        value = flat.get(column.key)
        if value is None:
            continue
        if column.choices and value not in dict(column.choices):
            words = ", ".join(words for _code, words in column.choices[:6])
            found.append(
                [column.heading, _("Select one of the choices, for example: %(words)s") % {"words": words}]
            )
        if column.is_date and _day(value) is None:
            found.append([column.heading, _("Enter a date, like 3/9/2026")])
    months = str(flat.get("takeover.supervision_months", "0"))
    if not (months.isascii() and months.isdecimal() and int(months) <= 240):
        found.append(["Length of supervision", _("Enter the months of supervision as a whole number")])
    return found


def payload(journey: Journey, flat: Mapping[str, Any]) -> dict[str, Any]:
    """The payload of the form, with what only an old spreadsheet has. Nothing may be wrong any more."""
    made = payload_of(journey, office=True)
    other = flat.get("takeover.other_offence")
    if other:
        group = codelist("offence_subgroup").map(other, "offence_group")
        made["offences"].append({"group": group, "subgroup": other, "happened_on": None, "markers": []})
    for party in made["parties"]:
        if party["identity"]["family_name"] == UNNAMED:
            party["identity"]["family_name"] = ""
    first = next((party for party in made["parties"] if party["role"] == "offender"), None)
    court = _court(flat)
    if first is not None and court:
        first["court"] = first.get("court", {}) | court
    if first is not None and flat.get("takeover.ucrn"):
        first["identity"]["identifiers"]["ucrn"] = str(flat["takeover.ucrn"])[:40]
    texts = [f"{heading}: {text}" for heading, text in flat.get("kept.texts", [])]
    if texts:
        made["papers"].append({"kind": "other", "text": "\n".join(texts)})
    return made


def _court(flat: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a CourtRecord that the row fills."""
    tier, months = flat.get("takeover.tier"), flat.get("takeover.supervision_months")
    record: dict[str, Any] = {
        "tier_model": "tier_1_4" if tier else "",
        "tier": tier or "",
        "statuses": [code for code in _STATUSES if flat.get(f"takeover.{code}") == "true"],
        "sentence_on": _day(flat.get("takeover.sentence_on", "")),
        "supervision_months": int(months) if months else None,
        "co_defendants": flat.get("takeover.co_defendants", ""),
    }
    return {name: value for name, value in record.items() if value}


def _own() -> list[tuple[Column, tuple[str, ...]]]:
    yes_no = (("true", "Yes"), ("false", "No"))

    def column(key: str, heading: str, **more: Any) -> Column:
        return Column(f"takeover.{key}", heading, heading, **more)

    def words(name: str) -> tuple[tuple[str, str], ...]:
        return tuple((code, str(label)) for code, label in coded(name))

    return [
        (column("old_reference", "Old reference"), ("reference", "case reference", "case number", "id")),
        (column("case_outcome", "Case outcome"), ("outcome",)),
        (column("outcome_on", "Outcome date"), ("date of outcome", "date closed", "closed on")),
        (column("rejected", "Reason rejected"), ("reason for rejection",)),
        (column("other_offence", "Other offence", choices=tuple(_offences())), ()),
        (column("tier", "Tier", choices=words("tier_1_4")), ()),
        *((column(code, code.upper(), choices=yes_no), ()) for code in _STATUSES),
        (column("sentence_on", "Sentence date", is_date=True), ("date of sentence",)),
        (column("supervision_months", "Length of supervision"), ("months of supervision",)),
        (column("co_defendants", "Co-defendants", choices=words("co_defendants")), ()),
        (column("ucrn", "Local UCRN", is_exact=True), ("ucrn",)),
    ]


def _offences() -> list[tuple[str, str]]:
    groups: Any = OffenceForm().fields["subgroup"].choices  # type: ignore[attr-defined]
    return [(code, str(words)) for _name, inner in groups if isinstance(inner, list) for code, words in inner]


def _day(text: str) -> date | None:
    try:
        year, month, day = (int(part) for part in text.split("-"))
        return date(year, month, day)
    except ValueError:
        return None
