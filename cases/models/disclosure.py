"""Information that crossed from a file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.consent import Consent
from cases.models.files import File
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Disclosure(SchemeOwned):
    """What crossed, from whose file, to whom, on what basis, by whom, when."""

    class Basis(models.TextChoices):
        CONSENT = "consent", _("Consent of that party")
        SAFEGUARDING = "safeguarding", _("Safeguarding")
        CRIME = "crime", _("Prevention of crime")

    wall = {"kind": "disclosure", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="disclosures")
    to_party_file = SchemeForeignKey(
        File, on_delete=models.PROTECT, null=True, related_name="received_disclosures"
    )
    to_whom = models.CharField(_("to whom"), max_length=200)
    what = models.TextField(_("what was passed on"))
    basis = models.CharField(_("basis"), max_length=12, choices=Basis.choices)
    consent = SchemeForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="disclosures")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(_("when it was passed on"))
    recorded_at = models.DateTimeField(default=now, editable=False)
