"""For which agencies a partner of the scheme refers."""

from collections.abc import Iterable
from uuid import UUID

from referrals.models import Agency, AgencyMember
from rjcase.access import policies
from rjcase.access.actors import Actor
from rjcase.access.door.joining import digest_of
from rjcase.access.models import Invitation, User
from rjcase.access.services.settings import check_manager
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme


def agencies_of(user_id: int) -> list[Agency]:
    """Return the agencies that a person refers for, by name."""
    return list(Agency.objects.filter(people__user_id=user_id).order_by("name"))


def set_agencies(*, actor: Actor, user_id: int, agencies: Iterable[Agency]) -> None:
    """Let a person refer for these agencies and no others."""
    check_manager(actor, policies.PEOPLE)
    wanted = {agency.pk for agency in agencies}
    AgencyMember.objects.filter(user_id=user_id).exclude(agency_id__in=wanted).delete()
    for agency_id in wanted:
        AgencyMember.objects.get_or_create(user_id=user_id, agency_id=agency_id)


def open_agency(scheme: Scheme, token: str, user: User) -> None:
    """Bring a partner who has just joined into the agency that the invitation names, if it names one."""
    with acting(scheme, SYSTEM, why="invitation accepted"):
        agency_id: UUID | None = Invitation.objects.values_list("agency_id", flat=True).get(
            digest=digest_of(token)
        )
        if agency_id:
            AgencyMember.objects.get_or_create(user=user, agency_id=agency_id)
