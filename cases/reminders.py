"""Who in a case is reminded of what: the people who work it, and see what it is about."""

from collections.abc import Iterable
from uuid import UUID

from cases.models import Allocation, FileGrant
from cases.selectors import live_grants
from rjcase.deadlines.models import Deadline
from rjcase.tenancy.policies import VIEW


def workers_of(deadlines: Iterable[Deadline]) -> dict[UUID, set[int]]:
    """Return, by deadline id, who works its case, or covers for them, and may see its file.

    A deadline that names no file concerns the case as a whole, and everyone who works it.
    """
    listed = list(deadlines)
    working: dict[UUID | None, set[int]] = {}
    accepted = Allocation.objects.filter(
        case__in={item.case_id for item in listed if item.case_id}, state=Allocation.State.ACCEPTED
    )
    for case, user in accepted.values_list("case_id", "user_id"):
        working.setdefault(case, set()).add(user)
    covering = live_grants().filter(
        case__in={item.case_id for item in listed}, kind=FileGrant.Kind.COVER, verb=VIEW
    )
    for case, user in covering.values_list("case_id", "user_id"):
        working.setdefault(case, set()).add(user)
    seeing: dict[UUID, set[int]] = {}
    grants = live_grants().filter(
        content_object__in={item.file_id for item in listed if item.file_id},
        verb=VIEW,
        kind__in=FileGrant.WORKING,
    )
    for file, user in grants.values_list("content_object_id", "user_id"):
        seeing.setdefault(file, set()).add(user)
    return {
        item.pk: working.get(item.case_id, set())
        & (seeing.get(item.file_id, set()) if item.file_id else working.get(item.case_id, set()))
        for item in listed
    }
