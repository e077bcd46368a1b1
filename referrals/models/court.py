"""Where an offender stands with courts and probation, as agencies said it. In that offender's own file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import File
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class CourtRecord(SchemeOwned):
    """Assessments of probation, the sentence, and what restorative justice is part of.

    Nothing here is worked out by us: a tier and a score are kept with their model and their day.
    ``screening`` holds the five yes/no questions of a referral (WTE-2B-01), as
    ``{"denies": {"answer": "no", "comment": ""}}``. ``supervision_months`` is the
    length of supervision in whole months (WTE-2B-04).
    """

    class Seriousness(models.TextChoices):
        LOW = "low", _("Low: would not lead to custody")
        MEDIUM = "medium", _("Medium: could lead to custody")
        HIGH = "high", _("High: custody is likely")

    class YesNo(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("Not known")

    class Footing(models.TextChoices):
        STATUTORY = "statutory", _("Statutory: a law or a court order asks for it")
        VOLUNTARY = "voluntary", _("Voluntary: no law or order asks for it")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.CASCADE, related_name="court_records")
    tier_model = models.CharField(_("tier model"), max_length=12, blank=True, default="")
    tier = models.CharField(_("tier"), max_length=12, blank=True, default="")
    tier_on = models.DateField(_("date of the tier"), null=True)
    ogrs = models.PositiveSmallIntegerField(_("reconviction score (OGRS)"), null=True)
    ogrs_on = models.DateField(_("date of the score"), null=True)
    seriousness = models.CharField(
        _("seriousness"), max_length=8, choices=Seriousness.choices, blank=True, default=""
    )
    statuses = models.JSONField(_("special status"), default=list, blank=True)
    screening = models.JSONField(_("the five questions"), default=dict, blank=True)
    continuing_harm = models.CharField(
        _("risk of continuing harm, or intent to harm"),
        max_length=8,
        choices=YesNo.choices,
        blank=True,
        default="",
    )
    wants_to_stop = models.BooleanField(_("wants to stop offending"), default=False)
    finished_programme = models.BooleanField(_("finished a programme"), default=False)
    court = models.CharField(_("court"), max_length=120, blank=True, default="")
    report_author = models.CharField(_("report author"), max_length=120, blank=True, default="")
    hearing_on = models.DateField(_("hearing"), null=True)
    proposed = models.CharField(_("sentence proposed"), max_length=20, blank=True, default="")
    reparation = models.CharField(
        _("reparation is a stated purpose"), max_length=8, choices=YesNo.choices, blank=True, default=""
    )
    sentence_on = models.DateField(_("date of the sentence"), null=True)
    requirement = models.CharField(_("requirement"), max_length=20, blank=True, default="")
    supervision_months = models.PositiveSmallIntegerField(_("months of supervision"), null=True)
    co_defendants = models.CharField(_("co-defendants"), max_length=8, blank=True, default="")
    notes = models.TextField(_("notes"), blank=True, default="")
    footing = models.CharField(
        _("statutory or voluntary"), max_length=10, choices=Footing.choices, blank=True, default=""
    )
    delivery = models.CharField(_("delivery model"), max_length=24, blank=True, default="")
    setting = models.CharField(_("setting"), max_length=12, blank=True, default="")
    process = models.CharField(_("process meant"), max_length=12, blank=True, default="")
    footing_told_on = models.DateField(_("told what taking part or stopping means for them"), null=True)
    remedy_action = models.CharField(
        _("action of the community remedy"), max_length=200, blank=True, default=""
    )
    remedy_by = models.CharField(_("officer who decided"), max_length=120, blank=True, default="")
    caution_until = models.DateField(_("last day of the caution’s conditions"), null=True)
    is_caution_condition = models.BooleanField(_("restorative justice is a condition"), default=False)
    # The scheme's own agreement as one whose co-operation a requirement needs (WTE-2E-08).
    cooperation_on = models.DateField(_("agreed in advance to co-operate"), null=True)
    cooperation_by = models.CharField(
        _("who agreed for the scheme"), max_length=120, blank=True, default="", db_default=""
    )
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "file"], name="referrals_court_one")]
