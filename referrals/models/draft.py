"""A referral being written: one envelope, and one walled part for each person in it.

Seen by its author alone, in every table, from the first thing saved. Nothing here is kept in a
history: when a draft is sent or thrown away it is gone.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals.models.agency import Agency
from referrals.models.enquiry import Enquiry
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned

KEPT_FOR = timedelta(days=90)  # a form that nobody saves for so long is deleted


class ReferralDraft(SchemeOwned):
    """The envelope: whose draft, for which agency, since when. Holds nothing about any person.

    Its id becomes the id of the referral, so that sending it twice is one referral.
    """

    wall = {"kind": "private", "column": "user_id", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    enquiry = SchemeForeignKey(Enquiry, on_delete=models.PROTECT, null=True, related_name="drafts")
    started_at = models.DateTimeField(_("started"), default=now, editable=False)
    saved_at = models.DateTimeField(_("last saved"), default=now)

    class Meta:
        indexes = [models.Index(fields=["scheme", "user", "-saved_at"], name="referrals_draft_mine")]

    @property
    def kept_until(self) -> datetime:
        """When it is deleted unless it is saved or sent before."""
        return self.saved_at + KEPT_FOR

    def owner(self) -> dict[str, int]:
        """What a part of it needs to be its author's."""
        return {"user_id": self.user_id}


class DraftPart(SchemeOwned):
    """What was typed about one person, or on the papers, exactly as it was typed, right or wrong."""

    class Kind(models.TextChoices):
        REFERRER = "referrer", _("Referrer")
        VICTIM = "victim", _("Victim")
        OFFENDER = "offender", _("Offender")
        PAPERS = "papers", _("Papers")

    wall = {"kind": "private", "column": "user_id", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    draft = SchemeForeignKey(ReferralDraft, on_delete=models.CASCADE, related_name="parts", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(default=1)
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "draft", "kind", "number"], name="referrals_part_one")
        ]
