"""Telling a victim how the agreement goes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import OutcomeAgreement
from agreements.models.items import AgreementItem
from cases.models import Contact, Disclosure, File
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class UpdateWish(SchemeOwned):
    """Whether a victim wishes to hear how the agreement goes, and when they were asked.

    The newest row is the live one: a victim may change their mind as often as they like.
    """

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="update_wishes")
    agreement = SchemeForeignKey(OutcomeAgreement, on_delete=models.PROTECT, related_name="wishes")
    wants = models.BooleanField(_("wishes to hear how it goes"))
    asked_on = models.DateField(_("asked on"), default=today)
    next_on = models.DateField(_("first update on"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["scheme", "agreement", "file", "-recorded_at"], name="agreements_wish_live")
        ]


@tracked
class VictimUpdate(SchemeOwned):
    """What a victim was told of the agreement, when, how and by whom. In the victim's own file."""

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="victim_updates")
    agreement = SchemeForeignKey(OutcomeAgreement, on_delete=models.PROTECT, related_name="updates")
    happened_at = models.DateTimeField(_("when"))
    method = models.CharField(_("how"), max_length=10, choices=Contact.Method.choices)
    reaction = models.TextField(_("what they said"), blank=True)
    is_last = models.BooleanField(_("the last update"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["scheme", "file", "-happened_at"], name="agreements_update_latest")]


class VictimUpdateLine(SchemeOwned):
    """One sentence of an update: about which item, as it stood then, and the disclosure it was."""

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="+")
    update = SchemeForeignKey(VictimUpdate, on_delete=models.PROTECT, related_name="lines")
    item = SchemeForeignKey(AgreementItem, on_delete=models.PROTECT, related_name="told")
    disclosure = SchemeForeignKey(Disclosure, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10)
    text = models.TextField(_("what was said"))
