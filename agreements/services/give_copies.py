"""Copies for every participant: recorded in each one's own file, which stops that one's clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import AgreementCopy, AgreementParty, OutcomeAgreement
from agreements.selectors import agreement_for_document, files_by_party, monitor_label
from agreements.selectors.owed import COPIES
from cases import reach
from cases.models import Case, File
from rjcase.access.actors import Actor
from rjcase.deadlines.services import meet_deadline
from rjcase.documents.models import Document
from rjcase.documents.services import make_document
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import DomainError

Way = AgreementCopy.Way


TEMPLATE = "agreements/pdf/outcome_agreement.html"
_MEDIUM = {Way.POST: Document.Medium.POST, Way.EMAIL: Document.Medium.EMAIL}


@dataclass(frozen=True)
class Copy:
    """How and when one participant got their copy."""

    way: str
    on: date


def make_copy(agreement: OutcomeAgreement, file: File, *, actor: Actor, way: str = Way.HANDED) -> Document:
    """Make one participant's copy as a PDF in their own file, or return the one made already.

    Rendered in a context narrowed to that file: it holds what was shared with that party and
    nothing else of anybody's. Raises DomainError where the agreement was not shared with them.
    """
    made = Document.objects.filter(
        file=file, kind=Document.Kind.AGREEMENT, made_at__gte=agreement.agreed_at or now()
    )
    return made.order_by("-made_at").first() or make_document(
        template=TEMPLATE,
        file=file,
        actor=actor,
        context=lambda: _text(agreement),
        kind=Document.Kind.AGREEMENT,
        title=_("Outcome agreement"),
        medium=_MEDIUM.get(Way(way), Document.Medium.HAND),
    )


def _text(agreement: OutcomeAgreement) -> dict[str, Any]:
    text = agreement_for_document(agreement)
    if text is None:
        raise DomainError(_("The agreement was not shared with this person."))
    return {"text": text, "agreement": text.agreement, "monitor": monitor_label(text.agreement)}


def give_copies(
    agreement: OutcomeAgreement, copies: Mapping[Any, Copy], *, actor: Actor
) -> list[AgreementCopy]:
    """Record the copies that participants were given or sent, by participant id (WTE-7E-04, -05).

    Those left out stay due. A participant who has a copy on record keeps that record. Raises
    DomainError for a channel that was not said to be safe.
    """
    locked = OutcomeAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if not locked.is_live:
        raise DomainError(_("Copies are made of the agreement that stands now."))
    case = Case.objects.get(files=locked.file_id)
    files = files_by_party(case)
    made = []
    for part in AgreementParty.objects.filter(agreement=locked, pk__in=copies).select_related("party"):
        made.append(_give(locked, part, files[part.party_id], copies[part.pk], case, actor))
    return made


def _give(
    agreement: OutcomeAgreement, part: AgreementParty, file: File, copy: Copy, case: Case, actor: Actor
) -> AgreementCopy:
    if not agreement.made_on <= copy.on <= today():
        raise DomainError(_("The date of a copy must be between the day of the agreement and today"))
    if not is_safe(file, copy.way):
        raise DomainError(
            _("It was not said to be safe to reach %(party)s in this way.") % {"party": part.party}
        )
    given = AgreementCopy.objects.filter(agreement=agreement, file=file).first()
    if given is None:
        wanted = copy.way != Way.REFUSED
        given = AgreementCopy.objects.create(
            agreement=agreement,
            file=file,
            way=copy.way,
            happened_on=copy.on,
            document=make_copy(agreement, file, actor=actor, way=copy.way) if wanted else None,
            by=actor.user,
        )
    meet_deadline(COPIES, case, on=given.happened_on, subject=part.pk)
    return given


def is_safe(file: File, way: str) -> bool:
    """Whether a copy may go this way: post and e-mail only where the person said they are safe."""
    if way not in (Way.POST, Way.EMAIL):
        return True
    return reach.is_safe(file, "may_write" if way == Way.POST else "may_email")
