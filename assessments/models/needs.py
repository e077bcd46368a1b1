"""What a party needs so that they can take part."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.record import Finding
from rjcase.tenancy.models import tracked


@tracked
class NeedsAssessment(Finding):
    """Access, communication and support needs, and what will be done; the newest is the live one.

    "Asked, and there are none" is an answer (NOMS-04): ``has_needs`` False.
    """

    has_needs = models.BooleanField(_("has needs"))
    access = models.TextField(_("getting there and using the building"), blank=True)
    communication = models.TextField(_("language and communication"), blank=True)
    support = models.TextField(_("support before, during and after"), blank=True)
    plan = models.TextField(_("what will be done about them"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(has_needs=False, access="", communication="", support="")
                | models.Q(has_needs=True)
                & ~models.Q(plan="")
                & ~models.Q(access="", communication="", support=""),
                name="assessments_needs_said",
            )
        ]
        indexes = [models.Index(fields=["scheme", "file", "-recorded_at"], name="assessments_needs_live")]
