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
from rjcase.tenancy.policies import CHANGE, DISCLOSE, VIEW


@tracked
class FileGrant(UserObjectPermissionBase):
    """One verb that one person has on one file, from and until a date.

    Written only by the database functions in cases/sql/grants.sql. Every grant has a VIEW row;
    the policies ask for the verb itself, never for guardian's permission.
    """

    class Kind(models.TextChoices):
        ALLOCATION = "allocation", _("Allocated to the case")
        LIAISON = "liaison", _("Liaison")
        SUPERVISION = "supervision", _("Supervision")

    VERBS = {VIEW: "view_file", CHANGE: "change_file", DISCLOSE: "disclose_file"}
    wall = {"kind": "own", "column": "user_id", "rights": "SELECT"}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, editable=False, db_index=False, related_name="+"
    )
    content_object = SchemeForeignKey(File, on_delete=models.CASCADE, db_index=False, related_name="grants")
    case = SchemeForeignKey(Case, on_delete=models.CASCADE, db_index=False, related_name="grants")
    side = models.CharField(max_length=12, choices=Side.choices)
    verb = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=300)
    since = models.DateField(_("from"), default=today)
    until = models.DateField(_("until"), null=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField(default=now)

    class Meta(UserObjectPermissionBase.Meta):
        unique_together = []  # ours begins with the scheme
        # Both hold all that the policies ask of a grant, so that they read the index alone.
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "user", "content_object", "verb"],
                include=["since", "until"],
                name="cases_filegrant_one",
            )
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
