"""Somebody without an account refers once: a link by mail, one browser, one referral.

The public page does the same for every address: it asks for a letter. Whether the address is in a registered
agency's domain is found out by the worker that writes letters (docs/decisions/0027).
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from referrals import policies
from referrals.models import Agency, AgencyDomain, GuestDraft, GuestLink
from referrals.models.guest import FORGOTTEN_AFTER, KEPT_FOR
from referrals.services.enter_referral import Receipt, enter_referral
from referrals.services.full import start_first_contact
from referrals.services.visitor import new_token, present
from rjcase.access.door.letters import tell
from rjcase.access.models import AccountMail
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

LINK_FOR = timedelta(days=3)  # until a link is opened
SESSION_MINUTES = 240  # in the browser that opened it
ENDS_AFTER = timedelta(days=30)  # without a referral; sending it gives a year to follow it


@dataclass(frozen=True)
class Guest:
    """Whoever opened a live link in this browser: their address, for whom they may refer, what was sent."""

    link: UUID
    email: str
    agencies: tuple[UUID, ...]
    became: UUID | None
    key: str


@dataclass(frozen=True)
class Progress:
    """What a guest may know of the referral they sent."""

    receipt: str
    referred_on: date
    is_full: bool
    face: str
    reason: str


def domain_of(email: str) -> str:
    """The mail domain of an address as it is kept, or "" if it cannot be one."""
    domain = email.rpartition("@")[2].strip().rstrip(".")
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def ask_for_link(*, scheme: Scheme, email: str, agency: UUID | None) -> None:
    """Ask for a letter with a link. The same for every address, in words and in work."""
    tell(email, AccountMail.Kind.GUEST, f"{scheme.pk} {agency or '-'}")


def ask_again(*, scheme: Scheme, token: str) -> None:
    """Ask for a new link to the same referral, sent to the address that the old link was sent to."""
    with acting(scheme, SYSTEM, why="a new link"):
        found = _live().filter(link_key=digest_of(token)).first()
        if found is not None:
            tell(found.email, AccountMail.Kind.GUEST_NEWS, f"{scheme.pk} {found.pk} -")


def link_for(*, email: str, agency: UUID | None, letter: UUID, by: Any = None) -> GuestLink | None:
    """The link that a letter brings, made anew; None if the address is in no domain of an active agency.

    As the system or the office. An unfinished referral of the same address is taken up again. Asked about the
    same ``letter`` twice, it is the same link.
    """
    known = GuestLink.objects.filter(letter=letter).first()
    if known is not None:
        return known
    domains = AgencyDomain.objects.filter(domain=domain_of(email), agency__is_active=True)
    if agency is not None:
        domains = domains.filter(agency_id=agency)
    if not domains.exists():
        return None
    unfinished = (
        _live().select_for_update(of=("self",)).filter(email=email.lower(), became=None, agency_id=agency)
    )
    found = unfinished.order_by("-made_at").first()
    if found is not None:
        return _renew(found, letter)
    row = GuestLink(pk=uuid7(), email=email.lower(), domain=domain_of(email), agency_id=agency, letter=letter)
    row.link_key, row.link_until = digest_of(token_of(row)), now() + LINK_FOR
    row.ends_on, row.made_by = today() + ENDS_AFTER, by
    row.save(force_insert=True)
    return row


def renewed(link: UUID, letter: UUID) -> GuestLink | None:
    """A new link to a referral that was asked for before; None if it has ended or was revoked."""
    known = GuestLink.objects.filter(letter=letter).first()
    if known is not None:
        return known
    found = _live().select_for_update(of=("self",)).filter(pk=link).first()
    return _renew(found, letter) if found else None


def hand_over(*, actor: Any, agency: Agency, email: str, letter: UUID) -> GuestLink:
    """Make a link that the office passes on itself. Raises DomainError for an address of no such domain."""
    allowed(actor)
    row = link_for(email=email, agency=agency.pk, letter=letter, by=actor.user)
    if row is None:
        raise DomainError(_("The address must be in a mail domain of this agency"))
    return row


def revoke(*, actor: Any, scheme: Scheme, link: GuestLink) -> None:
    """Make a link useless at once, and delete what was typed and not sent. Twice is once."""
    allowed(actor)
    row = GuestLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by, row.visitor_key = now(), actor.user, ""
        row.save(update_fields=["revoked_at", "revoked_by", "visitor_key"])
    with acting(scheme, SYSTEM, why="a link was revoked"):
        GuestDraft.objects.filter(link_id=link.pk).delete()


def token_of(row: GuestLink) -> str:
    """The secret of a row's newest link, made of its key and the installation's own secret; kept nowhere."""
    made = salted_hmac("rjcase.guest", f"{row.pk}:{row.serial}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made[:24]).decode()


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_url(scheme: Scheme, row: GuestLink) -> str:
    """The full address of a row's newest link."""
    path = reverse("referrals:guest-open", kwargs={"scheme": scheme.slug, "token": token_of(row)})
    return str(settings.BASE_URL).rstrip("/") + path


def open_link(token: str) -> str | None:
    """Open a link: the token for this browser's session; None if it was opened before or is over."""
    fresh = new_token()
    with connection.cursor() as cursor:
        cursor.execute(
            "select open_guest_link(%s, %s, %s)", [digest_of(token), digest_of(fresh), SESSION_MINUTES]
        )
        return fresh if cursor.fetchone()[0] else None


def guest_of(token: str) -> Guest | None:
    """Who holds this browser's token, while the link is live; shows the token to the database."""
    if not token:
        return None
    present(token)
    with connection.cursor() as cursor:
        cursor.execute("select id, email, agencies, became, token_digest from guest_link()")
        row = cursor.fetchone()
    if row is None or not (row[2] or row[3]):
        return None
    return Guest(row[0], row[1], tuple(row[2]), row[3], row[4])


def leave(*, scheme: Scheme, guest: Guest) -> None:
    """End the browser's session; the referral stays, and a new link opens it."""
    with acting(scheme, SYSTEM, why="a guest left"):
        GuestLink.objects.filter(pk=guest.link, visitor_key=guest.key).update(session_until=now())


def draft_of(guest: Guest, *, lock: bool = False) -> GuestDraft | None:
    """What the guest is writing, begun if need be; None once it was sent."""
    if guest.became is not None:
        return None
    row, _made = GuestDraft.objects.get_or_create(link_id=guest.link, defaults={"visitor_key": guest.key})
    return GuestDraft.objects.select_for_update(of=("self",)).filter(pk=row.pk).first() if lock else row


def send_guest_draft(*, scheme: Scheme, draft: GuestDraft, payload: dict[str, Any]) -> Receipt:
    """Turn a locked draft into a referral, once, and delete what was typed."""
    receipt = enter_referral(payload | {"id": str(draft.pk)})
    draft.delete()
    if payload.get("full_on"):
        start_first_contact(scheme, receipt.case_id, payload["full_on"])
    return receipt


def progress_of_guest() -> Progress:
    """How far the guest's referral has come. Raises AlreadyDone if there is nothing to tell."""
    with connection.cursor() as cursor:
        cursor.execute("select receipt, referred_on, is_full, face, reason from guest_progress()")
        row = cursor.fetchone()
    if row is None:
        raise AlreadyDone(_("There is nothing to show"))
    return Progress(*row)


def states_of(rows: Iterable[GuestLink]) -> list[tuple[GuestLink, str]]:
    """Links with the state of each."""
    return [(row, state_of(row)) for row in rows]


def state_of(row: GuestLink) -> str:
    """The state of a link, a value of ``GuestLink.State``."""
    if row.revoked_at is not None:
        return GuestLink.State.REVOKED
    if row.ends_on < today():
        return GuestLink.State.ENDED
    if row.became is not None:
        return GuestLink.State.SENT
    return GuestLink.State.WRITING if row.visitor_key else GuestLink.State.ASKED


def forget_old_guests(scheme: Scheme) -> int:
    """Delete forms that were not saved for so long, and those of links that ended. Returns how many."""
    with acting(scheme, SYSTEM, why="unsent forms of guests"):
        old = GuestDraft.objects.filter(saved_at__lte=now() - KEPT_FOR)
        ended = GuestDraft.objects.filter(link__ends_on__lt=today())
        count = (old | ended).count()
        (old | ended).delete()
        forget_addresses()
        return count


def forget_addresses() -> int:
    """Delete links whose time is long over, and with them the addresses; returns how many. As the system.

    The referral that one became keeps its agency, its receipt and who referred.
    """
    over = Q(ends_on__lt=today() - FORGOTTEN_AFTER) | Q(revoked_at__lte=now() - FORGOTTEN_AFTER)
    deleted, _kinds = GuestLink.objects.filter(over, drafts=None).delete()
    return deleted


def allowed(actor: Any) -> None:
    """Raise NotAllowed for anybody but the office."""
    if not actor.may(policies.AGENCIES):
        raise NotAllowed(_("Only the RJ office keeps the agencies."))


def _live() -> Any:
    return GuestLink.objects.filter(revoked_at=None, ends_on__gte=today())


def _renew(row: GuestLink, letter: UUID) -> GuestLink:
    row.serial, row.letter, row.opened_at = row.serial + 1, letter, None
    row.link_key, row.link_until = digest_of(token_of(row)), now() + LINK_FOR
    row.save(update_fields=["serial", "letter", "opened_at", "link_key", "link_until"])
    return row
