"""Who may open which file: django-guardian's permission rows, with scheme, verb and dates."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from cases.models.case import Case, Side
from cases.models.files import File
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import Scheme, tracked
from rjcase.tenancy.policies import CHANGE, DISCLOSE, INTERPRET, VIEW


@tracked
class FileGrant(UserObjectPermissionBase):
    """One verb that one person has on one file, from and until a date.

    Written only by the database functions in cases/sql/vetted_grants.sql. Every grant has a VIEW row, but
    an interpreter's, whose one row (INTERPRET) opens a name and a language and no policy knows; the
    policies ask for the verb itself, never for guardian's permission. ``until`` is when it ends, which is
    the earliest of ``asked_until``, the end of the membership, of the person's check, and of a closed case.
    """

    class Kind(models.TextChoices):
        ALLOCATION = "allocation", _("Lead facilitator")
        CO_FACILITATION = "co_facilitation", _("Second facilitator")
        COVER = "cover", _("Cover for a colleague")
        SUPERVISION = "supervision", _("Supervision")
        OFFENDER_MANAGER = "offender_manager", _("Offender manager")
        VICTIM_LIAISON = "victim_liaison", _("Victim liaison officer")
        PRISON_SUPERVISOR = "prison_supervisor", _("Prison offender supervisor")
        PRISON_SECURITY = "prison_security", _("Prison security")
        OFFICER_IN_CASE = "officer_in_case", _("Officer in the case")
        INTERPRETER = "interpreter", _("Interpreter")
        LIAISON = "liaison", _("Liaison")
        EMERGENCY = "emergency", _("Opened with a reason")

    # Who works the case; who looks on from beside it, from outside the scheme.
    WORKING = (Kind.ALLOCATION, Kind.CO_FACILITATION, Kind.COVER)
    OUTSIDE = (
        Kind.OFFENDER_MANAGER,
        Kind.VICTIM_LIAISON,
        Kind.PRISON_SUPERVISOR,
        Kind.PRISON_SECURITY,
        Kind.OFFICER_IN_CASE,
        Kind.INTERPRETER,
        Kind.LIAISON,
    )
    VERBS = {INTERPRET: "interpret_file", VIEW: "view_file", CHANGE: "change_file", DISCLOSE: "disclose_file"}
    wall = {"kind": "own", "column": "user_id", "rights": "SELECT"}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, editable=False, db_index=False, related_name="+"
    )
    content_object = SchemeForeignKey(File, on_delete=models.CASCADE, db_index=False, related_name="grants")
    case = SchemeForeignKey(Case, on_delete=models.CASCADE, db_index=False, related_name="grants")
    side = models.CharField(max_length=12, choices=Side.choices)
    verb = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=300)
    since = models.DateField(_("from"), default=today)
    until = models.DateField(_("until"), null=True)
    asked_until = models.DateField(_("asked for until"), null=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_reason = models.CharField(_("why it ended"), max_length=300, blank=True, db_default="")

    class Meta(UserObjectPermissionBase.Meta):
        unique_together = []  # ours begins with the scheme
        # Both hold all that the policies ask of a grant, so that they read the index alone.
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "user", "content_object", "verb"],
                include=["since", "until"],
                name="cases_filegrant_one",
            ),
            # Who comes from outside to one side is given nobody of the other.
            models.CheckConstraint(
                condition=~models.Q(kind__in=["offender_manager", "prison_supervisor", "prison_security"])
                | models.Q(side="responsible"),
                name="cases_filegrant_responsible",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="victim_liaison") | models.Q(side="harmed"),
                name="cases_filegrant_harmed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["scheme", "user", "case", "side", "verb"],
                include=["since", "until"],
                name="cases_filegrant_of_case",
            ),
            models.Index(fields=["scheme", "content_object"], name="cases_filegrant_file"),
        ]


class FileGroupGrant(GroupObjectPermissionBase):
    """Stays empty. Without it guardian would fall back to its generic group table."""

    wall = {"kind": "office", "rights": "SELECT"}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, editable=False, db_index=False, related_name="+"
    )
    content_object = SchemeForeignKey(File, on_delete=models.CASCADE, related_name="group_grants")

    class Meta(GroupObjectPermissionBase.Meta):
        unique_together = []
