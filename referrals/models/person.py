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

    class Basis(models.TextChoices):
        """On what footing the details were passed on (MOJ-P-03, WM-11.4-01)."""

        PASSED_ON = "passed_on", _("Passed on as the Victims’ Code says: they did not opt out")
        EXPLICIT = "explicit", _("They said yes to it expressly")
        OPTED_OUT = "opted_out", _("They opted out: their details must not be passed on")

    class ContactScheme(models.TextChoices):
        """The statutory Victim Contact Scheme (NOMS-S-10)."""

        NO = "no", _("No")
        ELIGIBLE = "eligible", _("Eligible, not taking part")
        ENGAGED = "engaged", _("Taking part")
        UNKNOWN = "unknown", _("Not known")

    class EarlyApproach(models.TextChoices):
        """Whether an offender may be approached before staff are trained (WTE-2.4-01)."""

        YES = "yes", _("Yes")
        NO = "no", _("No")

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
    vulnerability = models.JSONField(_("what makes them vulnerable"), default=list, blank=True)
    basis = models.CharField(
        _("how their details came to us"), max_length=10, choices=Basis.choices, blank=True, default=""
    )
    contact_scheme = models.CharField(
        _("Victim Contact Scheme"), max_length=10, choices=ContactScheme.choices, blank=True, default=""
    )
    liaison_officer = models.CharField(_("victim liaison officer"), max_length=200, blank=True, default="")
    relation_to_deceased = models.CharField(
        _("relationship to the person who died"), max_length=12, blank=True, default=""
    )
    remedy_asked_on = models.DateField(_("asked what they would like to happen"), null=True)
    remedy_view = models.TextField(_("what they would like to happen"), blank=True, default="")
    # Who pointed a victim to restorative justice, and when (NOMS-S-11).
    told_of_rj_by = models.CharField(
        _("who told them of restorative justice"), max_length=120, blank=True, default="", db_default=""
    )
    told_of_rj_on = models.DateField(_("told of restorative justice"), null=True)
    early_approach = models.CharField(
        _("approach before training"),
        max_length=10,
        choices=EarlyApproach.choices,
        blank=True,
        default="",
        db_default="",
    )
    early_approach_why = models.TextField(_("reason"), blank=True, default="", db_default="")
    early_approach_by = models.CharField(
        _("who decided"), max_length=120, blank=True, default="", db_default=""
    )
    early_approach_on = models.DateField(_("day of the decision"), null=True)
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "file"], name="referrals_person_one")]
