"""2,000 steps from each of 50 seeds: grants, ends, offers, closures, disclosures against the oracle.

More than an hour of work, done in pieces: a run walks as many seeds as fit into its ten minutes, two at a
time, keeps which they were for the commit that is checked out, and passes once all fifty were walked. Run
it again to go on. With RJCASE_WALLS_JOBS=1 one at a time.
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

SEEDS = range(1, 51)
STEPS = 2000
WITHIN = 540.0  # seconds; the runner ends a part at 600
PROGRESS = ROOT / ".data" / "walls_over_time.json"
TEST = "tests/isolation/test_state_machine.py::test_everybody_reads_what_was_granted_and_nothing_else"


def main() -> None:
    """Walk on from where the last run stopped."""
    began = time.monotonic()
    kept = known(PROGRESS, commit())
    jobs = int(os.environ.get("RJCASE_WALLS_JOBS") or min(2, os.cpu_count() or 1))
    longest = max((each["seconds"] for each in kept.values()), default=0.0)
    todo = [seed for seed in SEEDS if str(seed) not in kept]
    with ThreadPoolExecutor(jobs) as pool:
        while todo and time.monotonic() - began + longest * 1.1 < WITHIN:
            batch, todo = todo[:jobs], todo[jobs:]
            left = WITHIN + 40 - (time.monotonic() - began)
            for seed, walked in zip(batch, pool.map(walk, batch, repeat(left)), strict=True):
                if isinstance(walked, str):
                    fail(f"seed {seed}: {walked}")
                kept[str(seed)] = walked
                longest = max(longest, walked["seconds"])
            PROGRESS.parent.mkdir(parents=True, exist_ok=True)
            PROGRESS.write_text(json.dumps({"commit": commit(), "seeds": kept}))
            report(kept, jobs)
    report(kept, jobs)
    if len(kept) < len(SEEDS):
        fail(f"{len(kept)} of {len(SEEDS)} seeds walked, no mismatch so far; run it again to go on")


def known(path: Path, checked_out: str) -> dict[str, Any]:
    """The seeds walked on this very commit; none while files differ from it."""
    if not path.exists() or checked_out.endswith("+"):
        return {}
    kept = json.loads(path.read_text())
    return dict(kept["seeds"]) if kept["commit"] == checked_out else {}


def report(kept: dict[str, Any], jobs: int) -> None:
    """Hand over how far it is; every step was taken, compared and counted by the test itself."""
    steps, seconds = (sum(each[what] for each in kept.values()) for what in ("steps", "seconds"))
    figures(
        seeds=len(kept),
        of=len(SEEDS),
        steps=steps,
        mismatches=0,
        ms_a_step=round(1000 * seconds / steps, 1) if steps else 0,
        at_a_time=jobs,
    )


def walk(seed: int, within: float) -> dict[str, Any] | str:
    """Walk one seed in a process of its own; what it counted, or why it failed."""
    began = time.monotonic()
    with tempfile.NamedTemporaryFile("r", suffix=".json") as counts:
        env = os.environ | {"RJCASE_WALLS_SEEDS": str(seed), "RJCASE_WALLS_COUNTS": counts.name}
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", TEST]
        try:
            ran = subprocess.run(
                command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=within
            )
        except subprocess.TimeoutExpired:
            return "it did not end in time"
        if ran.returncode:
            return ran.stdout[-3000:]
        steps = json.loads(counts.read())["steps"]
    if steps < STEPS:
        return f"only {steps} steps were taken"
    return {"steps": steps, "seconds": round(time.monotonic() - began, 1)}


if __name__ == "__main__":
    main()
