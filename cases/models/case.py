"""The neutral shell of a case, and where it stands."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.access.labels import label_lazy, supporter_label_lazy
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


class Side(models.TextChoices):
    """Which side of a case a party, a file or a fact belongs to."""

    HARMED = "harmed", _("Harmed")
    RESPONSIBLE = "responsible", _("Responsible")
    NEUTRAL = "neutral", _("Neutral")


class Stage(models.TextChoices):
    """Where a case stands, exactly. For those who may see both sides."""

    RECEIVED = "received", _("Received")
    ELIGIBLE = "eligible", _("Eligible")
    ALLOCATED = "allocated", _("Allocated")
    PREPARING = "preparing", _("Preparing")
    READY = "ready", _("Ready")
    IN_PROCESS = "in_process", _("In process")
    FOLLOWING_UP = "following_up", _("Following up")
    CLOSED = "closed", _("Closed")
    CLOSED_UPDATING = "closed_updating", _("Closed, updates continuing")


class Face(models.TextChoices):
    """What anyone with one side, or none, is told (pages: the neutral face)."""

    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted: a facilitator will be in touch")
    IN_PROGRESS = "in_progress", _("In progress")
    FOLLOW_UP = "follow_up", _("Follow-up")
    NOT_TAKEN_FORWARD = "not_taken_forward", _("Not taken forward")
    DID_NOT_GO_AHEAD = "did_not_go_ahead", _("Did not go ahead")
    COMPLETED = "completed", _("Completed")


class Counter(SchemeOwned):
    """A running number of the scheme, such as that of case references."""

    wall = {"kind": "office", "rights": "SELECT"}

    name = models.CharField(max_length=40)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="cases_counter_one")]


@tracked
class Case(SchemeOwned):
    """What a referral becomes: reference, neutral face, offence group, source, dates.

    Holds nothing about a person. The exact stage is in Progress, people are in files. ``access_until`` is
    set by the database on the day the case closes.
    """

    wall = {"kind": "case", "column": "id"}

    reference = models.CharField(_("reference"), max_length=24)
    face = models.CharField(max_length=24, choices=Face.choices, default=Face.RECEIVED)
    offence_group = models.CharField(_("offence group"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=40, blank=True)
    started_by = models.CharField(_("started by"), max_length=12, choices=Side.choices, default=Side.NEUTRAL)
    is_sensitive = models.BooleanField(_("sensitive"), default=False)
    is_complex = models.BooleanField(_("complex"), default=False)
    is_custody = models.BooleanField(_("custody"), default=False)
    is_court_ordered = models.BooleanField(_("court-ordered requirement"), default=False)
    received_on = models.DateField(_("received"), default=today)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    access_until = models.DateField(_("open to those who work it until"), null=True, editable=False)
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "reference"], name="cases_case_reference")]
        indexes = [models.Index(fields=["scheme", "-received_on", "-id"], name="cases_case_newest")]

    def __str__(self) -> str:
        return self.reference


@tracked
class Progress(SchemeOwned):
    """The exact stage and reason of a case, for those who may see both sides."""

    wall = {"kind": "case_both", "column": "case_id"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="progresses")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, default=Stage.RECEIVED)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    since = models.DateField(_("since"), default=today)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "case"], name="cases_progress_one"),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="cases_progress_stage"),
        ]
        # Counts by stage are answered from the index alone, the case being what its policy asks about.
        indexes = [models.Index(fields=["scheme", "stage"], include=["case"], name="cases_progress_stages")]


class StageChange(SchemeOwned):
    """One step a case took: from, to, by whom, when it happened and when it was recorded."""

    wall = {"kind": "case_both", "column": "case_id", "rights": "SELECT, INSERT"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="stage_changes")
    step = models.CharField(_("step"), max_length=60)
    from_stage = models.CharField(max_length=20, blank=True)
    to_stage = models.CharField(max_length=20)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    happened_on = models.DateField(_("happened"), default=today)
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["scheme", "case"], name="cases_stagechange_case")]


class GatePass(SchemeOwned):
    """A manager let a case through a gate that may be passed, and said why."""

    wall = {"kind": "case_both", "column": "case_id", "rights": "SELECT, INSERT"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="gate_passes")
    gate = models.CharField(_("gate"), max_length=60)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)


@tracked
class Offence(SchemeOwned):
    """What happened, as a code and a date. Where and how stand in the source papers alone."""

    wall = {"kind": "case", "column": "case_id"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="offences")
    group = models.CharField(_("offence group"), max_length=40)
    subgroup = models.CharField(_("offence"), max_length=60, blank=True)
    happened_on = models.DateField(_("date of the offence"), null=True, blank=True)
    markers = models.JSONField(_("markers"), default=list, blank=True)


@tracked
class Party(SchemeOwned):
    """A person's part in a case: role, side and number, and nothing that names them."""

    class Role(models.TextChoices):
        VICTIM = "victim", label_lazy("harmed")
        OFFENDER = "offender", label_lazy("responsible")
        VICTIM_SUPPORTER = "victim_supporter", supporter_label_lazy("harmed")
        OFFENDER_SUPPORTER = "offender_supporter", supporter_label_lazy("responsible")
        PROFESSIONAL = "professional", _("Professional")
        COMMUNITY = "community", _("Community member")

    SIDES = {
        Role.VICTIM: Side.HARMED,
        Role.VICTIM_SUPPORTER: Side.HARMED,
        Role.OFFENDER: Side.RESPONSIBLE,
        Role.OFFENDER_SUPPORTER: Side.RESPONSIBLE,
        Role.PROFESSIONAL: Side.NEUTRAL,
        Role.COMMUNITY: Side.NEUTRAL,
    }

    wall = {"kind": "case", "column": "case_id", "rights": "SELECT, UPDATE"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    supports = SchemeForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supporters"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "case", "role", "number"], name="cases_party_number")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.number}"
