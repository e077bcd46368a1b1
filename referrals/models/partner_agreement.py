"""Agreements held with partner agencies, and what was spoken with them. No case and no person stands here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals.models.agency import Agency
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class PartnerAgreement(SchemeOwned):
    """An agreement between the scheme and one or several agencies, reviewed at set times (WTE-4.4-01)."""

    class Kind(models.TextChoices):
        SHARING = "sharing", _("Information sharing agreement")
        PROCESSING = "processing", _("Data processing agreement")
        MEMORANDUM = "memorandum", _("Memorandum of understanding")
        NON_DISCLOSURE = "non_disclosure", _("Non-disclosure agreement")
        PATHWAY = "pathway", _("Referral pathway")

    wall = {"kind": "office"}

    kind = models.CharField(_("kind of agreement"), max_length=16, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=150)
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    our_signatory = models.CharField(_("who signs for us, and their post"), max_length=150)
    our_signed_on = models.DateField(_("signed by us"), null=True, blank=True)
    review_every = models.PositiveSmallIntegerField(_("months between reviews"), default=12)
    review_on = models.DateField(_("next review"))
    target_days = models.PositiveSmallIntegerField(_("working days to answer"), null=True, blank=True)
    timely = models.CharField(_("what “in time” means"), max_length=300, blank=True)
    staff_told_on = models.DateField(_("staff were told"), null=True, blank=True)
    staff_told_how = models.CharField(_("how staff were told"), max_length=300, blank=True)
    kept_where = models.CharField(_("where the signed copy is kept"), max_length=200)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ended_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Not ended, and its last day has not passed."""
        return self.ended_on is None and (self.ends_on is None or self.ends_on >= today())


@tracked
class AgreementSignature(SchemeOwned):
    """An agency that an agreement binds, and who signed for it."""

    wall = {"kind": "office", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    agreement = SchemeForeignKey(PartnerAgreement, on_delete=models.PROTECT, related_name="signatures")
    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, related_name="signatures")
    signatory = models.CharField(_("who signed, and their post"), max_length=150, blank=True)
    signed_on = models.DateField(_("signed"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "agreement", "agency"], name="referrals_agreementsignature_one"
            )
        ]
        ordering = ["agency__name"]


class AgreementReview(SchemeOwned):
    """That an agreement was looked at again, and what came of it."""

    wall = {"kind": "office", "rights": "SELECT, INSERT"}

    agreement = SchemeForeignKey(PartnerAgreement, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField(_("reviewed"))
    outcome = models.TextField(_("what came of it"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-reviewed_on", "-recorded_at"]


class AgencyContact(SchemeOwned):
    """A call, a meeting or a message with an agency about working together, never about a case."""

    class Way(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        MEETING = "meeting", _("Meeting")
        TRAINING = "training", _("Training or talk")
        LETTER = "letter", _("Letter")

    wall = {"kind": "office", "rights": "SELECT, INSERT"}

    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, related_name="contacts")
    happened_on = models.DateField(_("date"))
    way = models.CharField(_("how"), max_length=10, choices=Way.choices)
    with_whom = models.CharField(_("with whom"), max_length=150)
    about = models.TextField(_("what was said"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-happened_on", "-recorded_at"]
