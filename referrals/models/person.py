"""What a referrer said about one person. Hangs from that person's own file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import File
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class ReferredPerson(SchemeOwned):
    """The referrer's answers about one party that the paper check for eligibility looks at."""

    class Consent(models.TextChoices):
        YES = "yes", _("Yes, they agreed")
        NO = "no", _("No, they refused")
        UNKNOWN = "unknown", _("Not asked, or not known")

    class Responsibility(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("In part")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("Not known")

    class Plea(models.TextChoices):
        GUILTY = "guilty", _("Guilty, or admitted to the police")
        NOT_GUILTY = "not_guilty", _("Not guilty")
        NONE = "none", _("Not charged, or no plea yet")
        UNKNOWN = "unknown", _("Not known")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.CASCADE, related_name="referred")
    consent = models.CharField(
        _("agreed to be contacted"), max_length=10, choices=Consent.choices, default=Consent.UNKNOWN
    )
    responsibility = models.CharField(
        _("accepts responsibility"), max_length=10, choices=Responsibility.choices, blank=True
    )
    plea = models.CharField(_("plea"), max_length=10, choices=Plea.choices, blank=True)
    justice_stage = models.CharField(_("stage in the justice system"), max_length=40, blank=True)
    disposal = models.CharField(_("disposal or sentence"), max_length=40, blank=True)
    custody_place = models.CharField(_("prison"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "file"], name="referrals_person_one")]
