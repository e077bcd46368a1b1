"""What files that were handed in tell the timeline."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import Case, File
from cases.presenters import side_look
from cases.timeline import Event, day_start, of_file
from rjcase.documents.models import Retraction, Upload
from rjcase.kernel.clock import local_date

KINDS = {"upload": gettext_lazy("Files received")}


def added(case: Case, rows: QuerySet[Upload]) -> Iterator[Event]:
    """Every file that was added, at the moment it was, or on the day we received it."""
    for row in rows.select_related("by"):
        file = of_file(case, row)
        same_day = local_date(row.recorded_at) == row.received_on
        yield _event(
            case,
            file,
            row,
            happened_at=row.recorded_at if same_day else day_start(row.received_on),
            title=_("%(who)s: file received") % {"who": file},
            detail=f"{row.number}. {row.title}",
        )


def taken_back(case: Case, rows: QuerySet[Retraction]) -> Iterator[Event]:
    """Every file that was taken back, and why."""
    found = list(rows.select_related("by"))
    titles = dict(Upload.objects.filter(pk__in=[row.upload_id for row in found]).values_list("pk", "title"))
    for row in found:
        file = of_file(case, row)
        title = titles.get(row.upload_id, _("A file"))  # its own is for the office alone
        yield _event(
            case,
            file,
            row,
            happened_at=row.recorded_at,
            title=_("%(who)s: file taken back") % {"who": file},
            detail=f"{row.number}. {title}: {row.reason}",
        )


def _event(case: Case, file: File, row: Any, **more: Any) -> Event:
    return Event(
        recorded_at=row.recorded_at,
        side=side_look(file)[0],
        kind="upload",
        by=str(row.by),
        url=case_url("cases:uploads", case, file=file),
        **more,
    )
