"""bandit and semgrep read the whole program; first each must find every planted fault.

semgrep's rules are our own house rules (`verify/rules/house.yaml`). What bandit finds and a person has looked
at is counted per file in `verify/rules/bandit.json`: one more fails, and one fewer too.
"""

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from verify.report import fail, figures
from verify.runner import ROOT
from verify.scanners import APPS, BROKEN, RULES, looked_at, planted, scan

Found = set[tuple[str, int, str]]


def main() -> None:
    """Scan; fail on a fault that is not seen, a file that is not read, or anything found."""
    modules = sum(1 for app in APPS for _path in (ROOT / app).rglob("*.py"))
    scripts = len(list((ROOT / "frontend" / "js").glob("*.js")))
    with tempfile.TemporaryDirectory() as place:
        by_bandit, bandit_read = _bandit(Path(place) / "bandit.json")
        by_semgrep, semgrep_read = _semgrep(Path(place) / "semgrep.json")
    wanted = planted()
    missed = sorted(wanted - by_bandit - by_semgrep)
    figures(
        planted=len(wanted), missed=len(missed), modules=modules, read_by_bandit=bandit_read,
        scripts=scripts, read_by_semgrep=semgrep_read,
    )  # fmt: skip
    broken = "verify/broken/"
    new = sorted(found for found in by_semgrep if not found[0].startswith(broken))
    counted = Counter(f"{rule} {path}" for path, _line, rule in by_bandit if not path.startswith(broken))
    accepted = {name: facts["times"] for name, facts in looked_at("bandit").items()}
    changed = sorted(name for name in counted | accepted if counted[name] != accepted.get(name, 0))
    figures(
        found_by_semgrep=len(new), looked_at_for_bandit=sum(accepted.values()), not_looked_at=len(changed)
    )
    if missed:
        fail(f"Planted and not found: {missed}")
    if bandit_read < modules or semgrep_read < modules + scripts:
        fail(f"Of {modules} modules and {scripts} scripts bandit read {bandit_read}, semgrep {semgrep_read}.")
    if new or changed:
        fail(f"Found: {new} {[(name, counted[name], accepted.get(name, 0)) for name in changed]}")


def _bandit(report: Path) -> tuple[Found, int]:
    """What bandit finds of medium severity or above, and how many modules of the program it read."""
    scan("bandit", "-q", "-r", "-ll", "-f", "json", "-o", report, *APPS, BROKEN.relative_to(ROOT))
    said: dict[str, Any] = json.loads(report.read_text())
    found = {(one["filename"], one["line_number"], one["test_id"]) for one in said["results"]}
    read = [name for name in said["metrics"] if name.endswith(".py") and "verify/broken" not in name]
    unread = [one for one in said["errors"] if "verify/broken" not in one["filename"]]
    return found, len(read) - len(unread)


def _semgrep(report: Path) -> tuple[Found, int]:
    """What the house rules find, and how many files of the program were read whole."""
    done = scan(
        "semgrep", "scan", "--config", RULES, "--metrics", "off", "--disable-version-check", "--quiet",
        "--no-git-ignore", "--jobs", "1", "--json-output", report,
        *APPS, "frontend/js", BROKEN.relative_to(ROOT),
    )  # fmt: skip
    if not report.exists():
        fail(f"semgrep did not run: {done.stderr[-600:]}")
    said: dict[str, Any] = json.loads(report.read_text())
    found = {
        (one["path"], one["start"]["line"], one["check_id"].rpartition(".")[2]) for one in said["results"]
    }
    unread = {one.get("path", "") for one in said["errors"]}
    read = [path for path in said["paths"]["scanned"] if path not in unread and "verify/broken" not in path]
    return found, len(read)


if __name__ == "__main__":
    main()
