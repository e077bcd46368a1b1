"""Partner agencies and the people who refer for them."""

from typing import Any

from django.utils.translation import gettext as _

from referrals.models import Agency, AgencyMember
from rjcase.access.models import Membership
from rjcase.access.roles import PARTNERS
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist
from rjcase.kernel.errors import DomainError, NotAllowed


def save_agency(*, actor: Any, agency: Agency | None, name: str, kind: str, is_active: bool) -> Agency:
    """Add an agency or change one. Raises DomainError if another one has the name."""
    _allowed(actor)
    codelist("agency_kind").validate(kind, today())
    namesakes = Agency.objects.filter(name__iexact=name)
    if agency is not None:
        namesakes = namesakes.exclude(pk=agency.pk)
    if namesakes.exists():
        raise DomainError(_("There is already an agency of this name"))
    row = agency or Agency()
    row.name, row.kind, row.is_active = name, kind, is_active
    row.save()
    return row


def add_person(*, actor: Any, agency: Agency, membership: Membership) -> AgencyMember:
    """Let a partner of the scheme refer for an agency and follow its referrals. Twice is once."""
    _allowed(actor)
    if not PARTNERS & set(membership.roles):
        raise DomainError(_("Only people with the role “Partner agency” or “RJ champion” refer for one"))
    row, _created = AgencyMember.objects.get_or_create(agency=agency, user_id=membership.user_id)
    return row


def remove_person(*, actor: Any, agency: Agency, user_id: int) -> None:
    """Stop a person from referring for an agency; its referrals vanish from their list at once."""
    _allowed(actor)
    AgencyMember.objects.filter(agency=agency, user_id=user_id).delete()


def _allowed(actor: Any) -> None:
    if not actor.may("referrals.agencies"):
        raise NotAllowed(_("Only the RJ office keeps the agencies."))
