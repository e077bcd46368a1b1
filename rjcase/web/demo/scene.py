"""Somebody of a demo scheme doing something at a time that is past."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from cases.models import Case, Progress
from cases.selectors import accepted_allocations
from rjcase.access.actors import Actor, actor_for
from rjcase.access.models import User
from rjcase.kernel.clock import LONDON, now, telling, today
from rjcase.tenancy import acting
from rjcase.tenancy.models import Scheme
from rjcase.web.demo.people import email_of

_NAMESPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
_MORNING = time(11, 20)


@dataclass(frozen=True)
class Scene:
    """A demo scheme, and who may be asked to act in it."""

    scheme: Scheme

    def user(self, who: str) -> User:
        """A person of the scheme by the first part of their sign-in."""
        return User.objects.get(email=email_of(who, self.scheme.slug))

    @contextmanager
    def on(self, who: str | User, *, days: int = 0, hours: int = 0) -> Iterator[Actor]:
        """Act as somebody so many hours ago, or in the morning of a day so many days ago."""
        user = self.user(who) if isinstance(who, str) else who
        moment = now() - timedelta(hours=hours)
        if days:
            day = today() - timedelta(days=days)
            moment = datetime.combine(day, _MORNING, LONDON) - timedelta(hours=hours)
        with telling(moment), acting(self.scheme, user, why="demo"):
            yield actor_for(user)

    def key(self, what: str) -> UUID:
        """The id that a form would have sent: the same at every run, so that nothing is made twice."""
        return uuid5(_NAMESPACE, f"{self.scheme.slug} {what}")


def case_at(stage: str) -> Case | None:
    """The newest case in a stage, or None. Call inside the scheme, as the office."""
    found = Progress.objects.filter(stage=stage).values("case")
    return Case.objects.filter(pk__in=found).select_related("scheme").last()


def worked_at(scene: Scene, stage: str) -> tuple[Case, User] | None:
    """The newest case in a stage and who works it, or None."""
    with scene.on("manager"):
        case = case_at(stage)
        workers = accepted_allocations(case) if case else []
    return (case, workers[0].user) if case and workers else None
