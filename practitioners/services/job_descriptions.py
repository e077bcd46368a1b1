"""Keeping job descriptions."""

from uuid import UUID

from django.utils.translation import gettext as _

from practitioners.job_descriptions import FACTS
from practitioners.models import JobDescription
from practitioners.policies import KEEP
from rjcase.access.actors import Actor
from rjcase.kernel.errors import NotAllowed


def save_job_description(
    *, actor: Actor, key: UUID, kind: str, title: str, facts: dict[str, str]
) -> JobDescription:
    """Keep a job description under its key, a new one or a changed one (WTE-3D-01, WTE-3E-01).

    Sent twice it is kept once; what stood there stays in the history. Raises ValueError for a fact that a
    post of this kind does not have.
    """
    if not actor.may(KEEP):
        raise NotAllowed(_("Only a manager keeps the register."))
    if unknown := set(facts) - set(FACTS[kind]):
        raise ValueError(f"A job description of {kind} has no {unknown}.")
    row = JobDescription.objects.select_for_update(of=("self",)).filter(pk=key).first()
    row = row or JobDescription(pk=key, by_id=actor.pk)
    row.kind, row.title, row.facts = kind, title, facts
    row.save()
    return row
