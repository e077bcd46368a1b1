"""Complaints about personal data, and papers outside the office. Both are in the file they concern."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class DataComplaint(SchemeOwned):
    """Somebody says that their information was not handled as it should be."""

    class About(models.TextChoices):
        SHARED = "shared", _("It was shared with somebody")
        ACCESS = "access", _("They did not get what they asked for")
        WRONG = "wrong", _("It is wrong or out of date")
        KEPT = "kept", _("It is kept though it should not be")
        SECURITY = "security", _("It was lost or not kept safe")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("They are right")
        PARTLY = "partly", _("They are partly right")
        NOT_UPHELD = "not_upheld", _("They are not right")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="data_complaints")
    about = models.CharField(_("about"), max_length=10, choices=About.choices)
    text = models.TextField(_("what they say"))
    received_on = models.DateField(_("received"), default=today)
    acknowledged_on = models.DateField(_("acknowledged"), null=True)
    answered_on = models.DateField(_("answered"), null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("our answer"), blank=True)
    lessons = models.TextField(_("what we change"), blank=True)
    told_of_regulator = models.BooleanField(_("told that they can go to the regulator"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)


@tracked
class PapersOut(SchemeOwned):
    """Papers of a file that somebody took out of the office: why, how they are kept, when they are back."""

    class Risk(models.TextChoices):
        """Where papers get lost (WTE-7.10-03)."""

        TRAVEL = "travel", _("Travel")
        HOME_VISIT = "home_visit", _("Home visit")
        OVERNIGHT = "overnight", _("Kept overnight outside the office")
        ELSEWHERE = "elsewhere", _("Prison, court or another office")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="papers_out")
    what = models.CharField(_("which papers"), max_length=300)
    risk = models.CharField(_("where the risk is"), max_length=12, choices=Risk.choices)
    care = models.CharField(_("how they are kept safe"), max_length=300)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("taken out"))
    due_back_on = models.DateField(_("to be back by"))
    returned_at = models.DateTimeField(_("back"), null=True)
    is_lost = models.BooleanField(_("lost or stolen"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["scheme", "due_back_on"],
                name="assurance_papers_out",
                condition=models.Q(returned_at=None, is_lost=False),
            )
        ]

    @property
    def is_open(self) -> bool:
        """Neither back nor lost."""
        return self.returned_at is None and not self.is_lost

    @property
    def is_late(self) -> bool:
        """Still out after the day they should be back."""
        return self.is_open and self.due_back_on < today()
