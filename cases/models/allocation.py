"""Who was asked to work a case, and what they answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from rjcase.access.labels import side_words_lazy
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Allocation(SchemeOwned):
    """An offer of a case to a facilitator, and its answer. Acceptance grants, the end revokes.

    Answered by the database function ``answer_offer``, so that nobody grants themself a file
    without an offer. Whoever holds a file of the case reads who works it and since when; why is an
    ``AllocationNote``: the database moves what its functions write into ``note`` there and leaves this
    column empty (docs/decisions/0030).
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        CONFLICT = "conflict", _("Conflict of interest")
        WITHDRAWN = "withdrawn", _("Offer withdrawn")
        ENDED = "ended", _("Ended")

    class Sides(models.TextChoices):
        BOTH = "both", _("Both sides")
        HARMED = "harmed", side_words_lazy("harmed")
        RESPONSIBLE = "responsible", side_words_lazy("responsible")

    wall = {"kind": "allocation", "column": "user_id", "rights": "SELECT"}
    history_wall = {"kind": "case_both", "column": "case_id"}  # earlier versions hold the note itself

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="allocations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_lead = models.BooleanField(_("lead facilitator"), default=True)
    sides = models.CharField(_("works"), max_length=12, choices=Sides.choices, default=Sides.BOTH)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    offered_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)  # always empty: see AllocationNote
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "case", "user"],
                condition=models.Q(state__in=["offered", "accepted"]),
                name="cases_allocation_open",
            )
        ]
        indexes = [models.Index(fields=["scheme", "user", "state"], name="cases_allocation_user")]


@tracked
class AllocationNote(SchemeOwned):
    """What somebody said when an offer was answered, taken back or ended. It may name a side, so it is for
    those who see both. Written by the database alone.
    """

    wall = {"kind": "case_both", "column": "case_id", "rights": "SELECT"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="allocation_notes")
    allocation = SchemeForeignKey(Allocation, on_delete=models.PROTECT, related_name="notes")
    state = models.CharField(_("answer"), max_length=10, choices=Allocation.State.choices)
    text = models.CharField(_("note"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("note on an allocation")
        indexes = [
            models.Index(fields=["scheme", "case"], name="cases_allocationnote_case"),
            models.Index(fields=["scheme", "allocation"], name="cases_allocationnote_one"),
        ]
