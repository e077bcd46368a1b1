"""The introductory letter: who gets one, why not, and what stands in it (WTE-6.4-01, WTE-6.4-06)."""

from typing import Any

from django.utils.translation import gettext as _

from cases import approach, reach
from cases.models import Allocation, Case, File, Party
from cases.selectors import accepted_allocations, current_contact, identity
from rjcase.access.models import Membership
from rjcase.documents.models import Document
from rjcase.documents.services import make_document
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError

TEMPLATES = {
    Party.Role.VICTIM.value: "documents/letters/intro_harmed.html",
    Party.Role.OFFENDER.value: "documents/letters/intro_responsible.html",
}


def gets_one(file: File) -> bool:
    """Whether this file is of somebody we introduce ourselves to: a victim or an offender."""
    return file.party is not None and file.party.role in TEMPLATES


def obstacles(file: File, case: Case) -> list[str]:
    """Return why no letter may be written to this person now, as sentences; empty if one may.

    Unknown means no: without an address that was said to be safe nothing is written. Asked again
    when the letter is made, so that a page left open for an hour cannot make it.
    """
    where = current_contact(file)
    found = reach.stops(file)
    if where is None or not where.may_write:
        found.append(_("Nobody has recorded that it is safe to write to this person."))
    if where is None or not where.address.strip():
        found.append(_("There is no address to write to."))
    out_of_turn = approach.obstacle(file, case)
    return found + ([out_of_turn] if out_of_turn else [])


def make_introduction(file: File, case: Case, actor: Any) -> Document:
    """Make the introductory letter to a party and keep it in their file.

    Raises DomainError with every reason why it must not be made.
    """
    if file.party is None or file.party.role not in TEMPLATES:
        raise DomainError(_("Introductory letters are for victims and offenders."))

    # Asked before the context is narrowed: the order of approach looks at both sides.
    stops = obstacles(file, case)
    if stops:
        raise DomainError(" ".join(stops))
    return make_document(
        template=TEMPLATES[file.party.role],
        file=file,
        actor=actor,
        context=lambda: letter_facts(file, case, actor),
        kind=Document.Kind.LETTER,
        title=_("An offer to talk"),
    )


def letter_facts(file: File, case: Case, actor: Any) -> dict[str, Any]:
    """What stands in every letter to a party: whom it goes to, and who writes.

    Read inside the narrowed context; the address is the one that is safe today.
    """
    who, where = identity(file), current_contact(file)
    address = [where.address.strip(), where.postcode.strip()] if where else []
    return {
        "addressee": who.name if who else "",
        "address": "\n".join(line for line in address if line),
        "reference": case.reference,
        "written_on": today(),
        "sender": sender_of(file, case, actor),
    }


def sender_of(file: File, case: Case, actor: Any) -> dict[str, str]:
    """The work contact details of whoever works this side of the case; else of whoever writes."""
    mine = (file.side, Allocation.Sides.BOTH.value)
    workers = [row.user for row in accepted_allocations(case) if row.sides in mine]
    user = workers[0] if workers else actor.user
    membership = Membership.objects.live().filter(user=user).first()
    return {
        "name": user.name,
        "email": user.email,
        "job_title": membership.job_title if membership else "",
        "phone": membership.phone if membership else "",
    }
