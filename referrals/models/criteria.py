"""A scheme's published criteria, and what came of holding a referral against them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned


class CriteriaVersion(SchemeOwned):
    """The criteria from a date on. Never changed: a new version takes over on its own date.

    ``rules`` is a list of rules in the vocabulary of ``referrals.criteria.rules``.
    """

    wall = {"kind": "setting", "rights": "SELECT, INSERT"}

    number = models.PositiveIntegerField(_("version"))
    from_on = models.DateField(_("in force from"), default=today)
    introduction = models.TextField(_("introduction"), blank=True)
    rules = models.JSONField(_("rules"), default=list)
    reason = models.CharField(_("reason for the change"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="referrals_criteria_number")]

    def __str__(self) -> str:
        return str(self.number)


class EligibilityCheck(SchemeOwned):
    """One check of a case against one version, and who decided what where the rules left it open.

    Rows are added, never changed: the newest of a case is the one that counts. ``findings`` name
    rules, never people.
    """

    class Result(models.TextChoices):
        ELIGIBLE = "eligible", _("Eligible")
        DECISION = "decision", _("Needs a decision")
        NOT_ELIGIBLE = "not_eligible", _("Not eligible")

    class Decision(models.TextChoices):
        ACCEPT = "accept", _("Accept as an exception")
        REFUSE = "refuse", _("Do not accept")

    wall = {"kind": "case_both", "column": "case_id", "rights": "SELECT, INSERT"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="eligibility_checks")
    version = SchemeForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(_("result"), max_length=12, choices=Result.choices)
    findings = models.JSONField(_("reasons"), default=list)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, blank=True)
    reason = models.TextField(_("reason for the decision"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    happened_on = models.DateField(_("date"), default=today)
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["scheme", "case", "-recorded_at"], name="referrals_eligibility_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision="") | ~models.Q(reason=""), name="referrals_decision_reason"
            )
        ]
