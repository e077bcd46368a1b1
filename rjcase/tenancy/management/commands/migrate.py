"""migrate, as the owner of the schema; then keep the walls, the context key and the history triggers."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from rjcase.tenancy.keys import install_context_key, seal_triggers
from rjcase.tenancy.pg.states import quick_states
from rjcase.tenancy.walls import rewrite_changed


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with connection.elevated(), quick_states():  # type: ignore[attr-defined]
            install_context_key(connection)  # a data migration acts under a signed context
            super().handle(*args, **options)
            if not options["plan"] and not options["check_unapplied"]:
                rewrite_changed(connection)
            install_context_key(connection)
            seal_triggers(connection)
