"""What must be true of everyone who takes part, before a meeting or an exchange.

One set of gates for confirming that a case is ready and for every process that begins
(``conferences`` puts them in front of its own steps). All but the needs can never be passed: they
are the promises of consent, responsibility, safety and age (docs/architecture.md). A step may be
given ``participants`` (files) as a fact; otherwise those chosen for the case count. What is recorded
after it happened is given the moment ``as_of``, at which consent is judged.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import AgeRecord, RiskAssessment, Suitability
from assessments.selectors import Standing, standings
from cases.links import case_url_or_none
from cases.models import Case, Consent, Party
from cases.models.case import Side
from rjcase.workflow import Gate, Missing, Situation

ADULT_AGE = 18  # years; below it a parent or guardian has to permit (WTE-5.4-05, WTE-5.4-07)
Rule = Callable[[Standing], Iterable[str]]
_KEY = "assessments.standings"
_RECORDED_FORMS = (Consent.Form.WRITTEN, Consent.Form.RECORDED)
_ACCEPTED = (Suitability.Responsibility.YES, Suitability.Responsibility.PARTLY)
# A professional comes in their work: they consent and may not be barred, and are not assessed.
_NOT_ASSESSED = (Party.Role.PROFESSIONAL,)


def participation_gates() -> tuple[Gate, ...]:
    """The gates that every step into a meeting or an exchange stands behind."""
    return GATES


def broken(standing: Standing) -> bool:
    """Whether anything that is never passable is missing for one party."""
    return any(True for rule in _NEVER_PASSABLE for line in rule(standing))


# --- The rules, each about one party -------------------------------------------------------------
def consents(standing: Standing) -> Iterator[str]:
    """A live yes, signed or recorded; a later "no" to anything takes it away."""
    consent, explore = standing.consent, standing.explore
    if consent is None:
        yield _("record their consent to take part")
    elif consent.decision == Consent.Decision.REFUSED:
        yield _("they do not want to take part")
    elif consent.decision == Consent.Decision.WITHDRAWN:
        yield _("they have withdrawn their consent to take part")
    elif consent.decision != Consent.Decision.GIVEN or consent.form not in _RECORDED_FORMS:
        yield _("record their consent to take part on a signed form, or in another recorded form")
    elif (
        explore is not None
        and explore.decision != Consent.Decision.GIVEN
        and (explore.recorded_at >= consent.recorded_at)
    ):
        yield _("they have since said no to restorative justice")


def consents_in_writing(standing: Standing) -> Iterator[str]:
    """An offender signs before a court's order makes taking part binding (WTE-7.6-02). Never a victim."""
    consent, party = standing.consent, standing.party
    if party.role != Party.Role.OFFENDER or not standing.is_ordered:
        return
    if consent is not None and consent.form != Consent.Form.WRITTEN:
        yield _("a court ordered this: record their consent on a signed form")


def consents_freely(standing: Standing) -> Iterator[str]:
    """No pressure: neither at the consent nor by the risk answers, a draft's included."""
    if standing.consent is not None and not standing.consent.is_free:
        yield _("their consent was not given freely")
    if standing.risk is not None and standing.risk.is_consent_free is False:
        yield _("the risk assessment says that their consent is not free of pressure")


def is_suitable(standing: Standing) -> Iterator[str]:
    """Found suitable, by a decision of its own."""
    if standing.party.role in _NOT_ASSESSED:
        return
    found = standing.suitability
    if found is None:
        yield _("record whether they are suitable to take part")
    elif found.decision == Suitability.Decision.UNSUITABLE:
        yield _("they were found unsuitable to take part")
    elif found.decision != Suitability.Decision.SUITABLE:
        yield _("they are not yet suitable to take part")


def accepts_responsibility(standing: Standing) -> Iterator[str]:
    """Asked of the person who caused the harm: all of it, or part of it."""
    if standing.party.role != Party.Role.OFFENDER:
        return
    found, risk = standing.suitability, standing.risk
    if found is None or not found.responsibility:
        yield _("record whether they accept responsibility for the harm")
    elif found.responsibility not in _ACCEPTED:
        yield _("they do not accept responsibility for the harm")
    if risk is not None and risk.answer("responsibility").get("answer") == "no":
        yield _("the risk assessment says that they accept no responsibility for the harm")


def has_approved_risk(standing: Standing) -> Iterator[str]:
    """The newest version of the risk assessment is approved."""
    if standing.party.role in _NOT_ASSESSED:
        return
    risk = standing.risk
    if risk is None:
        yield _("write a risk assessment")
    elif risk.state == RiskAssessment.State.DRAFT:
        yield _("finish the risk assessment and send it for approval")
    elif risk.state == RiskAssessment.State.SUBMITTED:
        yield _("the risk assessment waits for approval")
    elif risk.state == RiskAssessment.State.RETURNED:
        yield _("the risk assessment was returned: change it and send it again")
    elif risk.state != RiskAssessment.State.APPROVED:
        yield _("the risk assessment is not approved")


def has_no_bar(standing: Standing) -> Iterator[str]:
    """No order or condition forbids contact."""
    for bar in standing.bars:
        words = {"source": bar.get_source_display().lower(), "who": bar.other_party}
        if bar.other_party_id:
            yield _("contact with %(who)s is barred (%(source)s)") % words
        else:
            yield _("contact is barred (%(source)s)") % words


def is_of_age(standing: Standing) -> Iterator[str]:
    """18 or over, or permitted by a parent or guardian. Not knowing the age opens nothing."""
    record = standing.age_record
    finding = record.finding if record else None
    if standing.age is None and finding is None:
        yield _("record their date of birth, or that they are 18 or over")
    elif finding == AgeRecord.Result.REFUSED and not _is_adult(standing):
        yield _("a parent or guardian does not give permission")
    elif not _is_adult(standing) and finding != AgeRecord.Result.PERMITTED:
        yield _("record the permission of a parent or guardian: they are under 18")


def _is_adult(standing: Standing) -> bool:
    if standing.age is not None:
        return standing.age >= ADULT_AGE
    return standing.age_record is not None and standing.age_record.finding == AgeRecord.Result.ADULT


def has_needs_assessed(standing: Standing) -> Iterator[str]:
    """Asked what they need to take part."""
    if standing.needs is None and standing.party.role not in _NOT_ASSESSED:
        yield _("ask what they need to take part")


# --- The gates -----------------------------------------------------------------------------------
def both_sides(situation: Situation) -> Iterator[Missing]:
    """Somebody from each side takes part."""
    sides = {standing.party.side for standing in _standings(situation) if _is_principal(standing)}
    url = case_url_or_none("assessments:participants", situation.case)
    if Side.HARMED not in sides:
        yield Missing(_("Choose a person harmed who takes part"), url)
    if Side.RESPONSIBLE not in sides:
        yield Missing(_("Choose a person responsible who takes part"), url)


def _is_principal(standing: Standing) -> bool:
    return standing.party.role in (Party.Role.VICTIM, Party.Role.OFFENDER)


def _standings(situation: Situation) -> list[Standing]:
    """The participants' standings, read once for all gates of one question."""
    known: list[Standing] | None = situation.facts.get(_KEY)
    if known is None:
        known = standings(situation.case, situation.facts.get("participants"), situation.facts.get("as_of"))
        situation.facts[_KEY] = known
    return known


def _per_party(rule: Rule, page: str) -> Callable[[Situation], Iterator[Missing]]:
    """A gate's check that asks a rule about every participant."""

    def check(situation: Situation) -> Iterator[Missing]:
        for standing in _standings(situation):
            yield from _lines(rule, page, situation.case, standing)

    return check


def _lines(rule: Rule, page: str, case: Case, standing: Standing) -> Iterator[Missing]:
    label = str(standing.party)
    if standing.file is None:
        yield Missing(_("%(party)s: their file is not open to you") % {"party": label})
        return
    url = case_url_or_none(page, case, file=standing.file)
    for text in rule(standing):
        yield Missing(_("%(party)s: %(what)s") % {"party": label, "what": text}, url, file=standing.file)


def _gate(name: str, title: Any, rule: Rule, page: str, requirement: str, passable: bool = False) -> Gate:
    return Gate(f"participation_{name}", title, _per_party(rule, page), passable, requirement)


GATES: tuple[Gate, ...] = (
    Gate("participation_both_sides", gettext_lazy("Somebody from each side takes part"), both_sides),
    _gate(
        "consent",
        gettext_lazy("Everyone who takes part has consented in a recorded form"),
        consents,
        "cases:consents",
        "WM-5.5-08",
    ),
    _gate(
        "consent_signed",
        gettext_lazy("Whoever takes part because a court ordered it has signed"),
        consents_in_writing,
        "cases:consents",
        "WTE-7.6-02",
    ),
    _gate(
        "consent_free",
        gettext_lazy("Every consent is free of pressure"),
        consents_freely,
        "assessments:risk",
        "WTE-5B-18",
    ),
    _gate(
        "suitable",
        gettext_lazy("Everyone who takes part was found suitable"),
        is_suitable,
        "assessments:suitability",
        "MOJ-P-08",
    ),
    _gate(
        "responsibility",
        gettext_lazy("Responsibility for the harm is accepted"),
        accepts_responsibility,
        "assessments:suitability",
        "WTE-2.1-05",
    ),
    _gate(
        "risk",
        gettext_lazy("Every risk assessment is approved"),
        has_approved_risk,
        "assessments:risk",
        "WTE-5.9-01",
    ),
    _gate(
        "contact_bar",
        gettext_lazy("Nothing bars contact by law"),
        has_no_bar,
        "cases:consents",
        "",
    ),
    _gate(
        "age",
        gettext_lazy("Everyone is 18 or over, or a parent or guardian permits it"),
        is_of_age,
        "assessments:needs",
        "WTE-5.4-05",
    ),
    _gate(
        "needs",
        gettext_lazy("Everyone was asked what they need"),
        has_needs_assessed,
        "assessments:needs",
        "NOMS-04",
        passable=True,
    ),
)
_NEVER_PASSABLE: tuple[Rule, ...] = (
    consents,
    consents_in_writing,
    consents_freely,
    is_suitable,
    accepts_responsibility,
    has_approved_risk,
    has_no_bar,
    is_of_age,
)
