"""Second factors: who needs one, whether this session has proved one, and checking a code.

Codes, keys and recovery codes are django-allauth's (docs/decisions/0015); that a code counts once,
however many processes look at it, is kept with the factor, in the database.
"""

import hmac
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rjcase.access.door import letters, throttle
from rjcase.access.models import User
from rjcase.access.roles import EVERY_MEMBER, PARTNERS, READERS_OF_RETURNS
from rjcase.kernel.clock import now

Type = Authenticator.Type
STRONG = (Type.TOTP, Type.WEBAUTHN)
# Everybody who can be let into a file. Who refers or reads returns cannot; they may add one.
NEEDED_BY = EVERY_MEMBER - PARTNERS - READERS_OF_RETURNS


def is_needed(roles: frozenset[str]) -> bool:
    """Whether somebody with these roles must have a second factor on this installation."""
    return bool(settings.SECOND_FACTOR and roles & NEEDED_BY)


def has_factor(user: User) -> bool:
    """Whether the account has a second factor; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=STRONG).exists())


def is_proved(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def prove(request: HttpRequest, user: User, factor: Any) -> None:
    """Note in the session that a second factor was shown just now."""
    factor.record_usage()
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)


def check_code(user: User, code: str) -> Any:
    """Return the factor that a code belongs to and use the code up; None for a wrong or used one.

    The factor's row is locked while it is looked at, so of two requests with one code one is refused.
    """
    digits = "".join(code.split())
    if not throttle.take((throttle.FACTOR, str(user.pk))):
        raise ValidationError(_("Too many tries. Wait 15 minutes, then try again"))
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user=user).order_by("pk")
        found = next((row for row in rows if _accepts(row, digits)), None)
    if found is not None:
        throttle.forgive((throttle.FACTOR, str(user.pk)))
    return found


def _accepts(row: Any, digits: str) -> bool:
    if row.type == Type.TOTP:
        step = _step_of(get_adapter().decrypt(row.data["secret"]), digits, after=row.data.get("last", 0))
        if step:
            row.data["last"] = step
            row.save(update_fields=["data"])
        return bool(step)
    return bool(row.type == Type.RECOVERY_CODES and RecoveryCodes(row).validate_code(digits))


def _step_of(secret: str, digits: str, after: int = 0) -> int:
    """Return the half minute that a code is of, if it is a later one than ``after``; else 0."""
    for step in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, step))
        if step > after and hmac.compare_digest(expected.encode(), digits.encode()):
            return int(step)
    return 0


def check_key(user: User, credential: dict[str, Any]) -> Any:
    """Return the security key that answered. Raises ValidationError for an answer that is not right."""
    if not throttle.take((throttle.FACTOR, str(user.pk))):
        raise ValidationError(_("Too many tries. Wait 15 minutes, then try again"))
    with _whatever_it_says():
        webauthn.parse_authentication_response(credential)
        factor = webauthn.complete_authentication(user, credential)
    throttle.forgive((throttle.FACTOR, str(user.pk)))
    return factor


def add_app(request: HttpRequest, user: User, secret: str, code: str) -> bool:
    """Add an app that shows codes, if the code shows that it was set up; its first code is used up."""
    step = _step_of(secret, "".join(code.split()))
    if not step:
        return False
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if Authenticator.objects.filter(user=user, type=Type.TOTP).exists():
            return False
        factor = totp.TOTP.activate(user, secret).instance
        factor.data["last"] = step
        factor.save(update_fields=["data"])
        _added(request, user, factor, _("an app that shows codes"))
    totp.clear_totp_secret(request)
    return True


def add_key(request: HttpRequest, user: User, name: str, credential: dict[str, Any]) -> None:
    """Add a security key or a device that has one. Raises ValidationError if it did not answer right."""
    with _whatever_it_says():
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    with transaction.atomic():
        _added(request, user, webauthn.WebAuthn.add(user, name, credential).instance, _("a security key"))


@contextmanager
def _whatever_it_says() -> Iterator[None]:
    """An answer that no key would give is a wrong one: the libraries that read it fall over some of them."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, struct.error) as wrong:
        raise ValidationError(_("The security key did not answer. Try again")) from wrong


def _added(request: HttpRequest, user: User, factor: Any, words: str) -> None:
    RecoveryCodes.activate(user)
    prove(request, user, factor)
    letters.tell(user.email, letters.Kind.FACTOR_ADDED, words)


def factors_of(user: User) -> list[Any]:
    """The second factors of an account, oldest first, without recovery codes."""
    return list(Authenticator.objects.filter(user=user, type__in=STRONG).order_by("created_at"))


def remove(user: User, pk: int) -> None:
    """Take one factor away from oneself; with the last one the recovery codes go too."""
    with transaction.atomic():
        factor = Authenticator.objects.filter(user=user, type__in=STRONG, pk=pk).first()
        if factor is None:
            return
        words = _("an app that shows codes") if factor.type == Type.TOTP else _("a security key")
        factor.delete()
        if not has_factor(user):
            Authenticator.objects.filter(user=user).delete()
        letters.tell(user.email, letters.Kind.FACTOR_REMOVED, words)


def take_away(user: User) -> None:
    """Remove everything of a lost device, for a manager who has checked who asks; the owner is told."""
    Authenticator.objects.filter(user=user).delete()
    letters.tell(user.email, letters.Kind.FACTOR_TAKEN)


def unused_codes(user: User) -> list[str]:
    """The recovery codes that still work."""
    row = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).first()
    return RecoveryCodes(row).get_unused_codes() if row else []


def new_codes(user: User) -> None:
    """Make new recovery codes; the earlier ones stop working."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(user)
        letters.tell(user.email, letters.Kind.CODES)


def seconds_since_proof(request: HttpRequest) -> float:
    """Seconds since the person last showed password or factor; the factor alone counts if there is one."""
    records = get_authentication_records(request, request.user)
    moments = [float(record["at"]) for record in records if record.get("method") in ("password", "mfa")]
    if is_proved(request):
        moments = [float(record["at"]) for record in records if record.get("method") == "mfa"]
    return now().timestamp() - max(moments) if moments else float("inf")
