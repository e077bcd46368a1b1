"""Whether a party is to take part in the meeting or exchange that is being prepared."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.record import Finding
from rjcase.tenancy.models import tracked


@tracked
class Participation(Finding):
    """The choice for one party; the newest is the live one.

    Without any, victims and offenders are taken to take part and nobody else is, so that
    forgetting to choose can only ask for more, never for less.
    """

    is_taking_part = models.BooleanField(_("takes part"))

    class Meta:
        indexes = [
            models.Index(fields=["scheme", "file", "-recorded_at"], name="assessments_participation_live")
        ]
