"""The register of practitioners: who they are, what they did and learned, and when they stand in."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from practitioners.kinds import Kind
from rjcase.kernel.clock import now
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Practitioner(SchemeOwned):
    """What the register says of one person: what they are, and what they can be asked to do.

    The office keeps it, the person reads it. What happened on a day (training, a supervision, a step
    towards accreditation) is an `Entry`.
    """

    class Kind(models.TextChoices):
        """WTE-3.5-01"""

        PAID = "paid", _("Paid worker")
        VOLUNTEER = "volunteer", _("Volunteer")
        PROVIDER = "provider", _("Worker of an external provider")

    class Time(models.TextChoices):
        DAY = "day", _("Weekdays, in the day")
        EVENING = "evening", _("Weekday evenings")
        WEEKEND = "weekend", _("Weekends")

    wall = {"kind": "about", "column": "user_id", "rights": "SELECT, INSERT, UPDATE"}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of worker"), max_length=10, choices=Kind.choices)
    employer = models.CharField(_("employer"), max_length=150, blank=True)
    grade = models.CharField(_("grade or band"), max_length=60, blank=True)
    hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1, null=True, blank=True)
    reports_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    purpose = models.TextField(_("purpose and duties of the job"), blank=True)
    home_area = models.UUIDField(_("area they are based in"), null=True, blank=True)
    areas = ArrayField(models.UUIDField(), verbose_name=_("areas they travel to"), default=list, blank=True)
    languages = ArrayField(
        models.CharField(max_length=12), verbose_name=_("languages"), default=list, blank=True
    )
    strengths = models.CharField(_("cultures they know, and other skills"), max_length=300, blank=True)
    times = ArrayField(
        models.CharField(max_length=10, choices=Time.choices),
        verbose_name=_("when they can work"),
        default=list,
        blank=True,
    )
    caseload_limit = models.PositiveSmallIntegerField(_("most open cases"), null=True, blank=True)
    serious_limit = models.PositiveSmallIntegerField(
        _("most open cases that are sensitive or complex"), null=True, blank=True
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "user"], name="practitioners_one"),
            models.CheckConstraint(
                condition=models.Q(mentor=None) | ~models.Q(mentor=models.F("user")),
                name="practitioners_not_own_mentor",
            ),
        ]
        indexes = [models.Index(fields=["scheme", "mentor"], name="practitioners_mentor")]


@tracked
class Entry(SchemeOwned):
    """One dated thing in somebody's record: what it is stands in `practitioners.kinds`.

    Practitioners write the kinds that are theirs (professional development, self-assessment, peer
    discussion) themselves; a trigger of the database refuses them every other. Somebody without an
    account, such as staff of a prison wing who were trained in risk, is named in ``outsider``. What was
    entered in error is withdrawn with a reason and stays readable.
    """

    wall = {"kind": "own", "column": "user_id", "rights": "SELECT, INSERT, UPDATE"}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outsider = models.CharField(_("name"), max_length=150, blank=True)
    trained_as = models.CharField(_("role they were trained in"), max_length=20, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=24, blank=True)
    title = models.CharField(max_length=200, blank=True)
    provider = models.CharField(_("provider"), max_length=150, blank=True)
    has_mark = models.BooleanField(_("provider holds the RJC training quality mark"), null=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, null=True, blank=True)
    with_whom = models.CharField(max_length=150, blank=True)
    note = models.TextField(_("note"), blank=True)
    done_on = models.DateField(_("date"))
    expires_on = models.DateField(_("good until"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None) ^ models.Q(outsider=""), name="practitioners_entry_of_whom"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on=None) | models.Q(expires_on__gte=models.F("done_on")),
                name="practitioners_entry_dates",
            ),
        ]
        indexes = [models.Index(fields=["scheme", "user", "kind"], name="practitioners_entry_user")]


@tracked
class Duty(SchemeOwned):
    """Who stands in, is on call outside office hours, or is away, from a day to a day (WM-7-09)."""

    class Kind(models.TextChoices):
        COVER = "cover", _("Covers for colleagues")
        ON_CALL = "on_call", _("On call outside office hours")
        AWAY = "away", _("Away")

    wall = {"kind": "staff", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what for"), max_length=8, choices=Kind.choices)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="practitioners_duty_dates"
            )
        ]
        indexes = [models.Index(fields=["scheme", "ends_on"], name="practitioners_duty_ends")]
