"""The checks of people, without which nobody sees a file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class VettingCheck(SchemeOwned):
    """A check of a person, good until a day: nobody is let into a file without one (WM-7-06).

    Workers of the scheme need an enhanced DBS check, others a statement by their employer. Of the
    certificate's number only the last four characters are kept. Written by the database functions
    in practitioners/sql/vetting.sql alone, which know who may say what of whom.
    """

    class Kind(models.TextChoices):
        DBS = "dbs", _("Enhanced DBS check")
        EMPLOYER = "employer", _("Statement by the employer")
        GRACE = "grace", _("Not recorded yet: days of grace")

    wall = {"kind": "about", "column": "user_id", "rights": "SELECT"}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("check"), max_length=10, choices=Kind.choices)
    issued_on = models.DateField(_("date issued"))
    number_end = models.CharField(_("last 4 characters of the certificate number"), max_length=4, blank=True)
    employer = models.CharField(_("employer"), max_length=150, blank=True)
    expires_on = models.DateField(_("renewal due"))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outside_verifier = models.CharField(_("verified by somebody outside"), max_length=150, blank=True)
    verified_on = models.DateField(_("verified on"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "user", "kind", "issued_on"],
                condition=models.Q(withdrawn_at=None),
                name="practitioners_check_once",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("issued_on")), name="practitioners_check_dates"
            ),
        ]
        indexes = [models.Index(fields=["scheme", "user"], name="practitioners_check_user")]
