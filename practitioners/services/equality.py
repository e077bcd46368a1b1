"""One's own answers for the profile of volunteers."""

from practitioners.models import EqualityAnswers
from practitioners.policies import OWN_PAGE
from rjcase.access.actors import Actor
from rjcase.kernel.clock import now
from rjcase.kernel.errors import NotAllowed


def save_answers(*, actor: Actor, **answers: str) -> None:
    """Keep what the actor says of themselves (CAMB-13); without any answer nothing is kept."""
    if not actor.may(OWN_PAGE):
        raise NotAllowed("Only practitioners are asked.")
    mine = EqualityAnswers.objects.filter(user_id=actor.pk)
    if not any(answers.values()):
        mine.delete()
        return
    EqualityAnswers.objects.update_or_create(user_id=actor.pk, defaults={**answers, "answered_at": now()})
