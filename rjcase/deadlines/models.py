"""A thing due is a row. Dashboards, reminders and the figures of returns all read these rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


class DeadlineRule(SchemeOwned):
    """A scheme's own length for a kind of deadline, in place of the default."""

    wall = {"kind": "setting"}

    kind = models.CharField(_("deadline"), max_length=40)
    amount = models.PositiveSmallIntegerField(_("length"))
    unit = models.CharField(_("unit"), max_length=20)
    remind_days_before = models.PositiveSmallIntegerField(_("remind this many days before"), default=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "kind"], name="deadlines_rule_one")]


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def running(self) -> "DeadlineQuerySet":
        """Neither met nor waived."""
        return self.filter(met_on=None, waived_at=None)


@tracked
class Deadline(SchemeOwned):
    """Something due by a date, opened and met by the actions that cause it.

    ``subject`` distinguishes several of one kind in one case (an agreement item, a party). A clock in
    hours has ``due_at``; its ``due_on`` is the day that falls on. What belongs to no case (a breach of
    data protection, say) is seen by the office alone.
    """

    wall = {
        "kind": "case_or_file",
        "column": "case_id",
        "sched": "id, scheme_id, kind, due_on, met_on, waived_at",
    }

    case = SchemeForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="deadlines")
    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, null=True, related_name="deadlines")
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.UUIDField(null=True)
    label = models.CharField(_("what is due"), max_length=200, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    started_on = models.DateField(_("runs from"))
    due_on = models.DateField(_("due"))
    due_at = models.DateTimeField(_("due at this moment"), null=True)
    met_on = models.DateField(_("met"), null=True)
    waived_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    waived_reason = models.CharField(_("reason"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=now)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "case", "kind", "subject"],
                name="deadlines_deadline_one",
                nulls_distinct=False,
                condition=models.Q(met_on=None, waived_at=None),
            )
        ]
        indexes = [
            models.Index(fields=["scheme", "due_on"], name="deadlines_due", condition=models.Q(met_on=None)),
            models.Index(fields=["scheme", "case"], name="deadlines_case"),
        ]

    @property
    def is_late(self) -> bool:
        """Whether its moment, or else its day, has passed."""
        return self.due_at < now() if self.due_at else self.due_on < today()
