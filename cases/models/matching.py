"""What a party wishes of whoever meets them, and why somebody was asked all the same."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.files import File
from practitioners.models import Practitioner
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class MeetingWish(SchemeOwned):
    """Where and when a party can meet, and what they wish of their facilitator (CAMB-10, WM-8-01).

    One row a file. In the party's own file: where somebody can come to says where they live.
    """

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="meeting_wishes")
    areas = ArrayField(models.UUIDField(), verbose_name=_("where they can meet"), default=list, blank=True)
    times = ArrayField(
        models.CharField(max_length=10, choices=Practitioner.Time.choices),
        verbose_name=_("when they can meet"),
        default=list,
        blank=True,
    )
    languages = ArrayField(
        models.CharField(max_length=12), verbose_name=_("languages they speak"), default=list, blank=True
    )
    note = models.CharField(_("what they wish of their facilitator"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "file"], name="cases_meetingwish_one")]


class OfferReason(SchemeOwned):
    """Why somebody was asked though a rule of the register stood against it (WM-7-03, WTE-3E-03)."""

    wall = {"kind": "office", "rights": "SELECT, INSERT"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="offer_reasons")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stops = ArrayField(models.CharField(max_length=20), verbose_name=_("what stood against it"))
    reason = models.CharField(_("why they were asked"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
