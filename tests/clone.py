"""A database of our own for tests that need committed rows: the product is pointed at it and back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from psycopg import sql

from rjcase.tenancy.pg.creation import template_name

PROCESSES = "rjcase_migrator, rjcase_web, rjcase_worker, rjcase_sched, rjcase_ops"


def point(name: str) -> None:
    """Point the default connection at a database. A session that is there is kept: what it has read of
    the catalogue and planned in functions is a third of the time of a short test.
    """
    if connection.settings_dict["NAME"] == name:
        return
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = settings.DATABASES[connection.alias]["NAME"] = name


@contextmanager
def planned_once() -> Iterator[None]:
    """Let the server plan each text of a statement once in a session, for work of thousands of them. With the
    walls in it, planning a statement takes longer than running it on a small table.
    """
    settings_dict = connection.settings_dict
    before = settings_dict["OPTIONS"]
    connection.close()
    connection.close_pool()
    plans = {"prepare_threshold": 0, "options": "-c plan_cache_mode=force_generic_plan"}
    settings_dict["OPTIONS"] = {key: value for key, value in before.items() if key != "pool"} | plans
    try:
        yield
    finally:
        connection.close()
        settings_dict["OPTIONS"] = before


class Clone:
    """A clone of another database, with every wall and right of the product."""

    def __init__(self, name: str, of: str = "") -> None:
        """Clone `of`, the migrated template unless a database is named."""
        self.name = f"rjcase_{name}_{os.getpid()}"  # two runs may share the server
        name_, of_ = (sql.Identifier(given).as_string() for given in (self.name, of or template_name()))
        self._as_owner(
            f"DROP DATABASE IF EXISTS {name_}",
            f"CREATE DATABASE {name_} TEMPLATE {of_}",
            f"REVOKE ALL ON DATABASE {name_} FROM PUBLIC",
            f"GRANT CONNECT ON DATABASE {name_} TO {PROCESSES}",
        )

    def _as_owner(self, *statements: str) -> None:
        with connection.elevated(), connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Point the default connection here for a while."""
        before = connection.settings_dict["NAME"]
        point(self.name)
        try:
            yield
        finally:
            point(before)

    def drop(self) -> None:
        """Leave nothing behind. The server waits for the last sessions, and sends its own vacuum away;
        by force it would want a right over those of other roles.
        """
        self._as_owner(f'DROP DATABASE IF EXISTS "{self.name}"')
