"""Scanners from outside, each family in an environment of its own below `build/`, from a lock file.

`scanners` has most of them; wapiti names the very version of each of its parts, so it stands alone.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from verify.runner import ROOT

RULES = ROOT / "verify" / "rules"
BROKEN = ROOT / "verify" / "broken"
APPS = (
    *("rjcase", "practitioners", "cases", "referrals", "assessments"),
    *("conferences", "agreements", "reporting"),
)


def ready(family: str = "scanners") -> Path:
    """Make sure that the environment of a family holds exactly what is locked; where its commands are."""
    place, lock = ROOT / "build" / family, ROOT / f"requirements-{family}.txt"
    stamp = place / ".installed"
    digest = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        pip = [
            str(place / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        hashed = [*pip, "--no-compile", "--require-hashes"]
        subprocess.run([*hashed, "-r", "requirements-build.txt"], cwd=ROOT, check=True)
        subprocess.run([*hashed, "--no-deps", "--no-build-isolation", "-r", str(lock)], cwd=ROOT, check=True)
        stamp.write_text(digest)
    return place / "bin"


def scan(
    tool: str,
    *arguments: str | Path,
    env: dict[str, str] | None = None,
    limit: float = 500,
    family: str = "scanners",
) -> "subprocess.CompletedProcess[str]":
    """Run a scanner; what its exit code means is for the caller to say."""
    return subprocess.run(
        [str(ready(family) / tool), *map(str, arguments)],
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
