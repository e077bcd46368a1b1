"""migrate, as the owner of the schema; then install the context key and seal the history triggers."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from rjcase.tenancy.keys import install_context_key, seal_triggers
from rjcase.tenancy.pg.states import quick_states


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with connection.elevated(), quick_states():  # type: ignore[attr-defined]
            super().handle(*args, **options)
            install_context_key(connection)
            seal_triggers(connection)
