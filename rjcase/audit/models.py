"""Who looked at what, and the seals on history (written by triggers: rjcase.tenancy.models.tracked)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned


class ReadLog(SchemeOwned):
    """One opening of a page that shows personal data: a file, or a list naming the files shown.

    Written in the same transaction as the page: no log, no page.
    """

    wall = {"kind": "readlog", "column": "user_id", "rights": "SELECT, INSERT"}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    page = models.CharField(_("page"), max_length=100)
    files = ArrayField(models.UUIDField(), verbose_name=_("files"))
    why = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["scheme", "user", "at"], name="audit_readlog_user")]


class HistorySeal(SchemeOwned):
    """One link of the chain: what was sealed together, and the head that the next one begins with.

    Written by the database function ``seal_history``; ``signature`` is made with a key that the
    database does not have. The head is kept in a file outside the database too.
    """

    wall = {"kind": "office", "rights": "SELECT"}

    number = models.BigIntegerField(_("number"))
    columns = models.JSONField(default=dict)
    count = models.BigIntegerField(_("rows"))
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    head = models.CharField(max_length=64)
    signature = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(_("sealed"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="audit_historyseal_number")]


class HistoryLeaf(SchemeOwned):
    """The digest of one sealed row, made with a salt of its own.

    Without the salt the digest says nothing of the row, and the chain over the digests still holds:
    so an erasure destroys the salt, and ``erased_by`` names it.
    """

    wall = {"kind": "office", "rights": "SELECT"}

    seal = SchemeForeignKey(HistorySeal, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    source = models.CharField(max_length=63)
    key = models.CharField(max_length=40)
    salt = models.BinaryField(null=True)
    digest = models.BinaryField()
    erased_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "source", "key"],
                condition=models.Q(salt__isnull=False),
                name="audit_historyleaf_live",
            )
        ]
        indexes = [models.Index(fields=["scheme", "seal"], name="audit_historyleaf_seal")]
