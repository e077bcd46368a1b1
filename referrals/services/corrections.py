"""What the office finds out after a referral came: facts the paper check looks at."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case, File, Offence
from referrals.models import ReferredPerson
from referrals.services.flags import refresh_flags
from rjcase.kernel.codelists import codelist
from rjcase.kernel.errors import NotAllowed


def save_referred_person(*, actor: Any, file: File, **said: Any) -> ReferredPerson:
    """Keep what is known of one person, in their own file; older answers stay in its history."""
    _allowed(actor)
    File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    row = ReferredPerson.objects.filter(file=file).first() or ReferredPerson(file=file)
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    refresh_flags(file.case)
    return row


def save_offence(
    *, actor: Any, case: Case, subgroup: str, markers: list[str], happened_on: date | None
) -> Offence:
    """Keep the main offence of a case as codes and a date; its group becomes the case's."""
    _allowed(actor)
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    row = Offence.objects.filter(case=case).order_by("pk").first() or Offence(case=case)
    row.subgroup, row.markers, row.happened_on = subgroup, markers, happened_on
    row.group = locked.offence_group = codelist("offence_subgroup").map(subgroup, "offence_group")
    row.save()
    locked.save(update_fields=["offence_group"])
    refresh_flags(case)
    return row


def _allowed(actor: Any) -> None:
    if not actor.may("referrals.register"):
        raise NotAllowed(_("Only the RJ office corrects a referral."))
