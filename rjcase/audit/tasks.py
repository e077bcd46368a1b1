"""Sealing, every hour."""

import logging

from celery import shared_task

from rjcase.audit.sealing import seal_scheme
from rjcase.tenancy.models import Scheme

logger = logging.getLogger(__name__)


@shared_task(name="rjcase.audit.seal")
def seal() -> None:
    """Seal the history of every scheme. Any number may run at once: they take turns at the chain."""
    for scheme in Scheme.objects.order_by("pk"):
        try:
            seal_scheme(scheme)
        except Exception:
            logger.exception("History could not be sealed in scheme %s.", scheme.pk)
