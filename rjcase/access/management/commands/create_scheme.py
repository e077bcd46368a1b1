"""manage.py create_scheme: a scheme and its first manager, who does the rest in the browser."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug

from rjcase.access.services.create_scheme import create_scheme
from rjcase.kernel.errors import DomainError


class Command(BaseCommand):
    help = "Make a scheme and its first manager."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="its address, as in /northshire/")
        parser.add_argument("--name", required=True)
        parser.add_argument("--prefix", help="of case references, 2 to 5 letters")
        parser.add_argument("--manager-email", required=True)
        parser.add_argument("--manager-name", required=True)
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the manager's password from standard input"
        )
        parser.add_argument("--invite", action="store_true", help="print an invitation link instead")

    def handle(self, *args: Any, **options: Any) -> None:
        prefix = (options["prefix"] or options["slug"].replace("-", "")[:3]).upper()
        try:
            validate_slug(options["slug"])
            validate_email(options["manager_email"])
            password = None if options["invite"] else self._password(options["password_stdin"])
            made = create_scheme(
                slug=options["slug"],
                name=options["name"],
                prefix=prefix,
                manager_email=options["manager_email"],
                manager_name=options["manager_name"],
                password=password,
            )
        except (DomainError, ValidationError) as problem:
            raise CommandError("; ".join(getattr(problem, "messages", [str(problem)]))) from problem
        self.stdout.write(f"{made.scheme.name} is at /{made.scheme.slug}/")
        if made.invited:
            self.stdout.write(
                f"Its manager joins at /{made.scheme.slug}/join/{made.invited.token}/ within 7 days."
            )

    def _password(self, from_stdin: bool) -> str:
        if from_stdin:
            password = sys.stdin.readline().rstrip("\n")
        else:
            password = getpass.getpass("Password of the manager: ")
        validate_password(password)
        return password
