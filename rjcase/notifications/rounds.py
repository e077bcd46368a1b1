"""What else is looked at by the sweep: rounds of other apps, which write messages to colleagues.

A round runs once a minute inside the scheme, as the system, in the sweep's transaction. It asks few
queries and writes with ``rjcase.notifications.services.notify``, whose key lets nothing out twice.
"""

from collections.abc import Callable

from rjcase.tenancy.models import Scheme

Round = Callable[[Scheme], None]
_ROUNDS: list[Round] = []


def register_round(look: Round) -> Round:
    """Register what is looked at in every sweep; called in ``AppConfig.ready()``."""
    if look not in _ROUNDS:
        _ROUNDS.append(look)
    return look


def go_round(scheme: Scheme) -> None:
    """Look at everything that was registered."""
    for look in _ROUNDS:
        look(scheme)
