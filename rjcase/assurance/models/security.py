"""Documents about the security of the case system: what is held, of which day, and where (WM-10-10)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now, today
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class SecurityDocument(SchemeOwned):
    """One document as it stands: its kind, version, day, where it is kept, when it is looked at again.

    The document itself stays where it is kept. A new version changes the row; history keeps the old one.
    """

    class Kind(models.TextChoices):
        """The first five are those a commissioner asks every scheme for."""

        POLICY = "policy", _("Information security policy")
        IMPACT = "impact", _("Data protection impact assessment")
        ACCESS = "access", _("Who has access, and how it is given and ended")
        CONTINUITY = "continuity", _("Backup and business continuity plan")
        TESTING = "testing", _("Security test of the system")
        HOSTING = "hosting", _("Agreement with the provider of the system")
        CERTIFICATE = "certificate", _("Security certificate")
        OTHER = "other", _("Another document")

    EXPECTED = (Kind.POLICY, Kind.IMPACT, Kind.ACCESS, Kind.CONTINUITY, Kind.TESTING)
    wall = {"kind": "office"}

    kind = models.CharField(_("kind of document"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    version = models.CharField(_("version"), max_length=40, blank=True)
    dated_on = models.DateField(_("date of the document"))
    kept_at = models.CharField(_("where it is kept"), max_length=300)
    review_on = models.DateField(_("to be reviewed by"))
    is_held = models.BooleanField(_("in use"), default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(review_on__gte=models.F("dated_on")), name="assurance_security_dates"
            )
        ]
        indexes = [models.Index(fields=["scheme", "review_on"], name="assurance_security_review")]

    @property
    def is_late(self) -> bool:
        """In use and past the day of its review."""
        return self.is_held and self.review_on < today()

    @property
    def status(self) -> str:
        """The word of its tag."""
        if not self.is_held:
            return "ended"
        return "overdue" if self.is_late else "current"
