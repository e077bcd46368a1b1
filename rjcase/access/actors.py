"""The person at the screen, inside one scheme."""

from dataclasses import dataclass
from typing import Any

from rjcase.access.models import User
from rjcase.access.permissions import holders
from rjcase.access.roles import OFFICE, PRACTITIONERS, STAFF, Role
from rjcase.tenancy.context import current


@dataclass(frozen=True)
class Actor:
    """Who acts, and with which roles. Services take one; roles open pages, grants open files."""

    user: User
    roles: frozenset[str]

    @property
    def pk(self) -> Any:
        return self.user.pk

    def scope_in(self, scheme: Any) -> str:
        return self.user.scope_in(scheme)

    def may(self, permission: str) -> bool:
        """Whether one of the actor's roles holds a permission (rjcase.access.permissions)."""
        return bool(self.roles & holders(permission))

    def is_(self, role: Role) -> bool:
        return role in self.roles

    @property
    def is_office(self) -> bool:
        return bool(self.roles & OFFICE)

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & STAFF)

    @property
    def is_practitioner(self) -> bool:
        return bool(self.roles & PRACTITIONERS)


def actor_for(user: User) -> Actor:
    """Return the actor for a user inside the open scheme; no roles if they are no member.

    The roles of the office wait for a check that is good today.

    Call inside ``acting``, which has just read the membership.
    """
    context = current()
    if context is None or context.user != user.pk:
        raise RuntimeError("actor_for() is called inside acting(scheme, user).")
    membership = user.membership if context.scope else None
    roles = frozenset(membership.roles) if membership else frozenset()
    return Actor(user=user, roles=roles - OFFICE if user.waits_for_check else roles)
