"""Who shares what, when, with whom; and what has to be known at each stage. Rows of a scheme, not of a case.

Until a manager changes one, a scheme goes by the default rows of ``rjcase.assurance.defaults``.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked

STAGES: tuple[tuple[str, Any], ...] = (
    ("received", _("Referral")),
    ("eligible", _("Eligibility and allocation")),
    ("preparing", _("Preparation")),
    ("in_process", _("Meeting or exchange")),
    ("following_up", _("Follow-up")),
    ("closed", _("Closure")),
)


@tracked
class SharingRule(SchemeOwned):
    """One line of the information-sharing matrix."""

    wall = {"kind": "setting"}

    code = models.CharField(max_length=40)
    stage = models.CharField(_("stage"), max_length=12, choices=STAGES)
    what = models.CharField(_("what is shared"), max_length=300)
    from_whom = models.CharField(_("from whom"), max_length=120)
    to_whom = models.CharField(_("with whom"), max_length=120)
    when = models.CharField(_("when"), max_length=200)
    purpose = models.CharField(_("what for"), max_length=10)
    basis = models.CharField(_("basis"), max_length=12)
    how = models.CharField(_("how"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="assurance_rule_code")]


@tracked
class ChecklistItem(SchemeOwned):
    """One piece of information that has to be there at a stage (WTE-4.1-01)."""

    wall = {"kind": "setting"}

    code = models.CharField(max_length=40)
    stage = models.CharField(_("stage"), max_length=12, choices=STAGES)
    what = models.CharField(_("information"), max_length=300)
    from_whom = models.CharField(_("from whom"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="assurance_item_code")]


@tracked
class ChecklistTick(SchemeOwned):
    """Whether a case has a piece of information. For those who see both sides: it tells of each."""

    class State(models.TextChoices):
        HAVE = "have", _("We have it")
        ASKED = "asked", _("Asked for")
        NOT_NEEDED = "not_needed", _("Not needed here")

    wall = {"kind": "case_both", "column": "case_id"}

    case = SchemeForeignKey("cases.Case", on_delete=models.PROTECT, related_name="checklist")
    code = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=State.choices)
    on = models.DateField(_("since"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "case", "code"], name="assurance_tick_once")]
