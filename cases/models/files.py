"""Files: the only places where personal data lives."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case, Party, Side
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class File(SchemeOwned):
    """The folder that grants are given on. Opened, and deleted, by database functions alone.

    One table with three kinds, so that one grant table and one form of policy serve them all;
    code speaks of PartyFile, JointFile and SourcePapers.
    """

    class Kind(models.TextChoices):
        PARTY = "party", _("Party file")
        JOINT = "joint", _("Joint file")
        PAPERS = "papers", _("Source papers")

    wall = {"kind": "file", "column": "id", "rights": "SELECT, UPDATE"}
    kind_of_class: str = ""

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    party = SchemeForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="files")
    side = models.CharField(max_length=12, choices=Side.choices, default=Side.NEUTRAL)
    opened_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        default_permissions = ()
        permissions = [
            ("interpret_file", "Can see a name and a language"),
            ("view_file", "Can view the file"),
            ("change_file", "Can change the file"),
            ("disclose_file", "Can disclose from the file"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="party", party__isnull=False)
                | models.Q(~models.Q(kind="party"), party=None),
                name="cases_file_party",
            ),
            models.UniqueConstraint(
                fields=["scheme", "party"], condition=models.Q(kind="party"), name="cases_file_one_each"
            ),
        ]
        indexes = [models.Index(fields=["scheme", "case"], name="cases_file_case")]

    def __str__(self) -> str:
        return str(self.party) if self.party_id else str(self.get_kind_display())


class _OfKind(models.Manager["File"]):
    def get_queryset(self) -> models.QuerySet[File]:
        return super().get_queryset().filter(kind=self.model.kind_of_class)


class PartyFile(File):
    """One party's own file."""

    kind_of_class = File.Kind.PARTY
    objects: ClassVar[Any] = _OfKind()

    class Meta:
        proxy = True
        default_permissions = ()


class JointFile(File):
    """What both sides made or were given together."""

    kind_of_class = File.Kind.JOINT
    objects: ClassVar[Any] = _OfKind()

    class Meta:
        proxy = True
        default_permissions = ()


class SourcePapers(File):
    """Mixed papers from agencies, which may name both sides: office and allocated facilitator only."""

    kind_of_class = File.Kind.PAPERS
    objects: ClassVar[Any] = _OfKind()

    class Meta:
        proxy = True
        default_permissions = ()


@tracked
class JointShare(SchemeOwned):
    """A part of a joint file that one party may be shown or given."""

    class Part(models.TextChoices):
        PLAN = "plan", _("Date, place and who attends")
        AGREEMENT = "agreement", _("Outcome agreement")
        WRITE_UP = "write_up", _("Write-up")
        MESSAGES = "messages", _("Messages delivered")

    wall = {"kind": "share", "column": "joint_id"}

    joint = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="shares_given")
    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="shares_held")
    part = models.CharField(max_length=12, choices=Part.choices)
    shared_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "joint", "part", "file"], name="cases_jointshare_one")
        ]


class NameToken(SchemeOwned):
    """A searchable piece of a name, behind the wall of the file it came from.

    Searched with the prefix operator ``^@``, which may use an index under row-level security.
    """

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT, DELETE"}

    file = SchemeForeignKey(File, on_delete=models.CASCADE, related_name="name_tokens", db_index=False)
    token = models.CharField(max_length=60, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "token", "file"], name="cases_nametoken_one")
        ]
        indexes = [models.Index(fields=["scheme", "file"], name="cases_nametoken_file")]
