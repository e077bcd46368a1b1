"""Choosing new facilitators by the same headings for everybody."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Scorecard(SchemeOwned):
    """How somebody who wants to become a facilitator was scored, heading by heading (WTE-3C-01).

    They may have no account yet, so they stand here by name. For the office alone. ``scores`` holds a
    number from 0 to 3 for each heading of `practitioners.scorecard`.
    """

    class Decision(models.TextChoices):
        OPEN = "open", _("Not decided yet")
        SELECTED = "selected", _("Selected")
        NOT_SELECTED = "not_selected", _("Not selected")

    wall = {"kind": "office"}

    candidate = models.CharField(_("name"), max_length=150)
    seen_on = models.DateField(_("date of the interview"))
    panel = models.CharField(_("who scored"), max_length=300)
    scores = models.JSONField(_("scores"), default=dict)
    note = models.TextField(_("notes"), blank=True)
    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)
