"""The contact log of a file."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.files import File
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


class ContactQuerySet(models.QuerySet["Contact"]):
    def standing(self) -> "ContactQuerySet":
        """What is held to be true now: not corrected by a newer row, and not retracted."""
        return self.filter(corrections=None, is_retracted=False)


@tracked
class Contact(SchemeOwned):
    """One contact, or attempt, with a party or about them. Corrected by a newer row, with a reason."""

    class Direction(models.TextChoices):
        OUT = "out", _("We contacted them")
        IN = "in", _("They contacted us")

    class Result(models.TextChoices):
        REACHED = "reached", _("Spoke with them")
        MESSAGE = "message", _("Left a message")
        SENT = "sent", _("Sent")
        NO_ANSWER = "no_answer", _("No answer")
        NOT_KEPT = "not_kept", _("They did not keep the appointment")

    class Method(models.TextChoices):
        PHONE = "phone", _("Phone")
        VISIT = "visit", _("Visit")
        LETTER = "letter", _("Letter")
        EMAIL = "email", _("E-mail")
        TEXT = "text", _("Text message")
        VIDEO = "video", _("Video call")
        OTHER = "other", _("Another way")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="contacts", db_index=False)
    happened_at = models.DateTimeField(_("when it happened"))
    method = models.CharField(_("how"), max_length=10, choices=Method.choices)
    direction = models.CharField(_("who contacted whom"), max_length=3, choices=Direction.choices)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    minutes = models.PositiveSmallIntegerField(_("time spent in minutes"), null=True)
    note = models.TextField(_("note"), blank=True)
    next_at = models.DateTimeField(_("next appointment"), null=True)
    next_where = models.CharField(_("where, and with whom"), max_length=150, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)
    corrects = SchemeForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    correction_reason = models.CharField(_("why it was corrected"), max_length=300, blank=True)
    is_retracted = models.BooleanField(_("this contact did not happen"), default=False, db_default=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "corrects"],
                condition=models.Q(corrects__isnull=False),
                name="cases_contact_corrected_once",
            )
        ]
        indexes = [
            models.Index(fields=["scheme", "file", "-happened_at"], name="cases_contact_latest"),
            models.Index(fields=["scheme", "-happened_at"], name="cases_contact_newest"),
        ]

    @property
    def is_late(self) -> bool:
        """Whether it was written up more than a day after it happened (WTE-7B-08)."""
        return self.corrects_id is None and self.recorded_at - self.happened_at > timedelta(hours=24)
