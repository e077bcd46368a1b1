"""What a scheme sets for its own intake."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class IntakeSettings(SchemeOwned):
    """One row a scheme, or none. Weights are whole numbers from 0 to 10, by factor of the triage score."""

    wall = {"kind": "setting"}

    contact_name = models.CharField(_("contact for questions about referrals"), max_length=120, blank=True)
    contact_phone = models.CharField(_("phone number"), max_length=40, blank=True)
    contact_email = models.EmailField(_("email address"), blank=True)
    address = models.TextField(_("address for referrals on paper"), max_length=400, blank=True)
    remedies = models.JSONField(_("actions of the community remedy"), default=list, blank=True)
    weights = models.JSONField(_("weights of the triage score"), default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme"], name="referrals_intake_one")]
