"""Who a party is and how they may safely be reached."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases import reactions
from cases.models import File, Identity, NameToken, SafeContact
from cases.services.locks import lock_file
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError
from rjcase.kernel.names import search_tokens

_TOKEN_LENGTH = 60
CHANNELS = ("may_write", "may_phone", "may_leave_message", "may_text", "may_email")


def edit_identity(file: File, *, actor: Any, **facts: Any) -> Identity:
    """Change who a party is, and keep the tokens a search finds them by in step."""
    lock_file(file)
    person = Identity.objects.select_for_update(of=("self",)).filter(file=file).first() or Identity(file=file)
    for name, value in facts.items():
        setattr(person, name, value)
    if not person.name.strip():
        raise DomainError(_("Enter a name or an organisation"))
    person.save()
    _keep_tokens(file, person)
    reactions.announce("identity_changed", person, actor)
    return person


def _keep_tokens(file: File, person: Identity) -> None:
    names = (person.given_names, person.family_name, person.known_as, person.organisation)
    wanted = {token[:_TOKEN_LENGTH] for token in search_tokens(" ".join(names))}
    held = set(NameToken.objects.filter(file=file).values_list("token", flat=True))
    NameToken.objects.filter(file=file, token__in=held - wanted).delete()
    NameToken.objects.bulk_create([NameToken(file=file, token=token) for token in sorted(wanted - held)])


def change_safe_contact(
    file: File, *, actor: Any, replaces: Any = None, change_reason: str = "", **facts: Any
) -> SafeContact:
    """Put a new current row in place; the older one is kept with the day it ended.

    ``replaces`` is the id of the row the form was filled from: raises AlreadyDone if somebody else
    changed it meanwhile. Clearing "no disclosure" needs a reason (WTE-5.8-01), a channel that is said
    to be safe needs its address or number: raises DomainError.
    """
    lock_file(file)
    current = SafeContact.objects.filter(file=file, until_on=None).first()
    if current is not None and all(getattr(current, name) == value for name, value in facts.items()):
        return current
    if str(getattr(current, "pk", "")) != str(replaces or ""):
        raise AlreadyDone(
            _("Somebody else has changed these details in the meantime. Reload the page to see theirs.")
        )
    _check_channels(facts)
    clears = current is not None and current.no_disclosure and not facts.get("no_disclosure")
    if clears and not change_reason.strip():
        raise DomainError(_("Enter why “no disclosure” is cleared, and on whose word"))
    _end(current, today())
    return SafeContact.objects.create(file=file, change_reason=change_reason.strip(), **facts)


def _end(current: SafeContact | None, day: date) -> None:
    if current is not None:
        SafeContact.objects.filter(pk=current.pk).update(until_on=day)


def _check_channels(facts: dict[str, Any]) -> None:
    needs = (
        ("may_write", "address", _("Enter the address that is safe to write to")),
        ("may_phone", "phone", _("Enter the number that is safe to phone")),
        ("may_leave_message", "phone", _("Enter the number where a message may be left")),
        ("may_text", "phone", _("Enter the number that is safe to text")),
        ("may_email", "email", _("Enter the email address that is safe to use")),
    )
    missing = [sentence for channel, field, sentence in needs if facts.get(channel) and not facts.get(field)]
    if missing:
        raise DomainError(". ".join(dict.fromkeys(missing)))
