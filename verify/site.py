"""A site of its own for the scanners: embedded servers, demo data, a web server, all its logs in files."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from verify.report import fail
from verify.runner import ROOT

PASSWORD = "planted-passphrase-of-the-scans"  # noqa: S105 - of a site that lives for minutes
_READY_WITHIN = 60.0  # seconds


@dataclass(frozen=True)
class Site:
    """Where it stands and where its logs are."""

    place: Path
    address: str
    env: dict[str, str]
    server: int = 0  # the process id of the web server, whose children answer

    def manage(self, *arguments: str) -> str:
        """Run a command of the program and answer what it said."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.env, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    def logs(self) -> list[Path]:
        """Every file that any process of the site has written to tell what happened."""
        return sorted(self.place.rglob("*.log"))


@contextmanager
def site(
    place: Path, *, furnished: bool = False, made: bool = False, workers: int = 1, **environment: str
) -> Iterator[Site]:
    """Start it with the people of the demo, ``furnished`` with a case of every kind; stop all at the end.

    One that was ``made`` before, in whatever folder, is started with all it holds.
    """
    port = free_port()
    env = os.environ | {
        "RJCASE_DATA": str(place),
        "DJANGO_SETTINGS_MODULE": "rjcase.settings",
        "RJCASE_DEMO_PASSWORD": PASSWORD,
        "PYTHONUNBUFFERED": "1",
        "PGOPTIONS": "-c synchronous_commit=off",
        **environment,
    }
    os.environ["RJCASE_DATA"] = str(place)
    from rjcase import embedded

    embedded.start(place, for_tests=True)
    there = Site(place, f"http://127.0.0.1:{port}", env)
    try:
        if not made:
            _make(there, furnished=furnished)
        with (place / "web.log").open("w") as log:
            server = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "rjcase.wsgi", "--bind", f"127.0.0.1:{port}"),
                    *("--workers", str(workers), "--threads", "4", "--no-control-socket"),
                    *("--access-logfile", "-"),
                ],
                cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
            try:
                _wait(there, server)
                yield replace(there, server=server.pid)
            finally:
                os.killpg(server.pid, signal.SIGTERM)
                server.wait(20)
    finally:
        embedded.stop(place)


def _make(there: Site, *, furnished: bool) -> None:
    there.manage("migrate", "--verbosity", "0", "--no-input")
    there.manage("demo", "--scheme", "northshire", "--cases", "0")
    if furnished:
        subprocess.run([sys.executable, "-m", "verify.furnish"], cwd=ROOT, env=there.env, check=True)
    there.manage("collectstatic", "--verbosity", "0", "--no-input")


def _wait(made: Site, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _READY_WITHIN
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(made.address + "/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    fail(f"The site did not start: {(made.place / 'web.log').read_text()[-1500:]}")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
