"""Inviting people, and joining."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from rjcase.access import policies
from rjcase.access.actors import Actor
from rjcase.access.door.joining import digest_of, token_of
from rjcase.access.door.letters import tell
from rjcase.access.models import AccountMail, Invitation, Membership, User
from rjcase.access.services.settings import check_manager
from rjcase.kernel.clock import now
from rjcase.kernel.errors import DomainError
from rjcase.kernel.ids import uuid7

GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """An invitation and the secret of its link, which is kept nowhere."""

    invitation: Invitation
    token: str


def invite(
    *, email: str, name: str, roles: Iterable[str], by: User | None, agency_id: UUID | None = None
) -> Invited:
    """Invite a person to the open scheme, by a letter too; earlier open invitations to them are withdrawn.

    ``agency_id`` is the agency that an invited partner will refer for.
    """
    Invitation.objects.filter(email__iexact=email, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=now()
    )
    key = uuid7()
    token = token_of(key)
    invitation = Invitation.objects.create(
        id=key,
        email=email.lower(),
        name=name,
        roles=list(roles),
        agency_id=agency_id,
        digest=digest_of(token),
        invited_by=by,
        expires_at=now() + GOOD_FOR,
    )
    tell(email, AccountMail.Kind.INVITATION, f"{invitation.scheme_id} {key}")
    return Invited(invitation, token)


def invite_person(
    *, actor: Actor, email: str, name: str, roles: Iterable[str], agency_id: UUID | None = None
) -> Invited:
    """Invite a person on behalf of a manager. Raises DomainError for somebody who is in the scheme."""
    check_manager(actor, policies.PEOPLE)
    if is_member(email):
        raise DomainError(_("This person is already in your scheme. Change their roles instead"))
    return invite(email=email, name=name, roles=roles, by=actor.user, agency_id=agency_id)


def is_member(email: str) -> bool:
    """Whether the account of an e-mail address is in the open scheme today."""
    return Membership.objects.live().filter(user__email__iexact=email).exists()


def withdraw(*, actor: Actor, invitation: UUID) -> None:
    """Make an invitation's link useless. Nothing happens to one that was used. Twice is once."""
    check_manager(actor, policies.PEOPLE)
    Invitation.objects.filter(pk=invitation, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now())


def invitation_for(token: str) -> tuple[str, str] | None:
    """Return (e-mail, name) of a live invitation of the open scheme, or None."""
    with connection.cursor() as cursor:
        cursor.execute("select email, name from invitation_for(%s)", [digest_of(token)])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def join(token: str, user: User) -> bool:
    """Make the invited account a member; False if the invitation is used, over or for somebody else."""
    with connection.cursor() as cursor:
        cursor.execute("select accept_invitation(%s, %s)", [digest_of(token), user.pk])
        return bool(cursor.fetchone()[0])
