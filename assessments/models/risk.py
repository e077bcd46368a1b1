"""One side's risk assessment, version by version, and its approval."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import File
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class RiskAssessment(SchemeOwned):
    """One version of the risk answers about one party. The newest version is the live one.

    A draft is written and submitted by those who work the file, then approved or returned by a
    manager who wrote none of it; what was decided is never changed again, and a new risk is a
    new version (WTE-5.9-01). A database trigger holds this even against raw SQL
    (assessments/sql/honest_approval.sql).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")

    class Level(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    assessed_on = models.DateField(_("date of the assessment"), default=today)
    is_consent_free = models.BooleanField(_("consent is free of pressure"), null=True)
    answers = models.JSONField(_("answers"), default=dict)
    level = models.CharField(_("overall risk"), max_length=6, choices=Level.choices, blank=True)
    level_reasons = models.TextField(_("reasons for the overall risk"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    writers = ArrayField(models.BigIntegerField(), verbose_name=_("everyone who wrote in it"), default=list)
    recorded_at = models.DateTimeField(default=now, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    decision_note = models.TextField(_("note"), blank=True)
    outside_name = models.CharField(_("outside supervisor"), max_length=150, blank=True)
    outside_role = models.CharField(_("role of the outside supervisor"), max_length=150, blank=True)
    outside_on = models.DateField(_("date of the outside supervisor's decision"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "file", "version"], name="assessments_risk_version"),
            models.UniqueConstraint(
                fields=["scheme", "file"],
                condition=models.Q(state__in=["draft", "submitted"]),
                name="assessments_risk_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | models.Q(is_consent_free__isnull=False, submitted_at__isnull=False)
                & ~models.Q(level="")
                & ~models.Q(level_reasons=""),
                name="assessments_risk_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted"], decided_by=None, decided_at=None)
                | models.Q(
                    state__in=["approved", "returned"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="assessments_risk_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("author"))
                | ~models.Q(outside_name="")
                & ~models.Q(outside_role="")
                & models.Q(outside_on__isnull=False),
                name="assessments_risk_not_ones_own",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(decision_note=""),
                name="assessments_risk_returned_why",
            ),
        ]
        indexes = [models.Index(fields=["scheme", "state", "submitted_at"], name="assessments_risk_queue")]

    def answer(self, code: str) -> dict[str, Any]:
        """The stored answer to one question; empty if it was not answered."""
        found: dict[str, Any] = self.answers.get(code, {})
        return found

    @property
    def is_open(self) -> bool:
        """Whether it is still written or waits for a decision."""
        return self.state in (self.State.DRAFT, self.State.SUBMITTED)
