"""The letters to somebody who refers without an account. None says anything of a case or a person."""

from uuid import UUID

from django.utils.translation import gettext as _

from referrals.models import GuestLink, Referral
from referrals.news import NEWS
from referrals.presenters import progress_words
from referrals.services.guests import link_for, link_url, renewed
from rjcase.access.door.letters import tell
from rjcase.access.models import AccountMail
from rjcase.kernel.clock import today
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme


def link_letter(row: AccountMail) -> tuple[str, str] | None:
    """Subject and text of the letter with a link to refer once; None for an address of no agency."""
    scheme_key, agency = row.detail.split()
    scheme = Scheme.objects.get(pk=scheme_key)
    with acting(scheme, SYSTEM, why="letter with a link"):
        link = link_for(email=row.email, agency=None if agency == "-" else UUID(agency), letter=row.pk)
    if link is None:
        return None
    intro = _("Somebody asked %(scheme)s for a link with which this address can refer a case.")
    return _("Refer a case to %(scheme)s") % {"scheme": scheme.name}, _text(scheme, link, intro)


def news_letter(row: AccountMail) -> tuple[str, str] | None:
    """Subject and text of the letter that says how a referral goes; None once the link was revoked."""
    scheme_key, key, face = row.detail.split()
    scheme = Scheme.objects.get(pk=scheme_key)
    with acting(scheme, SYSTEM, why="news of a referral"):
        link = renewed(UUID(key), row.pk)
        sent = Referral.objects.filter(pk=link.became).first() if link and link.became else None
    if link is None:
        return None
    if face == "-" or sent is None:
        intro = _("Here is a new link to the referral that you make to %(scheme)s.")
        return _("Your referral to %(scheme)s") % {"scheme": scheme.name}, _text(scheme, link, intro)
    words, _reason = progress_words(face, "")
    intro = _("There is news of your referral %(code)s to %(scheme)s: %(words)s.")
    facts = {"code": sent.receipt, "words": words}
    return _("News of your referral %(code)s") % facts, _text(scheme, link, intro, **facts)


def tell_guests(scheme: Scheme) -> None:
    """Ask for a letter wherever a referral was taken on, was not, or is over. As the system, in the sweep."""
    links = list(GuestLink.objects.filter(revoked_at=None, ends_on__gte=today(), became__isnull=False))
    if not links:
        return
    rows = Referral.objects.filter(pk__in=[link.became for link in links]).select_related("case")
    faces = {row.pk: row.case.face for row in rows}
    for link in links:
        face = faces.get(link.became, "")  # type: ignore[arg-type]  # became is not null here
        if face in NEWS and face != link.told:
            changed = GuestLink.objects.filter(pk=link.pk, told=link.told).update(told=face)
            if changed:
                tell(link.email, AccountMail.Kind.GUEST_NEWS, f"{scheme.pk} {link.pk} {face}")


def _text(scheme: Scheme, link: GuestLink, intro: str, **facts: str) -> str:
    shown = {
        "scheme": scheme.name,
        "link": link_url(scheme, link),
        "moment": f"{link.link_until:%d/%m/%Y %H:%M} UTC",
        **facts,
    }
    text = intro + "\n\n"
    text += _(
        "Open this link before %(moment)s:\n%(link)s\n\n"
        "It can be used once, and opens this one referral. Pass it on to nobody.\n\n"
        "If you did not ask for this, you can leave this message.\n\n"
        "The service sends this message by itself. Do not reply to it.\n"
    )
    return text % shown
