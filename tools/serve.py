"""`make run`, second half: start the servers, bring everything up to date, run the processes of
the Procfile until Ctrl-C, and stop all of it.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TextIO

from honcho.environ import parse_procfile
from honcho.manager import Manager

from rjcase import embedded
from tools import freshness, machine, packages
from tools.console import ROOT, Stop, say, script

_READY_WITHIN = 90.0  # seconds


def main() -> int:
    """Run RJCase; the exit code is 0 when a person stopped it, 1 when a process died or never got ready."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    signal.signal(signal.SIGHUP, _as_termination)
    os.environ["RJCASE_DATA"] = str(machine.data_folder())
    os.environ["PATH"] = f"{packages.VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '/usr/bin:/bin')}"
    if os.geteuid() == 0:  # who starts it as root knows; Celery would say it in ten lines
        os.environ["PYTHONWARNINGS"] = "ignore:You're running the worker"
    from rjcase import settings  # the module itself: nothing here needs Django set up

    alone = _only_one(settings.DATA_DIR)
    try:
        if settings.EMBEDDED:
            say("Starting the embedded PostgreSQL and Valkey …")
            embedded.start(settings.DATA_DIR)
        if not (settings.EMBEDDED and freshness.is_prepared(settings.DATA_DIR)):
            _prepare()
            if settings.EMBEDDED:
                freshness.mark_prepared(settings.DATA_DIR)
        return _processes()
    except embedded.EmbeddedError as error:
        raise Stop(str(error)) from error
    except KeyboardInterrupt:
        return 0
    finally:
        if settings.EMBEDDED:
            embedded.stop(settings.DATA_DIR)
        alone.close()


def _only_one(data_dir: Path) -> TextIO:
    """Hold this folder for us: a second start would lose its servers when the first one ends."""
    lock = (data_dir / ".serving").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Stop(
            f"RJCase already runs with the data in {data_dir}; stop it or set RJCASE_DATA to another folder."
        ) from error
    return lock


def _prepare() -> None:
    done = subprocess.run([sys.executable, "-m", "tools.prepare"], cwd=ROOT, check=False)
    if done.returncode:
        raise Stop("The database could not be brought up to date; the lines above say why.")


def _as_interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _as_termination(_number: int, _frame: object) -> None:
    """A closed terminal ends us like a polite kill, which the process runner handles as well."""
    os.kill(os.getpid(), signal.SIGTERM)


def _processes() -> int:
    manager = Manager()
    for name, command in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        manager.add_process(name, command, env=dict(os.environ), cwd=str(ROOT))
    watcher = _Watcher(manager)
    watcher.start()
    manager.loop()
    asked_to_stop = manager.returncode in (128 + signal.SIGINT, 128 + signal.SIGTERM)
    return 0 if asked_to_stop and not watcher.gave_up else 1


class _Watcher(threading.Thread):
    """Waits for `/readyz` and then tells the person where to go; gives up after a while."""

    def __init__(self, manager: Manager) -> None:
        super().__init__(daemon=True)
        self.manager = manager
        self.gave_up = False
        port = os.environ.get("PORT") or "8000"
        self.address = f"http://{os.environ.get('RJCASE_BIND') or '127.0.0.1'}:{port}"

    def run(self) -> None:
        end = time.monotonic() + _READY_WITHIN
        while time.monotonic() < end:
            if _answers(f"{self.address}/readyz"):
                _welcome(self.address)
                return
            time.sleep(0.2)
        say(f"RJCase did not become ready within {_READY_WITHIN:.0f} seconds; the lines above say why.")
        self.gave_up = True
        self.manager.terminate()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _welcome(address: str) -> None:
    from rjcase import settings

    say(f"\nRJCase is running at {address}/")
    if settings.EMBEDDED or settings.DEMO:
        say(f"Sign in at {address}/accounts/login/ with the password {settings.DEMO_PASSWORD} as one of")
        for scheme in ("northshire", "southshire"):
            say(
                "  "
                + ", ".join(
                    f"{who}@{scheme}.example" for who in ("manager", "admin", "facilitator", "referrer")
                )
            )
        say("  (also facilitator2, volunteer, supervisor, liaison and commissioner; operator@rjcase.example)")
    say("Press Ctrl-C to stop.\n")


if __name__ == "__main__":
    script(main)
