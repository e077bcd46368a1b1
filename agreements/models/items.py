"""What was agreed, item by item, and what became of each."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import NOT_ERASING, REFUSE, OutcomeAgreement
from cases.models import File, Party
from rjcase.access.labels import in_our_words_lazy
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked

_ONLY_IN_DRAFT = (
    "IF EXISTS (SELECT 1 FROM agreements_outcomeagreement a"  # noqa: S608
    " WHERE a.scheme_id = {row}.scheme_id AND a.id = {row}.agreement_id AND a.state <> 'draft')"
    " THEN " + REFUSE + " END IF; RETURN {answer};"
)


def _only_in_draft(row: str, answer: str) -> str:
    """The body of a trigger that lets a row be written while its agreement is a draft."""
    # Nothing in this text comes from outside: two words of our own are put into it.
    return _ONLY_IN_DRAFT.replace("{row}", row).replace("{answer}", answer)


@tracked
class AgreementItem(SchemeOwned):
    """One thing agreed: an action of somebody by a date, or a statement. Its words only.

    Frozen with its agreement, by the database. What becomes of it is ItemProgress, which the other
    side does not see.
    """

    class Kind(models.TextChoices):
        ACTION = "action", _("Action")
        STATEMENT = "statement", _("Statement")

    wall = {
        "kind": "file",
        "column": "file_id",
        "part": "agreement",
        "rights": "SELECT, INSERT, UPDATE, DELETE",
    }

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="+")
    agreement = SchemeForeignKey(OutcomeAgreement, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ACTION)
    type = models.CharField(_("type"), max_length=40, blank=True)
    what = models.TextField(_("what was agreed"))
    owner = SchemeForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="agreement_items")
    due_on = models.DateField(_("by"), null=True, blank=True)
    may_tell_victim = models.BooleanField(
        in_our_words_lazy(_("the %(harmed)s may be told how it goes")), default=False
    )
    follows = SchemeForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "agreement", "number"], name="agreements_item_number"),
            models.CheckConstraint(
                condition=models.Q(kind="statement", due_on=None)
                | models.Q(kind="action", due_on__isnull=False, owner__isnull=False) & ~models.Q(type=""),
                name="agreements_item_action",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="joins_draft",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=_only_in_draft("NEW", "NEW"),
            ),
            pgtrigger.Trigger(
                name="frozen",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(NOT_ERASING),
                func=_only_in_draft("OLD", "NEW"),
            ),
            pgtrigger.Trigger(
                name="kept",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(NOT_ERASING),
                func=_only_in_draft("OLD", "OLD"),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Item %(number)d") % {"number": self.number}


@tracked
class ItemProgress(SchemeOwned):
    """What became of an agreed action. Hangs from its owner's file, so the other side sees it only
    through an update to which the owner agreed."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        NOT_DONE = "not_done", _("Not done")
        CHANGED = "changed", _("Changed by a later version")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="item_progress")
    item = SchemeForeignKey(AgreementItem, on_delete=models.PROTECT, related_name="progress")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    settled_on = models.DateField(_("on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    evidence = models.TextField(_("how we know"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "item"], name="agreements_progress_one"),
            models.CheckConstraint(
                condition=models.Q(state="open", settled_on=None)
                | ~models.Q(state="open") & models.Q(settled_on__isnull=False),
                name="agreements_progress_settled",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="not_done", reason=""), name="agreements_progress_reason"
            ),
        ]
        indexes = [models.Index(fields=["scheme", "state"], name="agreements_progress_state")]

    @property
    def is_settled(self) -> bool:
        return self.state != self.State.OPEN
