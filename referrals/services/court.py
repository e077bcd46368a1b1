"""What courts and probation said of an offender, what a victim is owed, and a sentence told by a partner."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from cases.models import File
from referrals import policies
from referrals.models import CourtRecord, Referral, ReferredPerson
from referrals.services.flags import refresh_flags
from rjcase.kernel.errors import NotAllowed


def save_court_record(*, actor: Any, file: File, **said: Any) -> CourtRecord:
    """Keep what is known of an offender's sentence and supervision; what stood there stays in its history."""
    _allowed(actor)
    File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    row = CourtRecord.objects.filter(file=file).first() or CourtRecord(file=file)
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    refresh_flags(file.case)
    return row


def save_victims_rights(*, actor: Any, file: File, **said: Any) -> ReferredPerson:
    """Keep what applies to a victim: contact scheme, bereavement, their view of a remedy, who told them."""
    return _say_of(actor, file, said)


def decide_early_approach(*, actor: Any, file: File, **decision: Any) -> ReferredPerson:
    """Keep whether an offender may be approached before staff are trained, by whom and why (WTE-2.4-01)."""
    return _say_of(actor, file, decision)


def _say_of(actor: Any, file: File, said: dict[str, Any]) -> ReferredPerson:
    _allowed(actor)
    File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    row = ReferredPerson.objects.filter(file=file).first() or ReferredPerson(file=file)
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    return row


def tell_sentence(*, actor: Any, referral: Referral, text: str) -> None:
    """A partner tells the sentence of a referral of their agency: into the papers (WTE-2B-05).

    Told twice it is kept once. Raises NotAllowed for somebody who is no partner.
    """
    if not actor.may(policies.OURS):
        raise NotAllowed(_("You may not add to this referral."))
    with connection.cursor() as cursor:
        cursor.execute("select tell_sentence(%s, %s)", [referral.pk, text])


def _allowed(actor: Any) -> None:
    if not actor.may(policies.REGISTER):
        raise NotAllowed(_("Only the RJ office corrects a referral."))
