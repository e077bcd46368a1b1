"""The link of an invitation, and the letter that brings it."""

import base64
import hashlib
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from rjcase.access.models import Invitation
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme


def token_of(invitation: UUID) -> str:
    """Return the secret of an invitation's link, made of its key and the installation's own secret.

    So a letter can hold the link although the database keeps its digest only.
    """
    made = salted_hmac("rjcase.invitation", str(invitation), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made[:24]).decode()


def digest_of(token: str) -> str:
    """Return what is stored of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def joining_link(base: str, slug: str, token: str) -> str:
    """Return the full address of an invitation's page; ``base`` is the address of the installation."""
    return base.rstrip("/") + reverse("scheme:join", kwargs={"scheme": slug, "token": token})


def goes_by_letter() -> bool:
    """Whether this installation sends letters itself. If not, the link has to be passed on by hand."""
    return bool(settings.NOTIFY_CHANNEL == "smtp")


def letter(detail: str) -> tuple[str, str] | None:
    """Return subject and text for the invitation that a letter's detail names; None if it is not open.

    ``detail`` is the scheme's and the invitation's key. The letter names the scheme and nobody in it.
    """
    scheme_key, key = detail.split()
    scheme = Scheme.objects.get(pk=scheme_key)
    with acting(scheme, SYSTEM, why="letter with an invitation"):
        invitation = Invitation.objects.filter(pk=key).first()
    if invitation is None or not invitation.is_open:
        return None
    facts = {
        "scheme": scheme.name,
        "link": joining_link(settings.BASE_URL, scheme.slug, token_of(invitation.pk)),
        "moment": f"{invitation.expires_at:%d/%m/%Y %H:%M} UTC",
    }
    text = _(
        "%(scheme)s invites you to join its service on RJCase.\n\n"
        "To join, open this link before %(moment)s:\n%(link)s\n\n"
        "It can be used once. Pass it on to nobody: whoever has it can join in your place.\n\n"
        "If you do not know this service, you can leave this message.\n\n"
        "The service sends this message by itself. Do not reply to it.\n"
    )
    return _("Join %(scheme)s") % facts, text % facts
