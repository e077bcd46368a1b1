"""Which further pages apply to what was typed so far, and their forms."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from referrals.criteria.facts import OFFENDER, VICTIM
from referrals.forms.court import CourtForm, RemedyForm, RightsForm
from referrals.models import Agency
from referrals.selectors import intake_settings
from rjcase.designsystem.journeys import Answers, StepForm
from rjcase.kernel.codelists import codelist

_JUSTICE = frozenset(
    {"probation", "prison", "prison_contracted", "young_offenders", "court"}
)  # agencies that know courts and probation
_SENTENCING = frozenset({"pre_sentence", "community", "custody", "licence"})
_DEATHS = frozenset({"homicide", "driving_death"})
CONDITIONAL = frozenset({"conditional_caution", "youth_conditional_caution"})
REMEDY = CONDITIONAL | {"community_resolution", "youth_community_resolution", "youth_caution"}
_SCHEME_GROUPS = frozenset({"violence", "sexual"})
_SCHEME_CLASSES = frozenset({"custody", "mental_health"})


class Told:
    """What was typed so far, as it was typed, right or wrong."""

    def __init__(self, kept: Mapping[tuple[str, int, str], Answers], agency: Agency | None) -> None:
        self._kept, self._agency = kept, agency

    def _one(self, kind: str, number: int, page: str, name: str) -> str:
        return (self._kept.get((kind, number, page), {}).get(name) or [""])[0]

    def _all(self, kind: str, name: str) -> list[str]:
        numbers = sorted({number for found, number, _page in self._kept if found == kind})
        return [self._one(kind, number, "person", name) for number in numbers]

    def further(self, kind: str, number: int) -> Iterator[tuple[str, Callable[..., StepForm]]]:
        """Names of pages and their forms for one person."""
        if kind == VICTIM:
            asks = self._rights()
            if asks:
                yield "rights", partial(RightsForm, asks=asks)
            return
        if self._one(OFFENDER, number, "person", "is_known") == "no":
            return
        if self._is_before_courts(number):
            yield "court", CourtForm
        disposal = self._one(OFFENDER, number, "person", "disposal")
        if disposal in REMEDY:
            agreed = [*self._all(VICTIM, "consent"), *self._all(OFFENDER, "consent")]
            yield (
                "remedy",
                partial(
                    RemedyForm,
                    actions=list(intake_settings().remedies),
                    is_caution=disposal in CONDITIONAL,
                    all_agree=bool(agreed) and all(answer == "yes" for answer in agreed),
                ),
            )

    def _is_before_courts(self, number: int) -> bool:
        """A court ordered it, or an agency of justice refers somebody who is being sentenced or has been."""
        if self._one("papers", 1, "start", "is_court_ordered") == "yes":
            return True
        source = self._one("referrer", 1, "referrer", "source")
        known = codelist("referral_source")
        kind = known[source].maps.get("agency_kind") if source in known else ""
        if not kind and self._agency is not None:
            kind = self._agency.kind
        return kind in _JUSTICE and self._one(OFFENDER, number, "person", "justice_stage") in _SENTENCING

    def _rights(self) -> frozenset[str]:
        """What applies to victims: "scheme" (NOMS-S-10), "death" (CAMB-02), "remedy" (MOJ-A-17)."""
        offence = self._one("papers", 1, "offence", "subgroup")
        offences, disposals = codelist("offence_subgroup"), codelist("disposal")
        group = offences[offence].maps.get("offence_group") if offence in offences else ""
        given = [code for code in self._all(OFFENDER, "disposal") if code in disposals]
        classes = {disposals[code].maps.get("disposal_class") for code in given}
        applies = {
            "scheme": group in _SCHEME_GROUPS and bool(classes & _SCHEME_CLASSES),
            "death": offence in _DEATHS,
            "remedy": bool(set(given) & REMEDY),
        }
        return frozenset(name for name, is_so in applies.items() if is_so)
