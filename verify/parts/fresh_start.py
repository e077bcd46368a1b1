"""A fresh clone reaches a green /readyz in five minutes, and again in fifteen seconds with its data.

Runs `make run` in a new clone of this commit with an empty HOME and no package cache, as a newcomer
would, then stops it with Ctrl-C and looks that nothing is left running.
"""

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from verify.report import fail, figures
from verify.runner import ROOT

_FIRST_WITHIN = 300.0  # seconds
_AGAIN_WITHIN = 15.0
_STOP_WITHIN = 20.0


def main() -> None:
    """Start, stop, start again, stop."""
    with tempfile.TemporaryDirectory(prefix="rj-fresh-") as name:
        place = Path(name)
        clone = place / "rjcase"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        (place / "home").mkdir()
        first = _start_and_stop(clone, place / "home", _FIRST_WITHIN)
        figures(first_start_seconds=first)
        again = _start_and_stop(clone, place / "home", _AGAIN_WITHIN * 2)
        figures(second_start_seconds=again)
        left = _left_running(clone)
        figures(left_running=len(left))
    if first > _FIRST_WITHIN or again > _AGAIN_WITHIN:
        fail(f"The starts took {first:.0f} and {again:.0f} seconds.")
    if left:
        fail(f"After Ctrl-C these still ran: {left}")


def _start_and_stop(clone: Path, home: Path, within: float) -> float:
    """Seconds until `/readyz` was green."""
    port = _free_port()
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "PORT": str(port), "PIP_NO_CACHE_DIR": "1"}
    log = (clone.parent / "make.log").open("w")
    began = time.monotonic()
    process = subprocess.Popen(
        ["make", "run"], cwd=clone, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        while not _is_ready(port):
            if process.poll() is not None or time.monotonic() - began > within:
                fail(f"make run did not get ready:\n{(clone.parent / 'make.log').read_text()[-1500:]}")
            time.sleep(0.1)
        return round(time.monotonic() - began, 1)
    finally:
        _press_ctrl_c(process)
        log.close()


def _press_ctrl_c(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(_STOP_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        fail(f"Ctrl-C did not stop it within {_STOP_WITHIN:.0f} seconds.")


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _left_running(clone: Path) -> list[str]:
    """Command lines of processes that were started from the clone and live on."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue  # it ended while we looked
        if str(clone) in words and str(os.getpid()) != entry.parent.name:
            found.append(words)
    return found


if __name__ == "__main__":
    main()
