"""manage.py bench: the design's five queries and two pages at 100,000 cases, into bench/results.json."""

import json
import platform
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command

from rjcase.access.models import User
from rjcase.kernel.clock import now
from rjcase.tenancy.models import Scheme
from rjcase.web.bulk.measure import pages, queries

SCHEMES = 4
OUT = Path(settings.BASE_DIR) / "bench"


class Command(BaseCommand):
    help = "Measure at size. Ratios within one run are what counts: machines differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=100_000, help="cases in all")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        if not Scheme.objects.filter(slug="bulk-1").exists():
            call_command(
                "generate_cases", schemes=SCHEMES, cases=options["cases"] // SCHEMES, stdout=self.stdout
            )
        scheme = Scheme.objects.get(slug="bulk-1")
        facilitator = User.objects.get(email="facilitator0@bulk-1.example")
        manager = User.objects.get(email="manager@bulk-1.example")
        results = {
            "date": now().date().isoformat(),
            "commit": _commit(),
            "machine": f"{platform.machine()}, Python {platform.python_version()}",
            "cases": options["cases"],
            "queries": {
                "facilitator": queries(scheme, facilitator, everything=False),
                "office": queries(scheme, manager, everything=True),
            },
            "pages": {"facilitator": pages(scheme, facilitator), "office": pages(scheme, manager)},
        }
        OUT.mkdir(exist_ok=True)
        (OUT / "results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        self.stdout.write(json.dumps(results, indent=2))


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
