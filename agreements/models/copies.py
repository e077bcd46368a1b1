"""Copies of an agreement, one for each participant."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import OutcomeAgreement
from cases.models import File
from rjcase.documents.models import Document
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class AgreementCopy(SchemeOwned):
    """A participant was given, or sent, their copy. Kept in that participant's own file."""

    class Way(models.TextChoices):
        HANDED = "handed", _("Handed over")
        POST = "post", _("Sent by post")
        EMAIL = "email", _("Sent by e-mail")
        WORKER = "worker", _("Through somebody who works with them")
        REFUSED = "refused", _("Did not want a copy")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="agreement_copies")
    agreement = SchemeForeignKey(OutcomeAgreement, on_delete=models.PROTECT, related_name="copies")
    way = models.CharField(_("how"), max_length=10, choices=Way.choices)
    happened_on = models.DateField(_("given or sent on"))
    document = SchemeForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "agreement", "file"], name="agreements_copy_one")
        ]
