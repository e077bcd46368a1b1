"""Every address by everybody in every position: what `make test` tries by a few people in turn."""

import os
import re
import subprocess
import sys

from verify.report import fail, figures
from verify.runner import ROOT


def main() -> None:
    """Run the matrix whole."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/isolation/test_matrix.py"],
        cwd=ROOT,
        env={**os.environ, "RJCASE_WHOLE_MATRIX": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    counts = re.search(r"(\d+) passed in ([\d.]+)s", done.stdout)
    if done.returncode or not counts:
        fail(f"{done.stdout[-2500:]}\n{done.stderr[-500:]}")
    else:
        figures(tests=int(counts[1]), seconds=float(counts[2]))


if __name__ == "__main__":
    main()
