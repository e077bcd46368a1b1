"""manage.py demo: two made-up schemes with people and cases."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from rjcase.kernel.errors import DomainError
from rjcase.web.demo import load_demo
from rjcase.web.demo.people import SCHEMES


class Command(BaseCommand):
    help = "Load the demo schemes, people and cases that are not there yet. Never beside a real scheme."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scheme", choices=sorted(SCHEMES), help="load one of the two schemes")
        parser.add_argument("--cases", type=int, help="tell only so many stories in each scheme")

    def handle(self, *args: Any, **options: Any) -> None:
        password = settings.DEMO_PASSWORD
        try:
            load_demo(password, cases=options["cases"], only=options["scheme"], say=self.stdout.write)
        except DomainError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Everybody signs in with the password: {password}")
