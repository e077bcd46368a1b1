"""What a new scheme starts with. Apps above register what they lay in its cradle."""

from collections.abc import Callable

from rjcase.tenancy.models import Scheme

Cradle = Callable[[Scheme], None]
_CRADLES: list[Cradle] = []


def at_birth(lay: Cradle) -> Cradle:
    """Register what is made inside every new scheme, as the system; usable as a decorator."""
    if lay not in _CRADLES:
        _CRADLES.append(lay)
    return lay


def lay_all(scheme: Scheme) -> None:
    """Make everything a new scheme starts with; the scheme is open."""
    for lay in _CRADLES:
        lay(scheme)
