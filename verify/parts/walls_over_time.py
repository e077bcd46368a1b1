"""2,000 steps from each of 50 seeds: grants, ends, offers, closures, disclosures against the oracle.

Hours of work on a small machine, done in pieces of 500 steps: a run walks as many as fit into its ten
minutes, keeps which they were for the commit that is checked out, and passes once all were walked. Run it
again to go on. With RJCASE_WALLS_JOBS=2 two at a time.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

from verify.report import fail, figures
from verify.runner import ROOT, commit

SEEDS, STEPS, PIECE = 50, 2000, 500
PIECES = [str(seed * 10 + part) for part in range(STEPS // PIECE) for seed in range(1, SEEDS + 1)]
WITHIN = 570.0  # seconds; the runner ends a part at 600
STARTING = 60.0  # seconds left for a database to be made and taken down
PROGRESS = ROOT / ".data" / "walls_over_time.json"
TEST = "tests/isolation/test_state_machine.py::test_everybody_reads_what_was_granted_and_nothing_else"


def main() -> None:
    """Walk on from where the last run stopped."""
    began, checked_out = time.monotonic(), commit()
    kept = known(PROGRESS, checked_out)
    jobs = int(os.environ.get("RJCASE_WALLS_JOBS", "1"))
    todo = [piece for piece in PIECES if piece not in kept]
    shares = [todo[number::jobs] for number in range(jobs)]
    with ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(walk, [share for share in shares if share], repeat(began)))
    for walked, _ in found:
        kept |= walked
    PROGRESS.parent.mkdir(parents=True, exist_ok=True)
    PROGRESS.write_text(json.dumps({"commit": checked_out, "pieces": kept}))
    problems = [problem for _, problem in found if problem]
    report(kept, jobs, len(problems))
    if problems:
        fail(problems[0])
    if len(kept) < len(PIECES):
        fail(f"{len(kept)} of {len(PIECES)} pieces walked, no mismatch so far; run it again to go on")


def known(path: Path, checked_out: str) -> dict[str, Any]:
    """The pieces walked on this very commit; none while files differ from it."""
    if not path.exists() or checked_out.endswith("+"):
        return {}
    kept = json.loads(path.read_text())
    return dict(kept["pieces"]) if kept["commit"] == checked_out else {}


def report(kept: dict[str, Any], jobs: int, failed: int) -> None:
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
