"""Messages of an indirect exchange."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Disclosure, File, Party
from conferences.models.process import Process
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Message(SchemeOwned):
    """What one participant wants another to hear. In the sender's file, and only there, until delivered.

    An edit or a decision to withhold carries its reason; the history keeps the earlier text.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("To be checked")
        CHECKED = "checked", _("Checked, ready to deliver")
        WITHHELD = "withheld", _("Withheld")
        DELIVERED = "delivered", _("Delivered")

    OPEN = (State.DRAFT, State.CHECKED)
    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="messages_sent")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="messages")
    from_party = SchemeForeignKey(Party, on_delete=models.PROTECT, related_name="messages_from")
    to_party = SchemeForeignKey(Party, on_delete=models.PROTECT, related_name="messages_to")
    number = models.PositiveSmallIntegerField(_("number"))
    medium = models.CharField(_("medium"), max_length=12)
    text = models.TextField(_("what it says"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    written_on = models.DateField(_("written or recorded on"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    edit_reason = models.CharField(_("why it was edited"), max_length=300, blank=True)
    withheld_reason = models.CharField(_("why it is withheld"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "process", "number"], name="conferences_message_number")
        ]
        ordering = ["number"]

    @property
    def is_open(self) -> bool:
        """Neither delivered nor withheld."""
        return self.state in self.OPEN


@tracked
class DeliveredMessage(SchemeOwned):
    """A message as it was given to its receiver, in the receiver's file.

    A copy and not a shared part of the joint file: a part is shared whole, and what was written to
    one victim is not for another who takes part in the same exchange.
    """

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="messages_received")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="deliveries")
    message = SchemeForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    disclosure = SchemeForeignKey(Disclosure, on_delete=models.PROTECT, related_name="deliveries")
    from_party = SchemeForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    medium = models.CharField(_("medium"), max_length=12)
    text = models.TextField(_("what it says"))
    delivered_at = models.DateTimeField(_("delivered"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "message"], name="conferences_delivered_once")
        ]
        ordering = ["number"]
