"""A process: a meeting or an exchange of messages, hanging from its own joint file."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case, File
from rjcase.kernel.clock import now, today
from rjcase.kernel.codelists import codelist
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Process(SchemeOwned):
    """What brings people into communication (MOJ-A-03 to MOJ-A-07): kind, time, place, running order.

    Everyone who takes part may be shown all of this, so nothing that only one side may know belongs
    here: reasons, custody arrangements and attendance stand in tables that are shared with nobody.
    """

    class Form(models.TextChoices):
        DIRECT = "direct", _("Meeting")
        INDIRECT = "indirect", _("Indirect exchange")

    class State(models.TextChoices):
        PLANNED = "planned", _("Being planned")
        RUNNING = "running", _("Going ahead")
        POSTPONED = "postponed", _("Postponed")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    OPEN = (State.PLANNED, State.RUNNING, State.POSTPONED)

    wall = {"kind": "file", "column": "joint_id", "part": "plan"}
    of_form: ClassVar[str] = ""

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="processes")
    joint = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="processes")
    form = models.CharField(max_length=8, choices=Form.choices)
    kind = models.CharField(_("kind"), max_length=24)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    starts_at = models.DateTimeField(_("date and time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    is_video = models.BooleanField(_("live video or phone link"), default=False)
    running_order = models.TextField(_("running order"), blank=True)
    begun_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(_("started"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "joint"], name="conferences_process_joint"),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "running", "postponed", "held", "cancelled"]),
                name="conferences_process_state",
            ),
        ]
        indexes = [models.Index(fields=["scheme", "case"], name="conferences_process_case")]

    def __str__(self) -> str:
        return str(self.kind_label)

    @property
    def kind_label(self) -> Any:
        """The kind in words."""
        return codelist("process_kind").label(self.kind)

    @property
    def is_meeting(self) -> bool:
        """Whether people meet, face to face or by live link."""
        return self.form == self.Form.DIRECT

    @property
    def is_open(self) -> bool:
        """Neither held nor cancelled."""
        return self.state in self.OPEN

    @property
    def minutes(self) -> int | None:
        """How long it took, in whole minutes; None until both ends are known (WTE-7C-02)."""
        if self.held_at is None or self.ended_at is None:
            return None
        return int((self.ended_at - self.held_at).total_seconds() // 60)


class _OfForm(models.Manager["Process"]):
    def get_queryset(self) -> models.QuerySet[Process]:
        return super().get_queryset().filter(form=self.model.of_form)


class Conference(Process):
    """People meet, in one room or by live video or phone link."""

    of_form: ClassVar[str] = Process.Form.DIRECT
    objects: ClassVar[Any] = _OfForm()

    class Meta:
        proxy = True


class IndirectExchange(Process):
    """Messages go from one person to another without a meeting, one at a time."""

    of_form: ClassVar[str] = Process.Form.INDIRECT
    objects: ClassVar[Any] = _OfForm()

    class Meta:
        proxy = True


class ProcessChange(SchemeOwned):
    """A process was opened, postponed, held or cancelled: when, by whom and why.

    The reason may tell what one side decided, so it is shared with nobody.
    """

    wall = {"kind": "file", "column": "joint_id", "rights": "SELECT, INSERT"}

    joint = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="process_changes")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="changes")
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10, choices=Process.State.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField(_("happened"), default=today)
    recorded_at = models.DateTimeField(default=now, editable=False)


@tracked
class Arrangements(SchemeOwned):
    """What only those who work both sides know about a process: why it is indirect, and custody.

    One row a process. An offender's prison is no secret from whoever goes there, but its security
    arrangements are; and that a meeting was judged unsafe says something about a person.
    """

    wall = {"kind": "file", "column": "joint_id"}

    joint = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="arrangements")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="arrangements")
    why_indirect = models.CharField(_("why indirect"), max_length=20, blank=True)
    establishment = models.CharField(_("establishment"), max_length=150, blank=True)
    notified_on = models.DateField(_("establishment told on"), null=True, blank=True)
    security_contact = models.CharField(_("security contact"), max_length=150, blank=True)
    searching = models.TextField(_("searching"), blank=True)
    gate_access = models.TextField(_("gate and movement"), blank=True)
    keys_and_alarm = models.TextField(_("keys and alarm bell"), blank=True)
    rules_told_on = models.DateField(_("security rules sent on"), null=True, blank=True)
    separate_escort = models.BooleanField(_("separate arrival and escort"), default=False)
    family_time = models.BooleanField(_("five minutes with family first"), default=False)
    afterwards = models.CharField(_("who is there afterwards"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "process"], name="conferences_arrangements_one")
        ]
