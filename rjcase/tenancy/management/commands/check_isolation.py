"""manage.py check_isolation: fails, naming the table, where a wall of the live database is missing."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connection

from rjcase.tenancy.isolation import faults, scheme_tables


class Command(BaseCommand):
    help = "Read the catalogue of the live database and fail where schemes could see each other."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = faults(connection)
        if found:
            raise CommandError("\n".join(["The walls are not whole:", *found]))
        self.stdout.write(f"{len(scheme_tables(connection))} tables of schemes, every wall stands.")
