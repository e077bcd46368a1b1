"""What was explained to a party, and what they permit to pass on thing by thing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Explanation, File, ItemPermission, Party
from cases.services.locks import lock_file
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError


def record_explained(
    file: File,
    *,
    actor: Any,
    topics: Iterable[str],
    happened_on: date,
    note: str = "",
    social_media: str = "",
) -> list[Explanation]:
    """Record that topics were explained to a party on a day (WTE-4.4-04, WM-5.6-10, WTE-4.4-09).

    ``social_media`` is what was considered and agreed about its misuse, kept with that topic; without
    it that topic is refused, because a tick alone considers nothing. The same topic on the same day is
    kept once. Raises DomainError.
    """
    lock_file(file)
    wanted = list(dict.fromkeys(topics))
    if happened_on > today():
        raise DomainError(_("Date must be today or in the past"))
    if Explanation.Topic.SOCIAL_MEDIA in wanted and not social_media.strip():
        raise DomainError(_("Enter what was considered and agreed about social media"))
    known = set(
        Explanation.objects.filter(file=file, happened_on=happened_on).values_list("topic", flat=True)
    )
    return Explanation.objects.bulk_create(
        [
            Explanation(
                file=file,
                topic=topic,
                happened_on=happened_on,
                note=(social_media if topic == Explanation.Topic.SOCIAL_MEDIA else note).strip(),
                by_id=actor.pk,
            )
            for topic in wanted
            if topic not in known
        ]
    )


def record_permission(
    file: File,
    *,
    actor: Any,
    permission_id: Any,
    to_party: Party | None = None,
    to_whom: str = "",
    **facts: Any,
) -> ItemPermission:
    """Record whether one thing may be passed to one receiver (WTE-7.10-05).

    ``facts`` are the other fields of ItemPermission. ``permission_id`` comes from the form, so sending
    it twice records it once. Raises DomainError without a receiver, for a receiver outside the case, or
    for a date in the future.
    """
    lock_file(file)
    known = ItemPermission.objects.filter(pk=permission_id, file=file).first()
    if known is not None:
        return known
    if to_party is None and not to_whom.strip():
        raise DomainError(_("Enter who it may be passed to"))
    if to_party is not None and (to_party.case_id != file.case_id or to_party.pk == file.party_id):
        raise DomainError(_("Select another person of this case"))
    if facts["happened_on"] > today():
        raise DomainError(_("Date must be today or in the past"))
    return ItemPermission.objects.create(
        pk=permission_id, file=file, to_party=to_party, to_whom=to_whom.strip(), by_id=actor.pk, **facts
    )


def withdraw_permission(permission: ItemPermission, *, actor: Any) -> None:
    """Withdraw a permission today; pressed twice the first day stands."""
    lock_file(permission.file)
    ItemPermission.objects.filter(pk=permission.pk, is_given=True, withdrawn_on=None).update(
        withdrawn_on=today()
    )
