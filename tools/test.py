"""`make test`: make the machine ready for the tests, run all of them, say how many there were."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from tools import machine, packages
from tools.console import ROOT, run, say, script

_REPORT = ROOT / "build" / "tests.xml"
_SHOWN = ROOT / "build" / "requirements.json"


def main() -> int:
    """Answer the exit code of pytest."""
    machine.folder_is_writable(ROOT, "clone RJCase into a folder of your own")
    machine.folder_is_writable(machine.data_folder(), "set RJCASE_DATA to a folder of your own")
    machine.pdf_libraries()
    browser = machine.chromium()
    packages.ready(packages.DEVELOPMENT)
    _migrate_meanwhile()
    run(
        [sys.executable, ROOT / "tools" / "build_assets.py", "--with-packages"],
        "The styles of the pages could not be built",
    )
    code = _pytest({"RJCASE_CHROMIUM": browser, "RJCASE_REQUIREMENTS": str(_SHOWN)})
    run([packages.PYTHON, "-m", "rjcase.embedded", "down", "--test"], "The servers could not be stopped")
    _print_counts()
    return code


def _migrate_meanwhile() -> None:
    """Begin what the first tests would wait for. Should it fail, they do it themselves and say why."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "rjcase.settings"}
    quiet = subprocess.DEVNULL
    command = [str(packages.PYTHON), "-m", "tests.template"]
    subprocess.Popen(command, cwd=ROOT, env=env, stdin=quiet, stdout=quiet, stderr=quiet)


def _pytest(env: dict[str, str]) -> int:
    _REPORT.parent.mkdir(exist_ok=True)
    _REPORT.unlink(missing_ok=True)
    _SHOWN.unlink(missing_ok=True)
    workers = os.environ.get("WORKERS", "2")
    command = [packages.PYTHON, "-m", "pytest", "-q", f"--junitxml={_REPORT}"]
    command += ["-n", workers, "--dist=loadscope"]  # who stays together: tests/schedule.py
    return subprocess.run(
        [*map(str, command), *sys.argv[1:]], cwd=ROOT, env={**os.environ, **env}, check=False
    ).returncode


def _print_counts() -> None:
    if not _REPORT.exists():
        return
    total = failed = skipped = 0
    by_folder: dict[str, int] = {}
    for suite in ElementTree.parse(_REPORT).getroot().iter("testsuite"):
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
        for case in suite.iter("testcase"):
            folder = ".".join(case.get("classname", "").split(".")[:2])
            by_folder[folder] = by_folder.get(folder, 0) + 1
    for folder, count in sorted(by_folder.items()):
        say(f"{count:6}  {folder}")
    if _SHOWN.exists():
        say(f"{len(json.loads(_SHOWN.read_text())):6}  requirements shown")
    say(f"{total:6}  tests, {failed} failed, {skipped} skipped (report: {Path(_REPORT).relative_to(ROOT)})")


if __name__ == "__main__":
    script(main)
