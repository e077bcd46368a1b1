"""Documents we made for a file: kept whole, as they were given."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned


class _WithoutContent(models.Manager["Document"]):
    """Lists never carry the bytes; ``content`` is read when somebody opens the document."""

    def get_queryset(self) -> Any:
        return super().get_queryset().defer("content")


class Document(SchemeOwned):
    """One PDF made for a file. Added and read, never changed: a newer one is a new row.

    The bytes stand in the row, so that they have the wall, the transaction and the backup of
    everything else in the file (docs/decisions/0010). ``title`` and ``kind`` hold no personal data.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter")
        INFORMATION = "information", _("Information sheet")
        CONSENT_FORM = "consent_form", _("Consent form")
        AGREEMENT = "agreement", _("Outcome agreement")
        WRITE_UP = "write_up", _("Write-up")
        RISK = "risk", _("Risk assessment")
        PASSED_ON = "passed_on", _("What was passed on")

    class Medium(models.TextChoices):
        POST = "post", _("Post")
        HAND = "hand", _("Handed over")
        EMAIL = "email", _("E-mail")
        OFFICE = "office", _("Kept in the office")

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(
        "cases.File",
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("file"),
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120)
    medium = models.CharField(_("how it is given"), max_length=10, choices=Medium.choices)
    template = models.CharField(max_length=120)
    template_version = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    pages = models.PositiveSmallIntegerField(_("pages"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), default=now, editable=False)

    objects = _WithoutContent()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            # Pressing the button twice makes the same bytes, so it makes one document.
            models.UniqueConstraint(fields=["scheme", "file", "sha256"], name="documents_document_one")
        ]
        indexes = [models.Index(fields=["scheme", "file", "-made_at"], name="documents_document_newest")]

    def __str__(self) -> str:
        return self.title


class Dispatch(SchemeOwned):
    """A document left the house: once each, on which day, by whose hand."""

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="+")
    document = SchemeForeignKey(Document, on_delete=models.PROTECT, related_name="dispatches", db_index=False)
    happened_on = models.DateField(_("sent"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "document"], name="documents_dispatch_one")]
