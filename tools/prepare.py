"""Bring the installation up to date: database tables, demo data, static files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands

from tools.console import ROOT, say


def prepare() -> None:
    """Do what is not done yet. Needs Django set up and the servers running."""
    say("Bringing the database up to date …")
    call_command("migrate", verbosity=0, interactive=False)
    if (settings.EMBEDDED or settings.DEMO) and "demo" in get_commands():
        say("Making sure the demo data is there …")
        call_command("demo", verbosity=0)
    _static_files()


def _static_files() -> None:
    """Collect the static files unless just these were collected before."""
    stamp = Path(settings.STATIC_ROOT) / ".collected-from"
    digest = _digest_of_static()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("Collecting the static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest)


def _digest_of_static() -> str:
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())  # packages bring files as well
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
            digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
