"""Ringing for a worker. Only ever a hint: what is to be done stands in rows, and every sweep looks."""

import logging
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)


def ring(scheme: Any) -> None:
    """Ask for delivery in a scheme once the open transaction is committed.

    A broker that does not answer costs nothing but the time until the next sweep: the request
    that rang has committed and goes on.
    """
    scheme_id = scheme.pk

    def press() -> None:
        from rjcase.notifications.tasks import deliver

        try:
            deliver.apply_async((scheme_id,), retry=False)
        except Exception as problem:  # whatever ails the broker, the message is safe in its row
            logger.warning("Nobody heard the bell (%s); the next sweep delivers.", type(problem).__name__)

    transaction.on_commit(press, robust=True)
