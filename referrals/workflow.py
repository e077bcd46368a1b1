"""The steps of the front door: taking a referral on, or not."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url_or_none
from cases.models.case import Stage
from referrals import policies
from referrals.criteria import say_finding
from referrals.criteria.facts import OFFENDER
from referrals.models import CrossBorderDecision, EligibilityCheck, YouthTeamDiscussion
from referrals.selectors import evaluate_case, facts_of, latest_check
from rjcase.kernel.clock import today
from rjcase.workflow import Gate, Missing, Situation, Step, register

ADULT = 18
YOUTH_DUTY = "youth_duty"  # the code of referral_source


def is_settled(check: EligibilityCheck | None, against: list[dict[str, object]]) -> bool:
    """Whether a manager accepted the case knowing every reason against it that there is now."""
    if check is None or check.decision != EligibilityCheck.Decision.ACCEPT:
        return False
    return all(finding in check.findings for finding in against)


def _eligible(situation: Situation) -> Iterator[Missing]:
    """Eligible by the published criteria, or decided by a manager with a reason (NOMS-D-04)."""
    case = situation.case
    if not situation.actor.is_office:
        yield Missing(_("The RJ office checks the referral against the criteria."))
        return
    evaluation = evaluate_case(case)
    against = evaluation.against
    if is_settled(latest_check(case), [finding.stored() for finding in against]):
        return
    url = case_url_or_none("referrals:decide", case)
    for finding in against:
        yield Missing(_("A manager decides: %(reason)s.") % {"reason": say_finding(finding)}, url)


ELIGIBILITY = Gate("eligibility", gettext_lazy("Eligible by the published criteria"), _eligible)


def _managed(situation: Situation) -> Iterator[Missing]:
    """Another area that was asked has agreed, or the commissioner has decided (WM-5.2-03, WM-5.2-04)."""
    case = situation.case
    if CrossBorderDecision.objects.filter(case=case, agreed_on=None, decided_on=None).exists():
        url = case_url_or_none("referrals:who-manages", case)
        yield Missing(_("Another area was asked who manages the case. Record what was agreed."), url)


def _youth_team(situation: Situation) -> Iterator[Missing]:
    """A crime by somebody under 18 is first discussed with the youth justice team (WM-5.4-02).

    So is what that team sends though its own statutory duty covers it (WM-5.5-05).
    """
    case = situation.case
    if not situation.actor.is_office or YouthTeamDiscussion.objects.filter(case=case).exists():
        return
    url = case_url_or_none("referrals:youth-team", case)
    if case.source == YOUTH_DUTY:
        yield Missing(_("Agree with the youth justice team who does the work: it has a duty to."), url)
        return
    facts = facts_of(case)
    ages = [person.age(facts.happened_on or today()) for person in facts.of(OFFENDER)]
    if any(age is not None and age < ADULT for age in ages):
        yield Missing(_("Discuss it with the manager of the youth justice team: somebody was under 18."), url)


WHO_MANAGES = Gate("who_manages", gettext_lazy("It is settled who manages the case"), _managed)
YOUTH_TEAM = Gate("youth_team", gettext_lazy("Discussed with the youth justice team"), _youth_team)

ACCEPT_REFERRAL = Step(
    "accept_referral",
    gettext_lazy("Accept the referral"),
    frozenset({Stage.RECEIVED}),
    Stage.ELIGIBLE,
    policies.ACCEPT,
    gates=(ELIGIBILITY, WHO_MANAGES, YOUTH_TEAM),
    url="referrals:accept",
    order=10,
)
DECLINE_REFERRAL = Step(
    "decline_referral",
    gettext_lazy("Do not take the referral forward"),
    frozenset({Stage.RECEIVED, Stage.ELIGIBLE}),
    Stage.CLOSED,
    policies.DECLINE,
    url="referrals:decline",
    is_exit=True,
    order=90,
)


def ready() -> None:
    """Add the steps of this app to the table."""
    register(ACCEPT_REFERRAL, DECLINE_REFERRAL)
