"""flush, as the owner of the schema: the process roles may not TRUNCATE."""

from typing import Any

from django.core.management.commands.flush import Command as Flush
from django.db import connections


class Command(Flush):
    def handle(self, *args: Any, **options: Any) -> None:
        with connections[options["database"]].elevated():  # type: ignore[attr-defined]
            super().handle(*args, **options)
