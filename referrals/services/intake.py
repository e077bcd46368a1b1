"""What a manager sets for the scheme's intake."""

from typing import Any

from django.utils.translation import gettext as _

from referrals import policies
from referrals.models import IntakeSettings
from rjcase.kernel.errors import NotAllowed


def save_intake(*, actor: Any, **given: Any) -> IntakeSettings:
    """Keep the referral contact, the actions of the community remedy and the weights of the triage score."""
    if not actor.may(policies.INTAKE):
        raise NotAllowed(_("Only a manager changes these settings."))
    IntakeSettings.objects.get_or_create()  # two at once make one row
    row = IntakeSettings.objects.select_for_update().get()
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    return row
