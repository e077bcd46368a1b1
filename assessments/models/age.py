"""Whether a party is an adult, and what their parent or guardian said if not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.record import Finding
from rjcase.tenancy.models import tracked


@tracked
class AgeRecord(Finding):
    """What was found out about a party's age; the newest is the live one.

    A known date of birth always wins over ADULT. Strict by default: nobody under 18 takes part
    without the recorded permission of a parent or guardian (WTE-5.4-05, WTE-5.4-07).
    """

    class Result(models.TextChoices):
        ADULT = "adult", _("They are 18 or over")
        PERMITTED = "permitted", _("They are under 18 and a parent or guardian gives permission")
        REFUSED = "refused", _("They are under 18 and a parent or guardian does not give permission")

    finding = models.CharField(_("what you found out"), max_length=10, choices=Result.choices)
    guardian = models.CharField(_("name of the parent or guardian"), max_length=150, blank=True)
    relationship = models.CharField(_("relationship"), max_length=100, blank=True)
    note = models.TextField(_("how you know"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(finding="permitted") | ~models.Q(guardian=""),
                name="assessments_age_who_permitted",
            )
        ]
        indexes = [models.Index(fields=["scheme", "file", "-recorded_at"], name="assessments_age_live")]
