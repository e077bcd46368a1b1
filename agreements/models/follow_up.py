"""Following an agreement up: who asked whom, and the sign-off."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import OutcomeAgreement
from agreements.models.items import AgreementItem
from cases.models import File
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class FollowUpNote(SchemeOwned):
    """What somebody said about how the agreement goes. In the file of the party it is about."""

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="follow_up_notes")
    agreement = SchemeForeignKey(OutcomeAgreement, on_delete=models.PROTECT, related_name="notes")
    item = SchemeForeignKey(AgreementItem, on_delete=models.PROTECT, null=True, related_name="notes")
    asked = models.CharField(_("whom you asked"), max_length=200)
    said = models.TextField(_("what they said"))
    happened_at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["scheme", "file", "-happened_at"], name="agreements_note_latest")]


@tracked
class SignOff(SchemeOwned):
    """The office has seen the agreement and its items as entered. Not part of what is shared."""

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="agreement_sign_offs")
    agreement = SchemeForeignKey(OutcomeAgreement, on_delete=models.PROTECT, related_name="sign_offs")
    note = models.TextField(_("note"), blank=True)
    happened_on = models.DateField(_("signed off on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "agreement"], name="agreements_signoff_one")]
