"""Source papers: what agencies wrote, as they wrote it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.files import File
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class SourcePaper(SchemeOwned):
    """One text of an agency's: the circumstances, where it happened, what the police know."""

    class Kind(models.TextChoices):
        CIRCUMSTANCES = "circumstances", _("What happened")
        PLACE = "place", _("Where it happened")
        CRIME_NUMBER = "crime_number", _("Crime number")
        RISK = "risk", _("Known risks")
        OTHER = "other", _("Other information")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField(_("text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["scheme", "text"],
                condition=models.Q(kind="crime_number"),
                name="cases_paper_crime_number",
            )
        ]
