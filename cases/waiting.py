"""What somebody sent on and who it waits for now. Each stage registers its own in ``AppConfig.ready()``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

AT_MOST = 50


@dataclass(frozen=True)
class Waiting:
    """One thing that the actor did their part of: a case reference and what, never a person's name.

    ``who`` is a colleague, a role or a party's label, and what they have to do; ``since`` is when it was
    sent. ``side`` says whose file it concerns, if any.
    """

    text: str
    url: str
    who: str
    since: date
    side: str = ""


Provider = Callable[[Any], Iterable[Waiting]]
_PROVIDERS: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a source. ``provider(actor)`` answers in a number of queries that does not grow with its rows."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def waiting_for_others(actor: Any) -> list[Waiting]:
    """Everything the actor sent that somebody else has to answer, the oldest first."""
    found = [row for provider in _PROVIDERS for row in provider(actor)]
    return sorted(found, key=lambda row: (row.since, row.text))[:AT_MOST]
