"""Who takes part in a process and how each of them arrives."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import File, Party
from conferences.models.process import Process
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Participant(SchemeOwned):
    """A party of the case who takes part: the part and its number, never the name."""

    wall = {"kind": "file", "column": "joint_id", "part": "plan", "rights": "SELECT, INSERT"}

    joint = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="participants")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="participants")
    party = SchemeForeignKey(Party, on_delete=models.PROTECT, related_name="participations")
    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="participations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "process", "party"], name="conferences_participant_one")
        ]
        indexes = [models.Index(fields=["scheme", "file"], name="conferences_participant_file")]


@tracked
class Attendee(SchemeOwned):
    """Somebody who is there for their work: a facilitator, an interpreter, an observer.

    Everyone who takes part is told who else will be in the room, so this list is shared.
    """

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("Facilitator")
        CO_FACILITATOR = "co_facilitator", _("Second facilitator")
        INTERPRETER = "interpreter", _("Interpreter")
        OFFENDER_MANAGER = "offender_manager", _("Probation practitioner")
        POLICE = "police", _("Police officer")
        PRISON = "prison", _("Prison officer")
        OBSERVER = "observer", _("Observer")
        RESEARCHER = "researcher", _("Researcher")
        OTHER = "other", _("Another professional")

    wall = {"kind": "file", "column": "joint_id", "part": "plan", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    joint = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="attendees")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="attendees")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    name = models.CharField(_("name"), max_length=150)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    agreed = models.BooleanField(_("everyone taking part agreed to them being there"), default=False)
    recorded_at = models.DateTimeField(default=now, editable=False)


@tracked
class Arrival(SchemeOwned):
    """How one participant arrives and where they wait. In their own file: the other side never sees it."""

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="arrivals")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="arrivals")
    arrive_at = models.TimeField(_("time to arrive"), null=True, blank=True)
    waiting_room = models.CharField(_("where they wait"), max_length=200, blank=True)
    met_by = models.CharField(_("who meets them"), max_length=150, blank=True)
    travel = models.TextField(_("travel"), blank=True)
    bring = models.TextField(_("what to bring"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "process", "file"], name="conferences_arrival_one")
        ]


@tracked
class Attendance(SchemeOwned):
    """Whether a participant came. Shared with nobody: who stayed away is for that person to say."""

    wall = {"kind": "file", "column": "joint_id"}

    joint = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="attendances")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="attendances")
    participant = SchemeForeignKey(Participant, on_delete=models.PROTECT, related_name="attendances")
    came = models.BooleanField(_("came"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "process", "participant"], name="conferences_attendance_one"
            )
        ]
