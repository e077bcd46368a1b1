"""Whether the service is alive, and whether it can do its work."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from kombu import Connection as BrokerConnection

logger = logging.getLogger(__name__)

_BROKER_TIMEOUT = 2  # seconds


class NotReady(Exception):
    """A part is there but not in the state the service needs."""


def check_database() -> None:
    """Raise unless the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_migrations() -> None:
    """Raise unless every migration of the code has been applied."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("migrations are waiting")


def check_broker() -> None:
    """Raise unless the broker takes a connection."""
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "socket_connect_timeout": _BROKER_TIMEOUT}
    with BrokerConnection(settings.CELERY_BROKER_URL, transport_options=options) as broker:
        broker.ensure_connection(max_retries=1, timeout=_BROKER_TIMEOUT)


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "broker": check_broker,
}


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: this process answers. Asks nothing of any other part."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: database, migrations and broker are there. 503 names the part, and no detail."""
    parts = {name: works(name) for name in CHECKS}
    ready = all(parts.values())
    said = {name: "ok" if works else "failed" for name, works in parts.items()}
    return JsonResponse({"status": "ok" if ready else "failed", **said}, status=200 if ready else 503)


def works(name: str) -> bool:
    """Whether a part of CHECKS is there; why not goes to the log alone."""
    try:
        CHECKS[name]()
    except Exception as problem:  # whatever is wrong with a part, the answer is the same
        logger.warning("Not ready: %s (%s: %s)", name, type(problem).__name__, problem)
        return False
    return True
