"""manage.py as <scheme> <user e-mail> <command> [arguments]: run a command inside a scheme."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from rjcase.tenancy import acting
from rjcase.tenancy.models import Scheme


class Command(BaseCommand):
    help = "Run a management command inside a scheme, as one of its people, under every wall."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scheme")
        parser.add_argument("user")
        parser.add_argument("--why", default="", help="the reason, kept in history")
        parser.add_argument("rest", nargs="...")

    def handle(self, *args: Any, **options: Any) -> None:
        scheme = Scheme.objects.filter(slug=options["scheme"]).first()
        user = get_user_model().objects.filter(email=options["user"]).first()
        if scheme is None or user is None:
            raise CommandError("There is no such scheme or no such user.")
        if not options["why"]:
            raise CommandError("Say why with --why: it is kept in the history of everything you touch.")
        with acting(scheme, user, why=options["why"]):
            call_command(*options["rest"])
