"""`make verify`: make the machine ready, then run the parts of the `verify` package."""

import os
import subprocess
import sys

from tools import machine, packages
from tools.console import ROOT, run, script


def main() -> int:
    """Answer the exit code of the run; FRESH=1 runs everything again, arguments name parts."""
    machine.pdf_libraries()
    machine.chromium()
    packages.ready(packages.DEVELOPMENT)
    run([sys.executable, ROOT / "tools" / "build_assets.py"], "The styles of the pages could not be built")
    fresh = ["--fresh"] if os.environ.get("FRESH") else []
    command = [str(packages.PYTHON), "-m", "verify", *fresh, *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    script(main)
