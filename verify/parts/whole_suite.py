"""`make test` and `make check` pass from a fresh clone with an empty HOME, inside their time."""

import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

from verify.report import fail, figures
from verify.runner import ROOT


def main() -> None:
    """Clone this commit and run what continuous integration runs."""
    with tempfile.TemporaryDirectory(prefix="rj-suite-") as name:
        clone = Path(name) / "rjcase"
        home = Path(name) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        env = {"HOME": str(home), "PATH": os.environ["PATH"], "PIP_NO_CACHE_DIR": "1"}
        began = time.monotonic()
        done = subprocess.run(
            [".ci/run"],
            cwd=clone,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        figures(seconds=round(time.monotonic() - began, 1))
        subprocess.run(["make", "down"], cwd=clone, env=env, capture_output=True, check=False)
    counts = re.search(r"(\d+)\s+tests, (\d+) failed, (\d+) skipped", done.stdout)
    if counts:
        figures(tests=int(counts[1]), failed=int(counts[2]), skipped=int(counts[3]))
    if done.returncode:
        fail(f"{done.stdout[-2500:]}\n{done.stderr[-500:]}")


if __name__ == "__main__":
    main()
