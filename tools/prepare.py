"""Bring the installation up to date: database tables, demo data, static files."""

import os

import django
from django.conf import settings
from django.core.management import call_command, get_commands

from tools.console import say, script


def main() -> int:
    """Do what is not done yet; the servers must be running."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rjcase.settings")
    django.setup()
    say("Bringing the database up to date …")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("check_isolation", verbosity=0)
    if (settings.EMBEDDED or settings.DEMO) and "demo" in get_commands():
        say("Making sure the demo data is there …")
        call_command("demo", verbosity=0)
    say("Collecting the static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    return 0


if __name__ == "__main__":
    script(main)
