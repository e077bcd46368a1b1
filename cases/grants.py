"""Who can see what in a case, why, until when; who could; and who looked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import DateField, Func, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Case, File, FileGrant
from rjcase.access.models import User
from rjcase.audit.models import ReadLog
from rjcase.audit.reads import log_read
from rjcase.kernel.clock import today
from rjcase.tenancy.policies import CHANGE, DISCLOSE, INTERPRET, VIEW

ENDED_SHOWN = 50
READS_LOOKED_AT = 300


@dataclass(frozen=True)
class Access:
    """One person's access to one file: what, why, from and until when, given by whom."""

    grant: FileGrant
    file: File
    verb: str

    @property
    def is_by_hand(self) -> bool:
        """Whether it is changed and ended on its own; an allocation's ends with the allocation."""
        return self.grant.kind not in (FileGrant.Kind.ALLOCATION, FileGrant.Kind.CO_FACILITATION)

    @property
    def is_cut(self) -> bool:
        """Whether it ends before the day that was asked for: with the check, the membership or the case."""
        until, asked = self.grant.until, self.grant.asked_until
        return until is not None and (asked is None or until < asked)

    @property
    def is_ahead(self) -> bool:
        """Whether it has not begun yet."""
        return self.grant.since > today()


def standing_grants(case: Case) -> QuerySet[FileGrant]:
    """Grants of a case in force, and those that begin later: one's own, or all for the office."""
    day = Func(template="current_date", output_field=DateField())
    rows = FileGrant.objects.filter(Q(until=None) | Q(until__gte=day), case=case)
    return rows.select_related("user", "given_by", "content_object__party")


def access_of(case: Case) -> list[Access]:
    """Who can see what in a case, by file and person. The office sees all, others themselves."""
    return sorted(widest(standing_grants(case)), key=lambda one: (str(one.file), str(one.grant.user)))


def ended_access_of(case: Case) -> list[Access]:
    """Access that has ended, newest first, at most fifty."""
    day = Func(template="current_date", output_field=DateField())
    rows = FileGrant.objects.filter(case=case, until__lt=day)
    rows = rows.select_related("user", "given_by", "ended_by", "content_object__party")
    found = sorted(widest(rows), key=lambda one: (one.grant.until, str(one.file)), reverse=True)
    return found[:ENDED_SHOWN]


def widest(rows: QuerySet[FileGrant]) -> list[Access]:
    """One row for each person and file: the widest verb they hold."""
    verbs = {
        INTERPRET: _("Name and language only"),
        VIEW: _("Read"),
        CHANGE: _("Read and write"),
        DISCLOSE: _("Read, write and disclose"),
    }
    widest: dict[tuple[Any, Any], FileGrant] = {}
    for grant in rows.order_by("verb"):
        widest[grant.content_object_id, grant.user_id] = grant
    return [Access(g, g.content_object, verbs[g.verb]) for g in widest.values()]


@dataclass
class Look:
    """Somebody who was shown files of a case: which, how often, when last."""

    user: User | None
    last: datetime
    times: int = 0
    files: set[UUID] = field(default_factory=set)
    labels: list[str] = field(default_factory=list)


def who_looked(files: Iterable[File]) -> list[Look]:
    """Who was shown these files, by person, the latest first; over the last three hundred openings."""
    labels = {file.pk: str(file) for file in files}
    rows = ReadLog.objects.filter(files__overlap=list(labels)).select_related("user")
    found: dict[int | None, Look] = {}
    for row in rows.order_by("-at", "-pk")[:READS_LOOKED_AT]:
        look = found.setdefault(row.user_id, Look(row.user, row.at))
        look.times += 1
        look.files.update(pk for pk in row.files if pk in labels)
    for look in found.values():
        look.labels = sorted(labels[pk] for pk in look.files)
    return list(found.values())


@dataclass(frozen=True)
class Interpreted:
    """Somebody the acting person interprets for: a name and a language, nothing else."""

    name: str
    language: str
    until: Any


def interpreted_people() -> list[Interpreted]:
    """Whom the acting person interprets for today. The read is logged."""
    with connection.cursor() as cursor:
        cursor.execute("select file, name, language, until from interpreted_people()")
        rows = cursor.fetchall()
    log_read("cases:open_files", [row[0] for row in rows], why="interpreter")
    return [Interpreted(name, language or "", until) for _file, name, language, until in rows]
