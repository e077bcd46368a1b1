"""Following up: notes in the right file, and the sign-off of the office."""

from datetime import datetime

from django.utils.translation import gettext as _

from agreements.models import AgreementItem, FollowUpNote, OutcomeAgreement, SignOff
from cases.models import File
from rjcase.access.actors import Actor
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import DomainError, NotAllowed


def add_note(
    agreement: OutcomeAgreement,
    file: File,
    *,
    actor: Actor,
    asked: str,
    said: str,
    happened_at: datetime,
    item: AgreementItem | None = None,
) -> FollowUpNote:
    """Keep what somebody said about a party's part of the agreement, in that party's own file.

    The same note sent twice is kept once. Raises DomainError for a time to come.
    """
    if happened_at > now():
        raise DomainError(_("The date and time must be in the past"))
    values = {"asked": asked, "said": said, "happened_at": happened_at, "item": item}
    same = FollowUpNote.objects.filter(agreement=agreement, file=file, **values).first()
    return same or FollowUpNote.objects.create(agreement=agreement, file=file, by=actor.user, **values)


def sign_off(agreement: OutcomeAgreement, *, actor: Actor, note: str = "") -> SignOff:
    """The office has the agreement and has entered its items (WTE-7E-06). Twice is harmless.

    Raises NotAllowed for anybody else, DomainError for a draft.
    """
    if not actor.may("agreements.sign_off"):
        raise NotAllowed(_("You may not do this."))
    present = OutcomeAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if not present.is_live:
        raise DomainError(_("Only the agreement that stands now can be signed off."))
    made, _new = SignOff.objects.get_or_create(
        agreement=present,
        defaults={
            "file_id": present.file_id,
            "note": note,
            "happened_on": today(),
            "by": actor.user,
        },
    )
    return made
