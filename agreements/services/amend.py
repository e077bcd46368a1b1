"""Amending an agreement: a new version that starts from what is still open."""

from django.utils.translation import gettext as _

from agreements.models import AgreementItem, AgreementParty, ItemProgress, OutcomeAgreement
from rjcase.access.actors import Actor
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone


def amend(agreement: OutcomeAgreement, *, actor: Actor) -> OutcomeAgreement:
    """Open the draft of the next version, with the open items of this one; or return it if it is open.

    The agreed version stands until the draft is agreed. Raises AlreadyDone if this version has been
    replaced.
    """
    present = OutcomeAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    drafted = OutcomeAgreement.objects.filter(file_id=present.file_id, state="draft").first()
    if drafted is not None:
        return drafted
    if not present.is_live:
        raise AlreadyDone(_("A later version has replaced this one."))
    draft = OutcomeAgreement.objects.create(
        file_id=present.file_id,
        version=present.version + 1,
        made_on=today(),
        words=present.words,
        monitor=present.monitor,
        monitor_name=present.monitor_name,
        updates_what=present.updates_what,
        updates_until=present.updates_until,
        replaces=present,
        by=actor.user,
    )
    for part in AgreementParty.objects.filter(agreement=present):
        AgreementParty.objects.create(
            file_id=part.file_id, agreement=draft, party_id=part.party_id, called=part.called
        )
    _copy_items(present, draft)
    return draft


def _copy_items(present: OutcomeAgreement, draft: OutcomeAgreement) -> None:
    settled = ItemProgress.objects.filter(item__agreement=present).exclude(state=ItemProgress.State.OPEN)
    kept = AgreementItem.objects.filter(agreement=present).exclude(pk__in=settled.values("item"))
    for number, item in enumerate(kept.order_by("number"), start=1):
        AgreementItem.objects.create(
            file_id=item.file_id,
            agreement=draft,
            number=number,
            kind=item.kind,
            type=item.type,
            what=item.what,
            owner_id=item.owner_id,
            due_on=item.due_on,
            may_tell_victim=item.may_tell_victim,
            follows=item,
        )
