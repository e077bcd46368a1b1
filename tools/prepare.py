"""Bring the installation up to date: database tables, demo data, static files."""

import io
import os
import subprocess
import sys

import django
from django.conf import settings
from django.core.management import call_command

from tools.console import Stop, say, script


def _load_demo() -> None:
    """Load the demo schemes side by side: each story is told by hundreds of small transactions."""
    # The people of both first, so that two loaders cannot meet.
    call_command("demo", cases=0, verbosity=0, stdout=io.StringIO())
    # A power cut may undo the last stories; the next start tells them again.
    env = {**os.environ, "PGOPTIONS": "-c synchronous_commit=off"}
    loaders = [
        subprocess.Popen(
            [sys.executable, "manage.py", "demo", f"--scheme={slug}"], stdout=subprocess.DEVNULL, env=env
        )
        for slug in ("northshire", "southshire")
    ]
    codes = [loader.wait() for loader in loaders]
    if any(codes):
        raise Stop("The demo data could not be loaded; the reason stands above.")


def main() -> int:
    """Do what is not done yet; the servers must be running."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rjcase.settings")
    django.setup()
    say("Bringing the database up to date …")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("check_isolation", verbosity=0, stdout=io.StringIO())
    if settings.EMBEDDED or settings.DEMO:
        say("Making sure the demo data is there …")
        _load_demo()
    say("Collecting the static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    return 0


if __name__ == "__main__":
    script(main)
