"""The office without a check that is good today: what stays open to them, and what waits (WM-7-06).

A manager keeps the pages by which people and their checks are kept, so that a scheme can always help
itself; everything about cases waits, in the pages and in the database.
"""

from dataclasses import dataclass
from typing import Any

from rjcase.access.actors import Actor
from rjcase.access.models import User
from rjcase.access.permissions import PUBLIC, SIGNED_IN, holders, is_known
from rjcase.access.roles import OFFICE, Role

# Permissions of the pages of settings, people and checks; these few of them speak of cases.
_KEPT_OPEN = frozenset({"access.settings", "access.people", "practitioners.vet"})
_ABOUT_CASES = frozenset({"scheme:access-list", "scheme:access-list-file", "scheme:hand-over"})
EXPLAINED_AT = "check-needed"


@dataclass(frozen=True)
class Keeper:
    """A manager at the settings: acts with the scope of the office for that one request."""

    user: User

    @property
    def pk(self) -> Any:
        return self.user.pk

    def scope_in(self, scheme: Any) -> str:
        """The office's scope for whoever is a manager today, else what they hold."""
        scope = self.user.scope_in(scheme)
        return "office" if Role.MANAGER in held_roles(self.user) else scope


def held_roles(user: User) -> frozenset[str]:
    """The roles of the membership read last, whether or not they wait for a check."""
    return frozenset(user.membership.roles) if user.membership else frozenset()


def keeps_open(user: User, page: Any, name: str) -> bool:
    """Whether a manager without a check may open this page: settings, people and checks."""
    is_manager = Role.MANAGER in held_roles(user)
    return is_manager and getattr(page, "permission", "") in _KEPT_OPEN and name not in _ABOUT_CASES


def waits(user: User, page: Any, name: str) -> bool:
    """Whether this page would open with a check, and opens with nothing else they are."""
    if name == "home":
        return True
    permission = getattr(page, "permission", PUBLIC)
    if permission in (PUBLIC, SIGNED_IN) or not is_known(permission):
        return False
    roles = held_roles(user)
    return bool(holders(permission) & roles) and not holders(permission) & (roles - OFFICE)


def full_actor(user: User) -> Actor:
    """A manager with all their roles, for the pages that stay open."""
    return Actor(user=user, roles=held_roles(user))
