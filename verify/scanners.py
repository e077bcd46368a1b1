"""Scanners from outside, in an environment of their own: `build/scanners`, from requirements-scanners.txt."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from verify.runner import ROOT

_VENV = ROOT / "build" / "scanners"
_LOCK = ROOT / "requirements-scanners.txt"
RULES = ROOT / "verify" / "rules"
BROKEN = ROOT / "verify" / "broken"
APPS = (
    *("rjcase", "practitioners", "cases", "referrals", "assessments"),
    *("conferences", "agreements", "reporting"),
)


def ready() -> None:
    """Make sure the environment holds exactly what is locked."""
    stamp = _VENV / ".installed"
    digest = hashlib.sha256(_LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(_VENV)], check=True)
    pip = [str(_VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    hashed = [*pip, "--no-compile", "--require-hashes"]
    subprocess.run([*hashed, "-r", "requirements-build.txt"], cwd=ROOT, check=True)
    subprocess.run([*hashed, "--no-deps", "--no-build-isolation", "-r", str(_LOCK)], cwd=ROOT, check=True)
    stamp.write_text(digest)


def scan(
    tool: str, *arguments: str | Path, env: dict[str, str] | None = None, limit: float = 500
) -> "subprocess.CompletedProcess[str]":
    """Run a scanner; what its exit code means is for the caller to say."""
    ready()
    return subprocess.run(
        [str(_VENV / "bin" / tool), *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "SEMGREP_SEND_METRICS": "off", **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=limit,
    )


def planted() -> set[tuple[str, int, str]]:
    """Every line of `verify/broken` that breaks a rule: file, line, the rule it names."""
    found = set()
    for path in sorted(BROKEN.glob("*.*")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            _, mark, rule = line.partition("breaks: ")
            if mark:
                found.add((path.relative_to(ROOT).as_posix(), number, rule.strip()))
    return found


def looked_at(name: str) -> dict[str, Any]:
    """What a person has looked at and accepted, with the reason, from `verify/rules/<name>.json`."""
    known: dict[str, Any] = json.loads((RULES / f"{name}.json").read_text())
    return known
