"""What people are in a scheme, and what each role may do.

Roles open pages; files are opened by grants alone, whatever the role.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A person may hold several: what each opens adds up (WTE-T4-08)."""

    SENIOR = "senior_manager", _("Senior manager")
    MANAGER = "manager", _("Manager")
    COORDINATOR = "coordinator", _("Coordinator")
    ADMINISTRATOR = "administrator", _("RJ administrator")
    FACILITATOR = "facilitator", _("Facilitator")
    VOLUNTEER = "volunteer", _("Volunteer facilitator")
    SUPERVISOR = "supervisor", _("Case supervisor")
    PARTNER = "partner", _("Partner agency")
    CHAMPION = "champion", _("RJ champion")
    LIAISON = "liaison", _("Liaison")
    COMMISSIONER = "commissioner", _("Commissioner")


OFFICE = frozenset({Role.MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR})
PRACTITIONERS = frozenset({Role.FACILITATOR, Role.VOLUNTEER})
# Of the office, those who keep its papers: requests about data, messages, registers, returns.
KEEPERS = OFFICE - {Role.COORDINATOR}
STAFF = OFFICE | PRACTITIONERS | {Role.SUPERVISOR}
MANAGERS = frozenset({Role.MANAGER})
PARTNERS = frozenset({Role.PARTNER, Role.CHAMPION})
READERS_OF_RETURNS = frozenset({Role.COMMISSIONER, Role.SENIOR})
EVERY_MEMBER = frozenset(Role)

# The widest scope that any of one's roles gives, in this order (rjcase.tenancy.policies).
_SCOPES: tuple[tuple[str, frozenset[Role]], ...] = (
    ("office", OFFICE),
    ("staff", STAFF),
    ("partner", PARTNERS),  # before liaison, who lives by grants alone and loses nothing by it
    ("liaison", frozenset({Role.LIAISON})),
    ("commissioner", READERS_OF_RETURNS),
)


def scope_of(roles: frozenset[str]) -> str:
    """Return the context scope for a set of roles; "" for none."""
    return next((scope for scope, holders in _SCOPES if roles & holders), "")
