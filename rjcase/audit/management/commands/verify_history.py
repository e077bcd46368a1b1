"""`manage.py verify_history`: is the history still what was sealed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from rjcase.audit.verifying import connect, verify_scheme
from rjcase.tenancy.models import Scheme


class Command(BaseCommand):
    help = "Check the history of every scheme against its seals; names the first and every other bad row."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one scheme, or all."""
        parser.add_argument("--scheme", help="the address of one scheme")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found; fail if anything was."""
        schemes = Scheme.objects.order_by("slug")
        if options["scheme"]:
            schemes = schemes.filter(slug=options["scheme"])
        bad = 0
        with connect(connection.settings_dict["NAME"]) as reader:
            for scheme in schemes:
                report = verify_scheme(reader, scheme)
                bad += len(report.findings)
                self.stdout.write(
                    f"{scheme.slug}: {report.rows} rows under {report.seals} seals,"
                    f" {report.unsealed} waiting for the next one"
                )
                for finding in report.findings:
                    self.stdout.write(f"{scheme.slug}: {finding}")
        if bad:
            raise CommandError(f"History is not as it was sealed: {bad} findings.")
