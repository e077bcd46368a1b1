"""`make bench`: run the benchmark on servers of its own, so that it never touches the demo data."""

import os
import subprocess
import sys

from tools import machine, packages
from tools.console import ROOT, run, script


def main() -> int:
    """Answer the exit code of `manage.py bench`; arguments are passed on to it."""
    machine.pdf_libraries()
    packages.ready(packages.RUNTIME)
    run([sys.executable, ROOT / "tools" / "build_assets.py"], "The styles of the pages could not be built")
    env = {**os.environ, "RJCASE_DATA": str(machine.data_folder() / "bench")}
    python = str(packages.PYTHON)
    run([python, "-m", "rjcase.embedded", "up"], "The embedded servers could not be started", env)
    try:
        run(
            [python, "manage.py", "migrate", "--no-input"],
            "The database could not be brought up to date",
            env,
        )
        command = [python, "manage.py", "bench", *sys.argv[1:]]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    finally:
        run([python, "-m", "rjcase.embedded", "down"], "The embedded servers could not be stopped", env)


if __name__ == "__main__":
    script(main)
