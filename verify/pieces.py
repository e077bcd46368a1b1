"""An attack cut into pieces: two at a time while there is time, each kept once it has come to its end."""

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verify.progress import Progress
from verify.site import Site

UNTIL = 570.0  # seconds after the start; the runner ends a part at 600
LEAST = 30.0  # seconds without which no further piece is begun
JOBS = int(os.environ.get("RJCASE_SCAN_JOBS", "2"))
_ASKED = re.compile(r'"(GET|POST) (\S+) HTTP/1\.[01]" (\d{3}) ')
_REFUSED = ("403", "404", "429")


@dataclass
class Attack:
    """One scan of one site: what it is let loose on, and until when.

    ``attack`` gets a piece, a folder of its own and seconds, and answers what it found and which addresses
    it went for; `None` when it did not come to its end in that time.
    """

    there: Site
    place: Path
    began: float
    progress: Progress
    attack: Callable[[Any, Path, float], tuple[list[str], list[str]] | None]
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, pieces: Sequence[tuple[str, Any]]) -> int:
        """Attack what was not yet; how many pieces are left after it."""
        waiting = [piece for piece in pieces if piece[0] not in self.progress.tried]
        with ThreadPoolExecutor(JOBS) as pool:
            list(pool.map(lambda number: self._work(number, waiting), range(JOBS)))
        return len({name for name, _ in pieces} - self.progress.tried)

    def _work(self, number: int, waiting: list[tuple[str, Any]]) -> None:
        while (left := UNTIL - (time.monotonic() - self.began)) > LEAST:
            with self.lock:
                if not waiting:
                    return
                name, piece = waiting.pop(0)
                before = self._size()
            folder = self.place / f"job-{number}"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            try:
                said = self.attack(piece, folder, left)
            except subprocess.TimeoutExpired:
                continue
            if said is not None:
                with self.lock:
                    self._keep(name, before, *said)

    def _size(self) -> int:
        return (self.there.place / "web.log").stat().st_size

    def _keep(self, name: str, before: int, found: list[str], addresses: list[str]) -> None:
        """A page that fell over while a piece was attacked is found, whichever of two attacks felled it."""
        with (self.there.place / "web.log").open("rb") as log:
            log.seek(before)
            asked = _ASKED.findall(log.read().decode(errors="replace"))
        fell = {f"fell over: {verb} {to.partition('?')[0]}" for verb, to, status in asked if status[0] == "5"}
        ours = {address.partition("?")[0] for address in addresses}
        answers = [status for _verb, to, status in asked if to.partition("?")[0] in ours]
        shut = 2 * sum(status in _REFUSED for status in answers) > len(answers)
        self.progress.keep({name}, [*found, *fell], len(answers), shut=shut)
        print(f"{len(answers):5} requests{' (shut)' if shut else ''} {name}", flush=True)
