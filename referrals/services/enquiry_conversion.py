"""An enquiry becomes a referral: what is known goes into the form, then into the files, and nowhere else."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from cases.models import Contact, File, SourcePaper
from referrals.models import DraftPart, Enquiry, EnquiryContact, EnquiryPerson, Referral, ReferralDraft
from referrals.services.enquiries import end, lock_open
from rjcase.kernel.errors import AlreadyDone

# Whose page of the form an enquirer's details fill, and where the referral then comes from.
_PARTIES = {"victim": DraftPart.Kind.VICTIM, "offender": DraftPart.Kind.OFFENDER}
_SOURCES = {
    "victim": "self_victim",
    "offender": "self_offender",
    "victim_care": "victim_care",
    "officer": "police_officer",
    "area": "rj_service",
}
_ASKERS = {"victim": "harmed", "offender": "responsible"}


def begin_referral(*, actor: Any, enquiry: Enquiry) -> ReferralDraft:
    """Begin the office's referral form with what is known, or go on with the one begun before.

    Raises AlreadyDone where the enquiry was closed in the meantime.
    """
    locked = lock_open(actor, enquiry)
    begun = ReferralDraft.objects.filter(enquiry=locked, user_id=actor.pk).order_by("pk").first()
    if begun is not None:
        return begun
    draft = ReferralDraft.objects.create(user=actor.user, enquiry=locked)
    person = EnquiryPerson.objects.filter(enquiry=locked).first() or EnquiryPerson()
    for kind, page, answers in _answers(locked, person):
        DraftPart.objects.create(draft=draft, user=actor.user, kind=kind, answers={page: answers})
    return draft


def _answers(enquiry: Enquiry, person: EnquiryPerson) -> list[tuple[str, str, dict[str, list[str]]]]:
    """What the pages of the form begin with: the part, the page in it, and its answers as if typed."""
    contact = person.phone or person.email
    referrer = {"name": [person.name], "contact": [contact], "source": [_SOURCES.get(enquiry.who, "")]}
    found: list[tuple[str, str, dict[str, list[str]]]] = [(DraftPart.Kind.REFERRER, "referrer", referrer)]
    if enquiry.who in _PARTIES:
        found.append((_PARTIES[enquiry.who], "person", _person(person)))
        found.append((DraftPart.Kind.PAPERS, "start", {"started_by": [_ASKERS[enquiry.who]]}))
    return found


def _person(person: EnquiryPerson) -> dict[str, list[str]]:
    names = ("given_names", "family_name", "address", "postcode", "phone", "email", "notes")
    return {name: [getattr(person, name)] for name in names} | {"ways": list(person.ways)}


def settle_conversion(*, enquiry: Enquiry, referral: Referral) -> None:
    """Link a sent referral with its enquiry, and move what was said into the file it belongs to.

    A victim's or offender's own contacts go into their file's log, those of anybody else into the source
    papers. The enquiry keeps codes and dates alone. Raises AlreadyDone if it became a referral before.
    """
    locked = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if locked.referral_id == referral.pk:
        return
    if locked.referral_id is not None or not locked.is_open:
        raise AlreadyDone(_("This enquiry was closed in the meantime, or has become a referral already."))
    rows = list(EnquiryContact.objects.filter(enquiry=locked).order_by("happened_at", "recorded_at"))
    files = File.objects.filter(case_id=referral.case_id).order_by("party__number")
    own = files.filter(party__role=_PARTIES.get(locked.who, "")).first()
    if own is not None:
        Contact.objects.bulk_create(_contact(row, own) for row in rows)
    else:
        papers = files.get(kind=File.Kind.PAPERS)
        SourcePaper.objects.bulk_create(_paper(row, papers) for row in rows)
    destroy_details(locked)
    locked.referral, locked.outcome = referral, Enquiry.REFERRAL
    end(locked)


def destroy_details(enquiry: Enquiry) -> None:
    """Delete who enquired, what was said, and forms begun with it. There is no history of any of them."""
    EnquiryContact.objects.filter(enquiry=enquiry).delete()
    EnquiryPerson.objects.filter(enquiry=enquiry).delete()
    with connection.cursor() as cursor:
        cursor.execute("select forget_enquiry_drafts(%s)", [enquiry.pk])


def _contact(row: EnquiryContact, file: File) -> Contact:
    return Contact(
        file=file,
        happened_at=row.happened_at,
        method=row.method,
        direction=row.direction,
        result=row.result,
        note=_said(row),
        by_id=row.by_id,
        recorded_at=row.recorded_at,
    )


def _paper(row: EnquiryContact, file: File) -> SourcePaper:
    return SourcePaper(
        file=file,
        kind=SourcePaper.Kind.OTHER,
        text=_said(row),
        by_id=row.by_id,
        recorded_at=row.recorded_at,
    )


def _said(row: EnquiryContact) -> str:
    return "\n\n".join(filter(None, (row.asked, row.answered)))
