"""Information that crossed from a file: what, to whom, on what basis, and how it was weighed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.consent import Consent
from cases.models.files import File
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Disclosure(SchemeOwned):
    """What crossed, from whose file, to whom, on what basis, by whom, when, and until when.

    Added, and ended once; nothing else of it ever changes. The receiver's side reaches it while it
    lasts. Why it was passed on is in ``SharingTest``, which only the giver's side reads.
    """

    class Basis(models.TextChoices):
        CONSENT = "consent", _("Consent of that party")
        SAFEGUARDING = "safeguarding", _("Safeguarding")
        CRIME = "crime", _("Prevention of crime")

    class To(models.TextChoices):
        PARTY = "party", _("Another person in this case")
        PARTNER = "partner", _("The police or a service that works this case with us")
        THIRD = "third", _("Anybody else")

    class Purpose(models.TextChoices):
        """Three uses of our own and three for which somebody else may be told (WM-10-08, -09)."""

        CONTACT = "contact", _("Contact people and assess the case")
        ARRANGE = "arrange", _("Arrange restorative activity")
        OUTCOMES = "outcomes", _("Report outcomes to the police and other services")
        SUPPORT = "support", _("Get support for them, with their consent")
        RISK = "risk", _("Reduce a risk")
        SAFEGUARD = "safeguard", _("Protect a child or an adult at risk")

    class Thing(models.TextChoices):
        INFORMATION = "information", _("Information")
        LETTER = "letter", _("A letter")
        RECORDING = "recording", _("A recording")
        DOCUMENT = "document", _("A document")

    class Means(models.TextChoices):
        """Through the case system wherever possible, else securely and under agreement (WM-10-07)."""

        SYSTEM = "system", _("In this case system, where they can read it themselves")
        SECURE = "secure", _("Secure email, under our agreement with them")
        SPOKEN = "spoken", _("By phone or face to face")
        POST = "post", _("Recorded post or by hand")

    class Handling(models.TextChoices):
        SHOWN = "shown", _("Shown, not left with them")
        KEPT = "kept", _("Left with them to keep")

    wall = {
        "kind": "passed_on",
        "column": "file_id",
        "rights": "SELECT, INSERT, UPDATE (ended_on, ended_reason, ended_by_id)",
    }
    # An earlier version would outlive its last day on the receiver's side.
    history_wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="disclosures")
    to_party_file = SchemeForeignKey(
        File, on_delete=models.PROTECT, null=True, related_name="received_disclosures"
    )
    from_whom = models.CharField(_("from whom"), max_length=80, blank=True, db_default="")
    to_kind = models.CharField(max_length=8, choices=To.choices, blank=True, db_default="")
    to_whom = models.CharField(_("to whom"), max_length=200)
    thing = models.CharField(
        max_length=12, choices=Thing.choices, default=Thing.INFORMATION, db_default="information"
    )
    what = models.TextField(_("what was passed on"))
    means = models.CharField(_("how"), max_length=8, choices=Means.choices, blank=True, db_default="")
    handling = models.CharField(max_length=8, choices=Handling.choices, blank=True, db_default="")
    purpose = models.CharField(
        _("purpose"), max_length=10, choices=Purpose.choices, blank=True, db_default=""
    )
    basis = models.CharField(_("basis"), max_length=12, choices=Basis.choices)
    consent = SchemeForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="disclosures")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(_("when it was passed on"))
    until_on = models.DateField(_("last day it may be used"), null=True)
    ended_on = models.DateField(_("ended"), null=True)
    ended_reason = models.CharField(_("why it ended"), max_length=300, blank=True, db_default="")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["scheme", "file", "-happened_at"], name="cases_disclosure_from"),
            models.Index(
                fields=["scheme", "to_party_file"],
                name="cases_disclosure_to",
                condition=models.Q(to_party_file__isnull=False),
            ),
        ]

    @property
    def lasts(self) -> bool:
        """Whether it may still be used today."""
        return self.ended_on is None and (self.until_on is None or self.until_on >= today())

    @property
    def is_override(self) -> bool:
        """Passed on without the person's consent."""
        return self.basis != self.Basis.CONSENT


@tracked
class SharingTest(SchemeOwned):
    """Why something had to be passed on and why no less would do (WTE-4.4-03). The giver's side only."""

    class AtRisk(models.TextChoices):
        VICTIM = "victim", _("A victim")
        CHILD = "child", _("A child")
        OFFENDER = "offender", _("An offender")
        OTHER = "other", _("Somebody else")

    class Told(models.TextChoices):
        BEFORE = "before", _("Yes, before it was passed on")
        AFTER = "after", _("Yes, afterwards")
        NOT = "not", _("No")

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="sharing_tests")
    disclosure = SchemeForeignKey(Disclosure, on_delete=models.PROTECT, related_name="tests")
    why_needed = models.TextField(_("why it was needed"))
    why_no_less = models.TextField(_("what was left out, and why no less would do"), blank=True)
    told = models.CharField(_("told that it is passed on"), max_length=8, choices=Told.choices, blank=True)
    told_reason = models.CharField(_("why they were not told"), max_length=500, blank=True)
    at_risk = models.CharField(_("who is at risk"), max_length=10, choices=AtRisk.choices, blank=True)
    known_at = models.DateTimeField(_("when we learned of it"), null=True)
    misuse_risk = models.BooleanField(_("it might be misused, for example on social media"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "disclosure"], name="cases_sharingtest_one")]


@tracked
class DisclosureReview(SchemeOwned):
    """Somebody else looked again at something that was passed on without consent (WTE-4.5-05)."""

    class Finding(models.TextChoices):
        RIGHT = "right", _("It was right to pass this on")
        TOO_MUCH = "too_much", _("It was right, but less would have done")
        WRONG = "wrong", _("It should not have been passed on")

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="disclosure_reviews")
    disclosure = SchemeForeignKey(Disclosure, on_delete=models.PROTECT, related_name="reviews")
    finding = models.CharField(_("finding"), max_length=10, choices=Finding.choices)
    note = models.TextField(_("reasons, and what follows"))
    reviewed_with = models.CharField(
        _("name, role and organisation of whoever reviewed it with you"), max_length=200, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "disclosure"], name="cases_disclosurereview_one")
        ]
