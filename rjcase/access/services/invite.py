"""Inviting people, and joining."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from rjcase.access.models import Invitation, User
from rjcase.kernel.clock import now

GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """An invitation and the secret of its link, which is kept nowhere."""

    invitation: Invitation
    token: str


def digest_of(token: str) -> str:
    """Return what is stored of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(*, email: str, name: str, roles: Iterable[str], by: User | None) -> Invited:
    """Invite a person to the open scheme; earlier open invitations to them are withdrawn."""
    Invitation.objects.filter(email__iexact=email, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=now()
    )
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        email=email.lower(),
        name=name,
        roles=list(roles),
        digest=digest_of(token),
        invited_by=by,
        expires_at=now() + GOOD_FOR,
    )
    return Invited(invitation, token)


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
