"""What people carry: open cases, how many of them are sensitive or complex, and open offers."""

from django.db.models import Count, Q

from cases.models import Allocation
from practitioners.experience import Load


def loads(people: list[int]) -> dict[int, Load]:
    """The load of each of these people who has any, in one query (WTE-3E-03)."""
    accepted = Q(state=Allocation.State.ACCEPTED)
    rows = (
        Allocation.objects.filter(user_id__in=people, case__closed_on=None)
        .values_list("user_id")
        .annotate(
            cases=Count("pk", filter=accepted),
            serious=Count("pk", filter=accepted & (Q(case__is_sensitive=True) | Q(case__is_complex=True))),
            offers=Count("pk", filter=Q(state=Allocation.State.OFFERED)),
        )
    )
    return {user: Load(cases, serious, offers) for user, cases, serious, offers in rows}
