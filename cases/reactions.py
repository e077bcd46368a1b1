"""What the later stages do when something happens in a file. They register in ``ready()``."""

from collections.abc import Callable
from typing import Any

Reaction = Callable[[Any, Any], None]
_REACTIONS: dict[str, list[Reaction]] = {}


def register(happening: str, reaction: Reaction) -> None:
    """Call ``reaction(row, actor)`` whenever ``happening`` happens, in the same transaction.

    ``consent_withdrawn`` gives the Consent row, ``bar_recorded`` the ContactBar,
    ``identity_changed`` the Identity (a date of birth may make somebody under 18).
    """
    known = _REACTIONS.setdefault(happening, [])
    if reaction not in known:
        known.append(reaction)


def announce(happening: str, row: Any, actor: Any) -> None:
    """Tell everyone who registered."""
    for reaction in _REACTIONS.get(happening, []):
        reaction(row, actor)
