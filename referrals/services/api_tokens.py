"""Tokens of partner systems: made once shown, looked up by digest, revoked at once."""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from referrals.models import Agency, AgencyMember, ApiToken
from rjcase.access.models import Membership, User
from rjcase.access.roles import Role
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import DomainError, NotAllowed
from rjcase.tenancy.models import Scheme

LONGEST = timedelta(days=366)
_SIGN = "rjc"


class Client(NamedTuple):
    """The account a token stands for, and its agency."""

    user_id: int
    agency_id: UUID


def make_token(
    *, actor: Any, scheme: Scheme, agency: Agency, name: str, expires_on: date
) -> tuple[ApiToken, str]:
    """Let a system of an agency in until a day. Returns the row and the token, which is shown this once.

    Raises DomainError for a last day that is past or more than a year away, or an agency no longer active.
    """
    _allowed(actor)
    if not agency.is_active:
        raise DomainError(_("This agency is not active"))
    if not today() <= expires_on <= today() + LONGEST:
        raise DomainError(_("Last day must be between today and a year from today"))
    secret = secrets.token_urlsafe(32)
    token = f"{_SIGN}.{scheme.slug}.{secret}"
    user = User.objects.create_user(
        f"api-{secrets.token_hex(8)}@systems.invalid", name=_("%(name)s (system)") % {"name": name}
    )
    Membership.objects.create(user=user, roles=[Role.PARTNER])
    AgencyMember.objects.create(agency=agency, user=user)
    row = ApiToken.objects.create(
        agency=agency,
        user=user,
        name=name,
        digest=_digest(token),
        made_by=actor.user,
        expires_on=expires_on,
    )
    return row, token


def revoke_token(*, actor: Any, token: ApiToken) -> None:
    """Shut a system out at once. Twice is once."""
    _allowed(actor)
    row = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if row.revoked_at is None:
        row.revoked_at = now()
        row.save(update_fields=["revoked_at"])
        User.objects.filter(pk=row.user_id).update(is_active=False)


def slug_in(token: str) -> str:
    """The scheme a token says it is of; "" for something that is no token."""
    sign, _dot, rest = token.partition(".")
    slug, _dot, secret = rest.partition(".")
    return slug if sign == _SIGN and secret else ""


def client_of(token: str) -> Client | None:
    """The account a token stands for in the open scheme, or None."""
    with connection.cursor() as cursor:
        cursor.execute("select client, agency from api_client(%s)", [_digest(token)])
        row = cursor.fetchone()
    return Client(*row) if row else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _allowed(actor: Any) -> None:
    if not actor.may("referrals.tokens"):
        raise NotAllowed(_("Only a manager lets partner systems in."))
