"""The tasks of the worker: the sweep that the beat asks for, and delivery that the doorbell asks for."""

import logging
from collections.abc import Callable
from typing import Any

from celery import shared_task

from rjcase.notifications.delivery import deliver_pending
from rjcase.notifications.sweeping import sweep_scheme
from rjcase.tenancy.models import Scheme
from rjcase.tenancy.tasks import TenantTask

logger = logging.getLogger(__name__)


@shared_task(name="rjcase.notifications.sweep")
def sweep() -> None:
    """Write and deliver what is due in every scheme. Any number may run at once, at any time.

    Delivers also what no bell was heard for. Trouble in one scheme does not keep the others waiting.
    """
    schemes = list(Scheme.objects.order_by("pk"))
    for step in (sweep_scheme, deliver_pending):
        for scheme in schemes:
            _try(step, scheme)


def _try(step: Callable[[Scheme], int], scheme: Scheme) -> None:
    try:
        step(scheme)
    except Exception:
        logger.exception("%s failed in scheme %s.", step.__name__, scheme.pk)


@shared_task(base=TenantTask, steps=True, name="rjcase.notifications.deliver")
def deliver(scheme: Any) -> None:
    """Deliver what waits in one scheme."""
    deliver_pending(scheme)
