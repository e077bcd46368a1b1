"""`make check`: everything that reads the code without running it. All parts run; all failures show."""

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools import machine, packages
from tools.console import ROOT, say, script

_CODE = [
    *(
        "rjcase",
        "cases",
        "practitioners",
        "referrals",
        "assessments",
        "conferences",
        "agreements",
        "reporting",
    ),
    *("tools", "tests"),
]
_BIN = packages.VENV / "bin"
# Longest first, so that two at a time end together.
PARTS = {
    "types": ["mypy", *_CODE],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "Django": ["python", "manage.py", "check", "--fail-level", "WARNING"],
    "templates": ["djlint", "--check", "templates"],
    "imports": ["lint-imports"],
    "lint": ["ruff", "check", "."],
    "lengths": ["python", "-m", "tools.lengths"],
    "format": ["ruff", "format", "--check", "."],
}


@dataclass(frozen=True)
class Outcome:
    """How one part ended."""

    name: str
    passed: bool
    seconds: float
    output: str


def main() -> int:
    """0 when every part passed, otherwise 1."""
    machine.pdf_libraries()
    packages.ready(packages.DEVELOPMENT)
    subprocess.run([str(packages.PYTHON), "-m", "rjcase.embedded", "up", "--test"], cwd=ROOT, check=True)
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = list(pool.map(_part, PARTS))
    for outcome in outcomes:
        if not outcome.passed:
            say(f"\n--- {outcome.name} ---\n{outcome.output.rstrip()}")
    say("")
    for outcome in outcomes:
        say(f"{'passed' if outcome.passed else 'FAILED'}  {outcome.name} ({outcome.seconds:.0f} s)")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def _part(name: str) -> Outcome:
    program, *arguments = PARTS[name]
    began = time.monotonic()
    done = subprocess.run(
        [str(_BIN / program), *arguments],
        cwd=ROOT,
        env={**os.environ, "RJCASE_DATA": str(machine.data_folder() / "test")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(name, done.returncode == 0, time.monotonic() - began, done.stdout)


if __name__ == "__main__":
    script(main)
