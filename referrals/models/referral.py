"""A referral: what arrived, from whom, when. Holds nothing about a victim or an offender."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from referrals.models.agency import Agency
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Referral(SchemeOwned):
    """Entered by the database function ``enter_referral`` alone, whoever refers."""

    class Channel(models.TextChoices):
        FORM = "form", _("Partner form")
        OFFICE = "office", _("Taken by the RJ office")
        SELF = "self", _("Self-referral")
        API = "api", _("Partner system")
        FILE = "file", _("Spreadsheet")

    class InArea(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("Not known")

    wall = {"kind": "agency", "column": "case_id", "rights": "SELECT, UPDATE"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="referrals")
    receipt = models.CharField(_("receipt"), max_length=24)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    source = models.CharField(_("source"), max_length=40)
    kind = models.CharField(_("type"), max_length=40, blank=True)
    referred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    heard_of_us = models.CharField(_("heard of us from"), max_length=40, blank=True, default="")
    referrer_name = models.CharField(_("referrer"), max_length=120, blank=True)
    referrer_contact = models.CharField(_("referrer's work phone or e-mail"), max_length=200, blank=True)
    happened_on = models.DateField(_("referred on"))
    recorded_at = models.DateTimeField(default=now, editable=False)
    full_on = models.DateField(_("full on"), null=True)
    in_area = models.CharField(
        _("happened in our area"), max_length=8, choices=InArea.choices, default=InArea.UNKNOWN
    )
    hearing_on = models.DateField(_("day in court"), null=True)
    sentence_told_on = models.DateField(_("told what the sentence is"), null=True)
    explained = models.JSONField(_("explained to the person"), default=list, blank=True)
    registered_at = models.DateTimeField(_("registered"), null=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "receipt"], name="referrals_referral_receipt")
        ]
        indexes = [models.Index(fields=["scheme", "-happened_on"], name="referrals_newest")]
