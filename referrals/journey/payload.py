"""A finished journey as the payload of ``enter_referral``: each person's answers go to their own file."""

from datetime import date
from typing import Any

from referrals.criteria.facts import OFFENDER, VICTIM, CaseFacts, PersonFacts
from referrals.criteria.flags import flags
from referrals.criteria.full import missing_for_full
from referrals.forms.fields import WAYS
from referrals.models import Referral
from rjcase.designsystem.journeys import Journey
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist

_SIDES = {VICTIM: "harmed", OFFENDER: "responsible"}
_KINDS = {"harmed": "victim", "responsible": "offender"}  # WM-9.2-03
_DECISIONS = {"yes": "given", "no": "refused"}


def payload_of(journey: Journey, *, office: bool) -> dict[str, Any]:
    """What is sent when the answers are confirmed. Every step must be complete.

    ``full_on`` is today where nothing is missing for a full referral, else absent (WM-5.6-06).
    """
    answers = {step.key: step.checked.cleaned_data for step in journey.steps}
    referrer, offence, start = answers["referrer"], answers["offence"], answers["start"]
    parties = [
        _party(key.partition("-")[0], cleaned) | _further(journey, key)
        for key, cleaned in answers.items()
        if key.startswith(("victim-", "offender-")) and cleaned.get("is_known") != "no"
    ]
    for party in parties:
        party["referred"] |= party.pop("rights", {})
    subgroup = offence["subgroup"]
    group = codelist("offence_subgroup").map(subgroup, "offence_group")
    facts = _facts(group, offence, answers["circumstances"], parties)
    full = not missing_for_full(facts)
    found = flags(facts)
    return {
        "channel": Referral.Channel.OFFICE if office else Referral.Channel.FORM,
        "agency": referrer["agency"].pk if referrer["agency"] else None,
        "source": referrer["source"],
        "kind": _KINDS.get(start["started_by"], ""),
        "referrer_name": referrer["name"],
        "referrer_contact": referrer["contact"],
        "happened_on": referrer["happened_on"],
        "full_on": today() if full else None,
        "started_by": start["started_by"],
        "is_court_ordered": start["is_court_ordered"] == "yes",
        "is_custody": any(party["in_custody"] for party in parties),
        "offence_group": group,
        "offences": [
            {
                "group": group,
                "subgroup": subgroup,
                "happened_on": offence["happened_on"],
                "markers": offence["markers"],
            }
        ],
        "in_area": offence["in_area"],
        "hearing_on": _hearing(parties),
        "is_sensitive": bool(found.sensitive),
        "is_complex": bool(found.complex),
        "explained": start["explained"],
        "papers": _papers(offence, answers["circumstances"], start),
        "parties": parties,
    }


def _further(journey: Journey, key: str) -> dict[str, Any]:
    """What the further pages of one person say, where they were asked."""
    number = key.partition("-")[2]
    records = {
        step.key.partition("-")[0]: step.checked.record()  # type: ignore[attr-defined]
        for step in journey.steps
        if step.key in (f"court-{number}", f"remedy-{number}", f"rights-{number}")
    }
    if key.startswith(VICTIM):
        return {"rights": records["rights"]} if "rights" in records else {}
    court = records.get("court", {}) | records.get("remedy", {})
    return {"court": court} if court else {}


def _hearing(parties: list[dict[str, Any]]) -> date | None:
    """The last day in court that is still to come to a sentence (WTE-2B-05)."""
    courts = [party.get("court") or {} for party in parties]
    days = [court["hearing_on"] for court in courts if court.get("hearing_on") and not court["sentence_on"]]
    return max(days, default=None)


def _papers(offence: dict[str, Any], told: dict[str, Any], start: dict[str, Any]) -> list[dict[str, str]]:
    texts = (
        ("circumstances", told["happened"]),
        ("place", told["place"]),
        ("risk", told["risk"]),
        ("crime_number", offence["crime_number"]),
        ("other", start["other"]),
    )
    return [{"kind": kind, "text": text} for kind, text in texts if text]


def _party(role: str, given: dict[str, Any]) -> dict[str, Any]:
    """One person's answers, in the shape their file is opened with."""
    ways = set(given["ways"] or ())
    identifiers = {name: given.get(name) for name in ("prison_number", "pnc_id") if given.get(name)}
    party: dict[str, Any] = {
        "role": role,
        "side": _SIDES[role],
        "in_custody": given.get("custody") == "yes",
        "identity": {
            "given_names": given["given_names"],
            "family_name": given["family_name"],
            "organisation": given.get("organisation", ""),
            "date_of_birth": given["date_of_birth"],
            "sex": given["sex"],
            "ethnicity": given["ethnicity"],
            "needs": given["needs"],
            "identifiers": identifiers,
        },
        "contact": {
            "address": given["address"],
            "postcode": given["postcode"],
            "phone": given["phone"],
            "email": given["email"],
            "notes": given["notes"],
            "no_disclosure": given.get("basis") == "opted_out",
            **{way: way in ways for way in WAYS},
        },
        "referred": {
            "consent": given["consent"],
            "responsibility": given.get("responsibility") or "",
            "plea": given.get("plea") or "",
            "justice_stage": given.get("justice_stage") or "",
            "disposal": given.get("disposal") or "",
            "custody_place": given.get("custody_place") or "",
            "vulnerability": given["vulnerability"],
            "basis": given.get("basis") or "",
        },
    }
    decision = _DECISIONS.get(given["consent"])
    if decision:
        party["consent"] = {
            "decision": decision,
            "form": "verbal",
            "happened_on": given["consent_on"] or today(),
        }
    return party


def _facts(
    group: str, offence: dict[str, Any], told: dict[str, Any], parties: list[dict[str, Any]]
) -> CaseFacts:
    return CaseFacts(
        group=group,
        subgroup=offence["subgroup"],
        markers=frozenset(offence["markers"]),
        happened_on=offence["happened_on"],
        has_circumstances=bool(told["happened"]),
        people=tuple(_person(number, party) for number, party in enumerate(parties, 1)),
    )


def _person(number: int, party: dict[str, Any]) -> PersonFacts:
    name, contact, said = party["identity"], party["contact"], party["referred"]
    born: date | None = name["date_of_birth"]
    return PersonFacts(
        role=party["role"],
        number=number,
        is_named=bool(name["family_name"] or name["organisation"]),
        is_organisation=bool(name["organisation"] and not name["family_name"]),
        born=born,
        is_reachable=bool(
            contact["address"] or contact["phone"] or contact["email"] or said["custody_place"]
        ),
        justice_stage=said["justice_stage"],
        vulnerability=frozenset(said["vulnerability"]),
        continuing_harm=(party.get("court") or {}).get("continuing_harm", ""),
    )
