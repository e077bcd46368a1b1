"""Returns: what commissioners are told, frozen when submitted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Return(SchemeOwned):
    """A report over a period. A draft shows live figures; submitting freezes them with a digest.

    A later correction is a new version; a submitted one is never changed (database trigger).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")

    wall = {"kind": "published"}

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    narrative = models.TextField(_("what lies behind the figures"), blank=True)
    published = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "starts_on", "ends_on", "version"], name="reporting_return_version"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(submitted_at__isnull=False, digest__gt=""),
                name="reporting_return_sealed",
            ),
        ]
        ordering = ["-starts_on", "-version"]


class ReturnEvidence(SchemeOwned):
    """The figures of a submitted return before small numbers were hidden, and the cases behind them.

    For the office, never the commissioner.
    """

    wall = {"kind": "office", "rights": "SELECT, INSERT"}

    of = SchemeForeignKey(Return, on_delete=models.PROTECT, related_name="evidence")
    cases = models.JSONField()
    figures = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "of"], name="reporting_evidence_one")]
