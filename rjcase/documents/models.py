"""Documents we made for a file: kept whole, as they were given."""

from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned

M = TypeVar("M", bound=models.Model)


class _WithoutContent(models.Manager[M]):
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
        REQUEST = "information_request", _("Information request")

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

    objects = _WithoutContent["Document"]()

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


class Upload(SchemeOwned):
    """One file that somebody handed in, checked and cleaned. Added and read, never changed or removed.

    The name it had is not kept: names of files hold names of people. ``title`` says what it is, and may
    be personal; ``number`` is its place in the file, and the name it is given out under.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        JPEG = "jpeg", _("JPG picture")
        PNG = "png", _("PNG picture")
        DOCX = "docx", _("Word document")
        ODT = "odt", _("OpenDocument text")
        TXT = "txt", _("Plain text")

    wall = {"kind": "received", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="uploads", db_index=False)
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("what it is"), max_length=120)
    kind = models.CharField(_("kind of file"), max_length=5, choices=Kind.choices)
    received_on = models.DateField(_("date we received it"))
    pages = models.PositiveSmallIntegerField(_("pages"), null=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    is_scanned = models.BooleanField(_("checked for viruses"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("added"), default=now, editable=False)

    objects = _WithoutContent["Upload"]()

    class Meta:
        verbose_name = _("file received")
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["scheme", "file", "number"], name="documents_upload_number")
        ]
        # What a scheme has taken is added up from this index alone.
        indexes = [models.Index(fields=["scheme", "file"], include=["size"], name="documents_upload_size")]

    def __str__(self) -> str:
        return self.title


class Retraction(SchemeOwned):
    """A file that was handed in and should not stand there: why, by whom, when.

    The file itself stays, for the RJ office alone: its title may name somebody too. ``number`` is the file's.
    """

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="+")
    upload = SchemeForeignKey(Upload, on_delete=models.PROTECT, related_name="retractions", db_index=False)
    number = models.PositiveIntegerField(_("number"), default=0)
    reason = models.CharField(_("why it was taken back"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("taken back"), default=now, editable=False)

    class Meta:
        verbose_name = _("file taken back")
        constraints = [models.UniqueConstraint(fields=["scheme", "upload"], name="documents_retraction_one")]
