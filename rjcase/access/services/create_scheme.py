"""Opening a scheme, with its first manager."""

from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from rjcase.access.models import Membership, SchemeProfile, User
from rjcase.access.roles import Role
from rjcase.access.services.births import lay_all
from rjcase.access.services.invite import Invited, invite
from rjcase.kernel.errors import DomainError
from rjcase.tenancy import SYSTEM, acting, as_person
from rjcase.tenancy.context import MachineActor
from rjcase.tenancy.models import RESERVED_SLUGS, Scheme


@dataclass(frozen=True)
class NewScheme:
    """The scheme, and the invitation of its first manager (None if the account was made at once)."""

    scheme: Scheme
    invited: Invited | None


def create_scheme(
    *,
    slug: str,
    name: str,
    prefix: str,
    manager_email: str,
    manager_name: str,
    password: str | None = None,
    operator: User | None = None,
) -> NewScheme:
    """Make a scheme and its first manager, who does everything else in the browser.

    With a password the manager's account is ready at once (command line); otherwise an invitation
    is returned, whose link is to be passed on. Raises DomainError for a reserved or taken address
    or prefix.
    """
    if slug in RESERVED_SLUGS:
        raise DomainError(_("This address is kept for the program itself. Choose another"))
    with transaction.atomic():
        scheme = _open(slug, name, prefix, operator)
        with acting(scheme, SYSTEM, why="scheme created"):
            SchemeProfile.objects.create()
            lay_all(scheme)
            if password is None:
                return NewScheme(
                    scheme, invite(email=manager_email, name=manager_name, roles=[Role.MANAGER], by=operator)
                )
            user = User.objects.filter(email=manager_email.lower()).first() or User.objects.create_user(
                manager_email, password, name=manager_name
            )
            Membership.objects.create(user=user, roles=[Role.MANAGER])
            return NewScheme(scheme, None)


def has_manager(scheme: Scheme) -> bool:
    """Whether anybody in a scheme can invite people today."""
    with acting(scheme, SYSTEM, why="is there a manager"):
        return Membership.objects.live().filter(roles__contains=[Role.MANAGER], user__is_active=True).exists()


def invite_manager(*, scheme: Scheme, manager_email: str, manager_name: str, operator: User) -> Invited:
    """Invite a manager from outside, for a scheme that has none. Raises DomainError if it has one."""
    if has_manager(scheme):
        raise DomainError(_("This scheme has a manager, who invites people"))
    with acting(scheme, SYSTEM, why="manager invited by an operator"):
        return invite(email=manager_email, name=manager_name, roles=[Role.MANAGER], by=operator)


def _open(slug: str, name: str, prefix: str, operator: User | None) -> Scheme:
    try:
        with as_person(operator or MachineActor("operator"), scope="operator"), connection.cursor() as cursor:
            cursor.execute("select open_scheme(%s, %s, %s)", [slug, name, prefix])
            return Scheme.objects.get(pk=cursor.fetchone()[0])
    except IntegrityError as taken:
        raise DomainError(_("Another scheme has this address or case reference prefix")) from taken
