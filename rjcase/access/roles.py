"""What people are in a scheme, and what each role may do.

Roles open pages; files are opened by grants alone, whatever the role.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A person may hold several."""

    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("RJ administrator")
    FACILITATOR = "facilitator", _("Facilitator")
    VOLUNTEER = "volunteer", _("Volunteer facilitator")
    SUPERVISOR = "supervisor", _("Case supervisor")
    PARTNER = "partner", _("Partner agency")
    LIAISON = "liaison", _("Liaison")
    COMMISSIONER = "commissioner", _("Commissioner")


OFFICE = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
PRACTITIONERS = frozenset({Role.FACILITATOR, Role.VOLUNTEER})
STAFF = OFFICE | PRACTITIONERS | {Role.SUPERVISOR}
MANAGERS = frozenset({Role.MANAGER})
EVERY_MEMBER = frozenset(Role)

# The widest scope that any of one's roles gives, in this order (rjcase.tenancy.policies).
_SCOPES: tuple[tuple[str, frozenset[Role]], ...] = (
    ("office", OFFICE),
    ("staff", STAFF),
    ("liaison", frozenset({Role.LIAISON})),
    ("partner", frozenset({Role.PARTNER})),
    ("commissioner", frozenset({Role.COMMISSIONER})),
)


def scope_of(roles: frozenset[str]) -> str:
    """Return the context scope for a set of roles; "" for none."""
    return next((scope for scope, holders in _SCOPES if roles & holders), "")
