"""Run the parts one by one and keep the results.

A part that already passed on this very commit, with nothing changed since, is not run again, so an
interrupted run goes on where it stopped. Each part runs in a process group of its own, which is ended
when its ten minutes are over.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from verify.report import FIGURES_FILE

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "verify" / "results.json"
LIMIT = 600.0  # seconds


@dataclass(frozen=True)
class Result:
    """How a part ended: what was checked, on which commit, when, and what was measured."""

    part: str
    commit: str
    date: str
    passed: bool
    seconds: float
    figures: dict[str, Any]
    reason: str = ""


def part_names() -> list[str]:
    """Every part there is, in the order they are run."""
    return sorted(path.stem for path in (ROOT / "verify" / "parts").glob("*.py") if path.stem != "__init__")


def commit() -> str:
    """The commit that is checked out, with `+` behind it when files differ from it."""
    named = _git("rev-parse", "HEAD").strip()
    others = _git("status", "--porcelain", "--", ".", ":!verify/results.json", ":!bench/results.json").strip()
    return named + ("+" if others else "")


def verify(wanted: Sequence[str], *, fresh: bool, results: Path = RESULTS, limit: float = LIMIT) -> int:
    """Run the wanted parts (all when empty); 0 when each of them has passed.

    Args:
        wanted: names of parts.
        fresh: run parts again that passed on this commit.
        results: the file that is read first and written after each part.
        limit: seconds a part may take.
    """
    unknown = sorted(set(wanted) - set(part_names()))
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are: {', '.join(part_names())}.")
        return 1
    checked_out = commit()
    known = {found.part: found for found in load(results)}
    failed = []
    for name in wanted or part_names():
        before = known.get(name)
        if before and before.passed and before.commit == checked_out and "+" not in checked_out and not fresh:
            print(f"passed already  {name}")
            continue
        print(f"running         {name} …", flush=True)
        known[name] = run_part(name, checked_out, limit)
        save(results, known)
        print(
            f"{'passed' if known[name].passed else 'FAILED':15} {name} ({known[name].seconds:.0f} s)",
            flush=True,
        )
        if not known[name].passed:
            print(known[name].reason)
            failed.append(name)
    return 1 if failed else 0


def run_part(name: str, checked_out: str, limit: float) -> Result:
    """Run one part in a process of its own."""
    began = time.monotonic()
    with tempfile.NamedTemporaryFile("r", suffix=".json") as handed_over:
        process = subprocess.Popen(
            [sys.executable, "-m", f"verify.parts.{name}"],
            cwd=ROOT,
            env={**os.environ, FIGURES_FILE: handed_over.name, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said, _ = process.communicate(timeout=limit)
            reason = "" if process.returncode == 0 else "\n".join(said.rstrip().splitlines()[-10:])
        except subprocess.TimeoutExpired:
            reason = f"It took longer than {limit:.0f} seconds."
        finally:
            _end(process)
        figures = json.loads(handed_over.read() or "{}")
    return Result(
        part=name,
        commit=checked_out,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        passed=not reason and process.returncode == 0,
        seconds=round(time.monotonic() - began, 1),
        figures=figures,
        reason=reason,
    )


def load(results: Path) -> list[Result]:
    """The results kept so far; none when there is no file yet."""
    return [Result(**entry) for entry in json.loads(results.read_text())] if results.exists() else []


def save(results: Path, known: dict[str, Result]) -> None:
    """Write all results, aside first, so that an interruption leaves the old file or the new one."""
    draft = results.with_suffix(".draft")
    ordered = [asdict(known[name]) for name in sorted(known)]
    draft.write_text(json.dumps(ordered, indent=2, ensure_ascii=False) + "\n")
    draft.replace(results)


def _end(process: subprocess.Popen[str]) -> None:
    """End what the part left running: first asked, then forced."""
    for number, patience in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout
