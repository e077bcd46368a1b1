"""Passing something on, ending it, and looking again at what went out without consent."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases import sharing
from cases.models import Consent, Disclosure, DisclosureReview, File, SharingTest
from cases.selectors import has_live_consent, live_consent, may_disclose, open_bars
from cases.services.locks import lock_file
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.kernel.clock import local_date, now, today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.notifications.services import notify
from rjcase.notifications.texts import case_link

REVIEW = "disclosure_review"


@dataclass(frozen=True)
class Receiver:
    """Whoever is told: another person in the case by their file, anybody else in words."""

    kind: str
    file: File | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """The receiver in words."""
        return str(self.file) if self.file is not None else self.words.strip()


@dataclass(frozen=True)
class Weighed:
    """The proportionality test of one share (WTE-4.4-03), as it is kept in the giver's file."""

    why_needed: str
    why_no_less: str
    told: str
    told_reason: str = ""
    at_risk: str = ""
    known_at: datetime | None = None


def pass_on(
    file: File,
    *,
    actor: Any,
    disclosure_id: UUID,
    to: Receiver,
    thing: str,
    what: str,
    means: str,
    purpose: str,
    basis: str,
    happened_at: datetime,
    weighed: Weighed,
    until_on: date | None = None,
) -> Disclosure:
    """Record that something from a party's file was passed on (WTE-4.2-05, WM-10-08, WM-10-09).

    ``disclosure_id`` comes from the form, so that sending it twice records it once. With consent as
    the basis, the live answer of that person is asked now. Without consent nothing is asked first:
    it stands at once, managers are told, and its review is a deadline (WTE-4.5-05, WTE-5.4-09).
    Raises NotAllowed without the right to disclose from this file, DomainError otherwise.
    """
    if not may_disclose(actor, file):
        raise NotAllowed(_("You may not pass anything on from this file."))
    lock_file(file)
    known = Disclosure.objects.filter(pk=disclosure_id, file=file).first()
    if known is not None:
        return known
    _check_dates(happened_at, until_on, weighed.known_at)
    _check_receiver(file, to, thing, basis)
    for problem in (sharing.wrong_purpose(to.kind, purpose), sharing.wrong_basis(purpose, basis)):
        if problem:
            raise DomainError(problem)
    _check_weighed(weighed, purpose)
    consent = _consent_for(file, to.kind, happened_at) if basis == Disclosure.Basis.CONSENT else None
    row = Disclosure.objects.create(
        pk=disclosure_id,
        file=file,
        to_party_file=to.file,
        from_whom=str(file),
        to_kind=to.kind,
        to_whom=to.label,
        thing=thing,
        what=what.strip(),
        means=means,
        purpose=purpose,
        basis=basis,
        consent=consent,
        by=actor.user,
        happened_at=happened_at,
        until_on=until_on,
    )
    SharingTest.objects.create(file=file, disclosure=row, by=actor.user, **vars(weighed))
    if row.is_override:
        _ask_for_review(row, file, actor)
    return row


def end_disclosure(row: Disclosure, *, actor: Any, reason: str) -> None:
    """Say that something passed on until a date may not be used any more from now on.

    Raises NotAllowed without the right to disclose, AlreadyDone if it has ended.
    """
    if not may_disclose(actor, row.file):
        raise NotAllowed(_("You may not end this."))
    if not reason.strip():
        raise DomainError(_("Enter why it ends"))
    changed = Disclosure.objects.filter(pk=row.pk, ended_on=None).update(
        ended_on=today(), ended_reason=reason.strip(), ended_by=actor.user
    )
    if not changed:
        raise AlreadyDone(_("This has ended in the meantime."))


def review_disclosure(
    row: Disclosure, *, actor: Any, finding: str, note: str, reviewed_with: str = ""
) -> DisclosureReview:
    """Keep what somebody else thinks of a share without consent, and stop its clock.

    Whoever passed it on cannot review it alone: in a one-person office they name who looked at it
    with them. Raises DomainError then, AlreadyDone if it was reviewed.
    """
    if not actor.may("cases.review_disclosure"):
        raise NotAllowed(_("You may not review this."))
    lock_file(row.file)
    if DisclosureReview.objects.filter(disclosure=row).exists():
        raise AlreadyDone(_("Somebody else has reviewed this in the meantime. Nothing was changed."))
    if row.by_id == actor.pk and not reviewed_with.strip():
        raise DomainError(
            _("You passed this on yourself. Enter the name, role and organisation of whoever reviewed it")
        )
    made = DisclosureReview.objects.create(
        file=row.file,
        disclosure=row,
        finding=finding,
        note=note.strip(),
        reviewed_with=reviewed_with.strip(),
        by=actor.user,
    )
    meet_deadline(REVIEW, row.file.case, subject=row.pk)
    return made


def _check_dates(happened_at: datetime, until_on: date | None, known_at: datetime | None) -> None:
    if happened_at > now():
        raise DomainError(_("Date and time it was passed on must be in the past"))
    if until_on is not None and until_on < local_date(happened_at):
        raise DomainError(_("The last day must be on or after the day it was passed on"))
    if known_at is not None and known_at > happened_at:
        raise DomainError(_("The time you learned of the risk must be before it was passed on"))


def _check_receiver(file: File, to: Receiver, thing: str, basis: str) -> None:
    if to.kind != Disclosure.To.PARTY:
        if not to.label:
            raise DomainError(_("Enter who was told"))
        return
    if to.file is None or to.file.pk == file.pk or to.file.case_id != file.case_id:
        raise DomainError(_("Select somebody else in this case"))
    if thing in (Disclosure.Thing.LETTER, Disclosure.Thing.RECORDING):
        raise DomainError(
            _(
                "A letter or a recording from one person in this case to another is delivered as a "
                "message of an exchange, after its checks"
            )
        )
    if basis != Disclosure.Basis.SAFEGUARDING and (open_bars(file) or open_bars(to.file)):
        raise DomainError(_("A legal bar on contact is recorded: nothing is passed between them"))


def _check_weighed(weighed: Weighed, purpose: str) -> None:
    if not weighed.why_needed.strip() or not weighed.why_no_less.strip():
        raise DomainError(_("Enter why it was needed, and why no less would do"))
    if weighed.told == SharingTest.Told.NOT and not weighed.told_reason.strip():
        raise DomainError(_("Enter why the person was not told"))
    if purpose in sharing.RISKY and not (weighed.at_risk and weighed.known_at):
        raise DomainError(_("Enter who is at risk, and when you learned of it"))


def _consent_for(file: File, to_kind: str, happened_at: datetime) -> Consent:
    purpose = sharing.consent_purpose(to_kind)
    live = live_consent(file, purpose)
    is_in_time = live is not None and live.happened_on <= local_date(happened_at)
    if live is None or not is_in_time or not has_live_consent(file, purpose):
        raise DomainError(
            _(
                "%(party)s has not agreed to this, or does not agree any more: “%(purpose)s”. Record their "
                "consent first, or select another basis"
            )
            % {"party": file, "purpose": Consent.Purpose(purpose).label}
        )
    return live


def _ask_for_review(row: Disclosure, file: File, actor: Any) -> None:
    """Open the clock for somebody else, and tell every manager at once."""
    members = Membership.objects.live().filter(user__is_active=True).exclude(user=actor.pk)
    managers = [
        member.user
        for member in members.select_related("user").order_by("user_id")
        if Role.MANAGER in member.roles
    ]
    open_deadline(
        REVIEW,
        file.case,
        started_on=local_date(row.happened_at),
        file=file,
        subject=row.pk,
        owner=next(iter(managers), None),
    )
    facts = {"reference": file.case.reference, "url": case_link(file.case.scheme, file.case.reference)}
    notify(
        subject=row.pk,
        recipients=managers,
        title=_("Passed on without consent in %(reference)s") % facts,
        body=_("Something was passed on without consent in %(reference)s. Review it:\n%(url)s") % facts,
        case=file.case,
    )
