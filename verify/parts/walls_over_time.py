"""2,000 steps from each of 50 seeds: grants, ends, offers, closures, disclosures against the oracle.

Hours of work on a small machine, done in pieces of 500 steps: a run walks as many as fit into its ten
minutes, and passes once all were walked. Run it again to go on. With RJCASE_WALLS_JOBS=2 two at a time.

What was walked is kept for the code that decides who reads what: the text of the walls, functions, models,
services and of the walk itself. While none of it changes, a new page or a new word elsewhere does not undo
the work; a changed line of it does.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

from verify import progress
from verify.report import fail, figures
from verify.runner import ROOT

SEEDS, STEPS, PIECE = 50, 2000, 500
PIECES = [str(seed * 10 + part) for part in range(STEPS // PIECE) for seed in range(1, SEEDS + 1)]
WITHIN = 570.0  # seconds; the runner ends a part at 600
STARTING = 60.0  # seconds left for a database to be made and taken down
PROGRESS = ROOT / ".data" / "walls_over_time.json"
TEST = "tests/isolation/test_state_machine.py::test_everybody_reads_what_was_granted_and_nothing_else"
# What a walk goes through: everything of the database, who enters it how, what acts, and the walk itself.
MATTERS = re.compile(
    r"\.sql$|/migrations/|/models(/.*)?\.py$|/services/|^requirements\.txt$"
    r"|^rjcase/(tenancy|access|audit|kernel|rights|workflow)/.*\.py$"
    r"|^tests/(world|clone|databases|conftest)\.py$"
    r"|^tests/isolation/(walls|oracle|reads|scene|mutants|test_state_machine)\.py$"
)


def main() -> None:
    """Walk on from where the last run stopped."""
    began, code = time.monotonic(), fingerprint(ROOT)
    kept = known(PROGRESS, code)
    jobs = int(os.environ.get("RJCASE_WALLS_JOBS", "1"))
    todo = [piece for piece in PIECES if piece not in kept]
    shares = [todo[number::jobs] for number in range(jobs)]
    with ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(walk, [share for share in shares if share], repeat(began)))
    for walked, _ in found:
        kept |= walked
    PROGRESS.parent.mkdir(parents=True, exist_ok=True)
    if fingerprint(ROOT) != code:
        fail("the code was changed while it was walked: what was walked does not count")
    PROGRESS.write_text(json.dumps({"code": code, "pieces": kept}))
    problems = [problem for _, problem in found if problem]
    report(kept, jobs, len(problems), code)
    if problems:
        fail(problems[0])
    if len(kept) < len(PIECES):
        fail(f"{len(kept)} of {len(PIECES)} pieces walked, no mismatch so far; run it again to go on")
    if sum(each["steps"] for each in kept.values()) < SEEDS * STEPS:
        fail("every piece was walked, and they were too few steps together")


def fingerprint(root: Path) -> str:
    """Say in a word which code a walk goes through, as it stands on the disk."""
    return progress.fingerprint(root, MATTERS)


def known(path: Path, code: str) -> dict[str, Any]:
    """The pieces walked on this very code."""
    kept = json.loads(path.read_text()) if path.exists() else {}
    return dict(kept["pieces"]) if kept.get("code") == code else {}


def report(kept: dict[str, Any], jobs: int, failed: int, code: str) -> None:
    """Hand over how far it is; every step was taken, compared and counted by the test itself."""
    steps, seconds = (sum(each[what] for each in kept.values()) for what in ("steps", "seconds"))
    figures(
        pieces=len(kept),
        of=len(PIECES),
        seeds_begun=len({int(piece) // 10 for piece in kept}),
        seeds=SEEDS,
        steps=steps,
        steps_wanted=SEEDS * STEPS,
        failed=failed,
        ms_a_step=round(1000 * seconds / steps, 1) if steps else 0,
        at_a_time=jobs,
        code=code,
    )


def walk(pieces: list[str], began: float) -> tuple[dict[str, Any], str]:
    """Walk pieces in a process of its own while there is time: what it counted, and why it failed."""
    left = WITHIN - (time.monotonic() - began)
    with tempfile.NamedTemporaryFile("r", suffix=".json") as counts:
        env = os.environ | {
            "RJCASE_WALLS_PIECES": " ".join(pieces),
            "RJCASE_WALLS_SECONDS": str(left - STARTING),
            "RJCASE_WALLS_COUNTS": counts.name,
        }
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", TEST]
        try:
            ran = subprocess.run(
                command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=left
            )
            problem = ran.stdout[-3000:] if ran.returncode else ""
        except subprocess.TimeoutExpired:
            problem = ""  # a piece that did not end in time is walked again
        return json.loads(counts.read() or "{}"), problem


if __name__ == "__main__":
    main()
