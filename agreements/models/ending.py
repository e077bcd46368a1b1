"""How a case ends early: who withdrew, and telling the others without saying why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Consent, File
from cases.models.case import Side
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Withdrawal(SchemeOwned):
    """A party withdrew. In that party's own file: the other side never reads who or why."""

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="withdrawals")
    happened_on = models.DateField(_("withdrew on"))
    note = models.TextField(_("what they said"), blank=True)
    ends_owed = models.BooleanField(_("also ends what is owed to the other party"), default=False)
    consent = SchemeForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)


@tracked
class EndingNotice(SchemeOwned):
    """A party has to be told that it did not go ahead, with no reason given."""

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="ending_notices")
    happened_on = models.DateField(_("ended on"))
    told_on = models.DateField(_("told on"), null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=now, editable=False)


class PauseNotice(SchemeOwned):
    """A neutral word to whoever works a side: ask the lead facilitator before the next step.

    Says that something changed, never on which side nor what, so it may be written by somebody who
    works the other side only. Holds nothing about a person.
    """

    wall = {"kind": "case", "column": "case_id", "rights": "SELECT, INSERT"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="pause_notices")
    side = models.CharField(_("for the workers of"), max_length=12, choices=Side.choices)
    happened_on = models.DateField(_("since"), default=today)
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["scheme", "case"], name="agreements_pause_case")]
