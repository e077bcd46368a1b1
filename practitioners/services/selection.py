"""Keeping the scorecards of candidates."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from practitioners.models import Scorecard
from practitioners.policies import KEEP
from practitioners.scorecard import HEADINGS, MOST
from rjcase.access.actors import Actor
from rjcase.kernel.errors import DomainError, NotAllowed


def save_scorecard(*, actor: Actor, key: UUID, scores: dict[str, int], **facts: Any) -> Scorecard:
    """Keep a scorecard under its key, a new one or a changed one (WTE-3C-01). Managers only.

    Raises DomainError unless every heading has a score from 0 to 3.
    """
    if not actor.may(KEEP):
        raise NotAllowed(_("Only a manager keeps the register."))
    if set(scores) != set(HEADINGS) or not all(0 <= score <= MOST for score in scores.values()):
        raise DomainError(_("Select a score for every heading"))
    row = Scorecard.objects.select_for_update(of=("self",)).filter(pk=key).first() or Scorecard(
        pk=key, by_id=actor.pk
    )
    row.scores = scores
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return row
