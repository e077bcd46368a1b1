"""manage.py generate_cases: bulk schemes with many made-up cases."""

import time
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection

from rjcase.tenancy.models import Scheme
from rjcase.web.bulk import bulk_scheme, generate


class Command(BaseCommand):
    help = "Make schemes bulk-1, bulk-2 … with many fictional cases each. Never beside real schemes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--schemes", type=int, default=1)
        parser.add_argument("--cases", type=int, default=1000, help="cases in each scheme")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.EMBEDDED or settings.DEMO):
            raise CommandError("Bulk data is made on the embedded servers only, or with RJCASE_DEMO=1.")
        known = Scheme.objects.exclude(slug__startswith="bulk-").exclude(
            slug__in=("northshire", "southshire")
        )
        if known.exists():
            raise CommandError("There is a real scheme here. Bulk data never stands beside one.")
        began = time.monotonic()
        schemes = [bulk_scheme(number) for number in range(1, options["schemes"] + 1)]
        with connection.elevated():  # type: ignore[attr-defined]
            for scheme in schemes:
                generate(scheme, options["cases"], options["seed"])
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        total = options["cases"] * len(schemes)
        self.stdout.write(f"{total} cases in {len(schemes)} schemes, {time.monotonic() - began:.0f} s")
