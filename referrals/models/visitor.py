"""A self-referral being written by somebody who has no account.

Whoever holds the token in their browser's session reads it, and nobody else: the table knows the
token's digest, and the policy of kind "visitor" compares. Nothing here is kept in a history; it is
deleted when it is sent, and an hour after the last answer.
"""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned

KEPT_FOR = timedelta(minutes=60)  # after the last answer


class VisitorDraft(SchemeOwned):
    """The envelope: when it was begun and last saved. Its id becomes the id of the referral."""

    wall = {"kind": "visitor", "column": "visitor_key", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    visitor_key = models.CharField(max_length=64, editable=False)
    started_at = models.DateTimeField(_("started"), default=now, editable=False)
    saved_at = models.DateTimeField(_("last saved"), default=now)

    class Meta:
        indexes = [models.Index(fields=["scheme", "saved_at"], name="referrals_visitor_saved")]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "visitor_key"], name="referrals_visitor_one")
        ]


class VisitorPart(SchemeOwned):
    """What was typed about oneself, about the other person, or about what happened: each apart."""

    class Kind(models.TextChoices):
        SELF = "self", _("About the person themself")
        OTHER = "other", _("About the other person")
        PAPERS = "papers", _("About what happened")

    wall = {"kind": "visitor", "column": "visitor_key", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    draft = SchemeForeignKey(VisitorDraft, on_delete=models.CASCADE, related_name="parts", db_index=False)
    visitor_key = models.CharField(max_length=64, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "draft", "kind"], name="referrals_visitor_part_one")
        ]
