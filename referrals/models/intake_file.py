"""Spreadsheets of referrals on their way in, and where the cases that came of them came from.

A file and its rows are seen by whoever uploaded them alone, in every table, and kept in no history: when
it is done, thrown away or too old, what it said is gone. What stays is one row beside each case, without a
word of the file.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from referrals.models.agency import Agency
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned

KEPT_FOR = timedelta(days=60)


class IntakeFile(SchemeOwned):
    """One uploaded spreadsheet. ``content`` is there until its rows were read."""

    class Purpose(models.TextChoices):
        REFERRALS = "referrals", _("New referrals")
        OPEN_CASES = "open_cases", _("Open cases of an old spreadsheet")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        ENTERING = "entering", _("Being entered")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Not taken")

    wall = {"kind": "private", "column": "user_id", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    name = models.CharField(_("name of the file"), max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    problem = models.TextField(blank=True, default="")
    started_at = models.DateTimeField(default=now, editable=False)
    moved_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["scheme", "user", "-started_at"], name="referrals_intakefile_mine")]


class IntakeRow(SchemeOwned):
    """One row of a file: its answers by their place, and what became of it.

    ``number`` is the number of the row in the spreadsheet; the headings are row 1. ``problems`` are pairs of
    a heading and a reason. The id of a row becomes the id of its referral.
    """

    class State(models.TextChoices):
        NEW = "new", _("Not checked yet")
        GOOD = "good", _("Good")
        WRONG = "wrong", _("Wrong")
        SAME = "same", _("Entered before")
        ENTERED = "entered", _("Entered")
        LEFT = "left", _("Left out: the case has ended")

    wall = {"kind": "private", "column": "user_id", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    file = SchemeForeignKey(IntakeFile, on_delete=models.CASCADE, related_name="rows", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    body = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=24, blank=True, default="")
    same_as = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "file", "number"], name="referrals_intakerow_one")
        ]
        indexes = [
            models.Index(fields=["scheme", "file", "state", "number"], name="referrals_intakerow_next")
        ]


class ImportedRow(SchemeOwned):
    """Where a case came from: the file by its digest, its row, when and by whom. Never changed.

    ``giver`` is the agency's id, empty for the office: the same row of the same giver is entered once.
    ``old_reference`` is what the service called the case before, for whoever looks for it: free text that may
    name anybody, so the row is for those who read the papers, who see both sides.
    """

    wall = {"kind": "case_both", "column": "case_id", "rights": "SELECT, INSERT"}

    case = SchemeForeignKey(Case, on_delete=models.CASCADE, related_name="imported_rows")
    giver = models.CharField(max_length=36, blank=True, default="")
    digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=24)
    file_digest = models.CharField(max_length=64)
    number = models.PositiveIntegerField(_("row"))
    old_reference = models.CharField(_("old reference"), max_length=60, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "giver", "digest"], name="referrals_imported_once")
        ]
        indexes = [models.Index(fields=["scheme", "old_reference"], name="referrals_imported_old")]
