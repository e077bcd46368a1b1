"""Deciding whether a party is suitable to take part."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Suitability
from assessments.models.suitability import CONCERNS_OF
from assessments.services.findings import lock_party_file, record
from cases.models import File, Party
from rjcase.access.actors import Actor
from rjcase.kernel.errors import DomainError


def record_suitability(
    file: File,
    actor: Actor,
    *,
    decision: str,
    reasons: str,
    concerns: Iterable[str] = (),
    responsibility: str = "",
    own_words: str = "",
    wishes: str = "",
    motive: str = "",
    happened_on: date | None = None,
) -> Suitability:
    """Record a decision with its reasons (NOMS-D-05); the one before it stays in the history.

    Of the person who caused the harm it also records whether they accept responsibility, in their
    own words (WTE-2.1-05). Raises DomainError for what is missing.
    """
    if not reasons.strip():
        raise DomainError(_("Enter the reasons for your decision"))
    file = lock_party_file(file)
    is_offender = file.party is not None and file.party.role == Party.Role.OFFENDER
    if is_offender and not (responsibility and own_words.strip()):
        raise DomainError(_("Say whether they accept responsibility for the harm, in their own words"))
    allowed = CONCERNS_OF[file.side]
    return record(
        Suitability,
        file,
        actor,
        what=_("Suitability recorded"),
        happened_on=happened_on,
        decision=decision,
        reasons=reasons.strip(),
        concerns=[code for code in allowed if code in set(concerns)],
        responsibility=responsibility if is_offender else "",
        own_words=own_words.strip() if is_offender else "",
        wishes=wishes.strip(),
        motive=motive.strip(),
    )
