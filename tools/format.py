"""`make format`: put Python and templates into the one shape that `make check` asks for."""

import subprocess

from tools import packages
from tools.console import ROOT, run, script


def main() -> int:
    """Format everything in place."""
    packages.ready(packages.DEVELOPMENT)
    tools = packages.VENV / "bin"
    run([tools / "ruff", "check", "--fix", "--exit-zero", "."], "ruff could not run")
    run([tools / "ruff", "format", "."], "ruff could not format")
    # djlint answers 1 when it changed something
    subprocess.run([str(tools / "djlint"), "--quiet", "--reformat", "templates"], cwd=ROOT, check=False)
    return 0


if __name__ == "__main__":
    script(main)
