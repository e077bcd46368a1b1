"""The log of a breach and its clock of 72 hours."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.models import Case, File
from cases.selectors import party_files
from cases.services.mentions import other_side_mentioned
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.assurance.models import AffectedFile, Breach, BreachEntry
from rjcase.assurance.policies import DECIDE, REPORT
from rjcase.assurance.selectors import states_of
from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import local_date, now
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.kernel.workingdays import Unit, due_at
from rjcase.notifications.services import notify
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

HOURS = 72  # to tell the regulator, from the moment we knew
CLOCK = "breach"
About = BreachEntry.About


def report_breach(
    *,
    actor: Any,
    scheme: Scheme,
    breach_id: UUID,
    kind: str,
    happened_at: datetime,
    aware_at: datetime,
    what: str,
    contained: str,
    case: Case | None = None,
) -> Breach:
    """Report a breach: its clock starts from the moment we knew, and every manager is told at once.

    ``breach_id`` comes from the form, so that sending it twice reports it once. No name may stand in
    it: a detail of somebody in the case is refused, as far as the actor may look.
    """
    if not actor.may(REPORT):
        raise NotAllowed(_("You may not report a breach."))
    known = Breach.objects.filter(pk=breach_id).first()
    if known is not None:
        return known
    if aware_at > now() or happened_at > aware_at:
        raise DomainError(_("It must have happened before you knew of it, and both in the past"))
    if case is not None:
        _refuse_details(case, [what, contained])
    row = Breach.objects.create(
        pk=breach_id,
        kind=kind,
        case=case,
        happened_at=happened_at,
        aware_at=aware_at,
        what=what.strip(),
        contained=contained.strip(),
        reported_by=actor.user,
    )
    _start_clock(row, scheme)
    return row


def add_entry(
    breach: Breach,
    *,
    actor: Any,
    entry_id: UUID,
    about: str,
    text: str = "",
    answer: bool | None = None,
    to_whom: str = "",
    reference: str = "",
    why_late: str = "",
    happened_at: datetime | None = None,
) -> BreachEntry:
    """Add a line to the log of a breach: a decision with reasons, who was told, lessons, its end.

    The clock stops with the decision not to tell the regulator, or when they were told; telling them
    after 72 hours needs its reason. It closes only once both decisions and the lessons stand in it.
    Raises AlreadyDone for a closed one, DomainError for what is missing.
    """
    if not actor.may(DECIDE):
        raise NotAllowed(_("Only a manager decides on a breach."))
    Deadline.objects.select_for_update(of=("self",)).filter(kind=CLOCK, subject=breach.pk).first()
    known = BreachEntry.objects.filter(pk=entry_id).first()
    if known is not None:
        return known
    state = states_of([breach])[0]
    if state.is_closed:
        raise AlreadyDone(_("This breach is closed."))
    when = happened_at or now()
    if when > now():
        raise DomainError(_("The date and time must be in the past"))
    if breach.case is not None:
        _refuse_details(breach.case, [text, to_whom, why_late])
    _check(about, answer, text, to_whom)
    if about == About.TOLD_REGULATOR and when > _limit(breach) and not why_late.strip():
        raise DomainError(_("More than 72 hours have passed: enter why it took longer"))
    if about == About.CLOSED:
        _check_end(state.newest, state.clock_runs)
    made = BreachEntry.objects.create(
        pk=entry_id,
        breach=breach,
        about=about,
        answer=answer,
        text=text.strip(),
        to_whom=to_whom.strip(),
        reference=reference.strip(),
        why_late=why_late.strip(),
        happened_at=when,
        by=actor.user,
    )
    _keep_clock(breach, when)
    return made


def add_affected(breach: Breach, file: File, *, actor: Any, what: str) -> AffectedFile:
    """Say whose information it was, and what of it, in that person's own file; once a file."""
    if not actor.may(DECIDE):
        raise NotAllowed(_("Only a manager decides on a breach."))
    if breach.case_id is not None and file.case_id != breach.case_id:
        raise DomainError(_("Select a person of the case"))
    row, _made = AffectedFile.objects.get_or_create(breach=breach, file=file, defaults={"what": what.strip()})
    return row


def tell_affected(row: AffectedFile, *, actor: Any, told_at: datetime, told_how: str) -> None:
    """Record that somebody was told of the breach. Raises AlreadyDone if they were."""
    if not actor.may(DECIDE):
        raise NotAllowed(_("Only a manager decides on a breach."))
    if told_at > now():
        raise DomainError(_("The date and time must be in the past"))
    changed = AffectedFile.objects.filter(pk=row.pk, told_at=None).update(
        told_at=told_at, told_how=told_how.strip(), told_by=actor.user
    )
    if not changed:
        raise AlreadyDone(_("Somebody else has recorded this in the meantime."))


def _limit(breach: Breach) -> datetime:
    return due_at(breach.aware_at, HOURS, Unit.CLOCK_HOURS)


def _start_clock(breach: Breach, scheme: Scheme) -> None:
    """Whoever reports need be no manager: the clock and the messages are written for them."""
    managers = [
        member.user
        for member in Membership.objects.live().filter(user__is_active=True).select_related("user")
        if Role.MANAGER in member.roles
    ]
    with acting(scheme, SYSTEM, why="breach"):
        open_deadline(
            CLOCK,
            None,
            started_on=local_date(breach.aware_at),
            due_at=_limit(breach),
            subject=breach.pk,
        )
    notify(
        subject=breach.pk,
        recipients=managers,
        title=_("A data breach was reported"),
        body=_("A data breach was reported. Decide within 72 hours whether to tell the regulator."),
    )


def _keep_clock(breach: Breach, when: datetime) -> None:
    state = states_of([breach])[0]
    clock = Deadline.objects.filter(kind=CLOCK, subject=breach.pk, waived_at=None)
    clock.update(met_on=None if state.clock_runs else local_date(when))


def _check(about: str, answer: bool | None, text: str, to_whom: str) -> None:
    if about in (About.REGULATOR, About.PEOPLE) and answer is None:
        raise DomainError(_("Select yes or no"))
    if about in (About.REGULATOR, About.PEOPLE, About.LESSONS) and not text.strip():
        raise DomainError(_("Enter the reasons or details"))
    if about == About.TOLD_OTHER and not to_whom.strip():
        raise DomainError(_("Enter who was told"))


def _check_end(newest: dict[str, BreachEntry], clock_runs: bool) -> None:
    missing = [
        sentence
        for is_missing, sentence in (
            (About.REGULATOR not in newest, _("decide whether to tell the regulator")),
            (About.REGULATOR in newest and clock_runs, _("record that the regulator was told")),
            (About.PEOPLE not in newest, _("decide whether to tell the people concerned")),
            (About.LESSONS not in newest, _("record what was learned")),
        )
        if is_missing
    ]
    if missing:
        raise DomainError(_("Before it is closed: %(list)s") % {"list": "; ".join(missing)})


def _refuse_details(case: Case, texts: Sequence[str]) -> None:
    found = {kind for file in party_files(case) for kind in other_side_mentioned(file, texts)}
    if found:
        raise DomainError(
            _("The text names somebody of the case or gives their details. Say what happened without them")
        )
