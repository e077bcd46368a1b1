"""Partner agencies and the people who refer for them."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from referrals.models import Agency, AgencyDomain, AgencyMember, AgencyPerson
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


def add_domain(*, actor: Any, agency: Agency, domain: str) -> AgencyDomain:
    """Let officers with an address in a mail domain refer once for an agency. Twice is once."""
    _allowed(actor)
    row, _created = AgencyDomain.objects.get_or_create(agency=agency, domain=domain)
    return row


def remove_domain(*, actor: Any, agency: Agency, domain: UUID) -> None:
    """Take a mail domain away; what officers with an address there have open stops at once."""
    _allowed(actor)
    AgencyDomain.objects.filter(agency=agency, pk=domain).delete()


def save_whom_to_ask(
    *, actor: Any, agency: Agency, person: AgencyPerson | None, name: str, post: str, phone: str, email: str
) -> AgencyPerson:
    """Keep whom to speak with at an agency. The same name and post twice is one person."""
    _allowed(actor)
    row = person or AgencyPerson.objects.filter(agency=agency, name=name, post=post).first()
    row = row or AgencyPerson(agency=agency)
    row.name, row.post, row.phone, row.email = name, post, phone, email
    row.save()
    return row


def remove_whom_to_ask(*, actor: Any, person: AgencyPerson) -> None:
    """Remove somebody from whom to speak with at an agency; twice is once."""
    _allowed(actor)
    AgencyPerson.objects.filter(pk=person.pk).delete()


def _allowed(actor: Any) -> None:
    if not actor.may("referrals.agencies"):
        raise NotAllowed(_("Only the RJ office keeps the agencies."))
