"""The agreement itself: its words, who made it, who looks after it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import File, Party
from rjcase.access.labels import in_our_words_lazy
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked

# The words of an agreement, which nobody changes once it is agreed.
_WORDS = ("version", "made_on", "words", "monitor", "monitor_name", "updates_what", "updates_until", "digest")
REFUSE = "RAISE EXCEPTION 'an agreed agreement is amended by a new version' USING ERRCODE = '23514';"
# An erasure (rjcase/rights/sql) may: it takes words out, and deletes.
NOT_ERASING = "NOT is_erasing()"
_REWRITTEN = (
    "{may_not} AND OLD.state <> 'draft' AND (NEW.state = 'draft' OR ({old}) IS DISTINCT FROM ({new}))"
).format(
    may_not=NOT_ERASING,
    old=", ".join(f'OLD."{name}"' for name in _WORDS),
    new=", ".join(f'NEW."{name}"' for name in _WORDS),
)


@tracked
class OutcomeAgreement(SchemeOwned):
    """One version of what the participants of a process agreed. Optional, never enforceable.

    Hangs from the joint file (part "agreement"); the participants it is shared with may read it.
    A draft may be changed; once agreed, the database refuses to change a word, and an amendment
    is the next version.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        AGREED = "agreed", _("Agreed")
        REPLACED = "replaced", _("Replaced by a later version")

    wall = {"kind": "file", "column": "file_id", "part": "agreement"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    made_on = models.DateField(_("date it was made"))
    words = models.TextField(_("opening words"), blank=True)
    monitor = models.CharField(_("who looks after it"), max_length=40)
    monitor_name = models.CharField(_("their name or role"), max_length=120, blank=True)
    updates_what = models.TextField(in_our_words_lazy(_("what the %(harmed)s will be told")), blank=True)
    updates_until = models.DateField(_("until"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True)
    agreed_at = models.DateTimeField(null=True)
    digest = models.CharField(_("digest of its words"), max_length=64, blank=True)
    replaces = SchemeForeignKey("self", on_delete=models.PROTECT, null=True, related_name="amendments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "file", "version"], name="agreements_agreement_version"
            ),
            models.UniqueConstraint(
                fields=["scheme", "file", "state"],
                condition=models.Q(state__in=["draft", "agreed"]),
                name="agreements_agreement_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(agreed_on__isnull=False) & ~models.Q(digest=""),
                name="agreements_agreement_agreed",
            ),
            models.CheckConstraint(condition=~models.Q(monitor=""), name="agreements_agreement_monitor"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(_REWRITTEN),
                func=REFUSE,
            )
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_live(self) -> bool:
        """Agreed and not replaced: the one that is followed up."""
        return self.state == self.State.AGREED


@tracked
class AgreementParty(SchemeOwned):
    """Someone who took part in an agreement, how they are called in it, and how they signed."""

    class Signed(models.TextChoices):
        PAPER = "paper", _("Signed on paper")
        RECORDED = "recorded", _("Said yes, and we recorded it")
        NOT = "not", _("Did not sign")

    wall = {
        "kind": "file",
        "column": "file_id",
        "part": "agreement",
        "rights": "SELECT, INSERT, UPDATE, DELETE",
    }

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="+")
    agreement = SchemeForeignKey(OutcomeAgreement, on_delete=models.PROTECT, related_name="participants")
    party = SchemeForeignKey(Party, on_delete=models.PROTECT, related_name="agreement_parts")
    called = models.CharField(_("name in the agreement"), max_length=120, blank=True)
    signed = models.CharField(_("how they signed"), max_length=10, choices=Signed.choices, blank=True)
    signed_on = models.DateField(_("signed on"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "agreement", "party"], name="agreements_party_one")
        ]

    @property
    def name(self) -> str:
        """How the agreement speaks of them: the name they chose, else their part in the case."""
        return self.called or str(self.party)
