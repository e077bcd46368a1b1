"""`make run`, first half: make the machine ready, then hand over to `tools.serve` in the
virtual environment.
"""

import os
import sys

from tools import machine, packages
from tools.console import ROOT, run, script


def main() -> int:
    """Check, install what is missing, build the styles; does not return when all is well."""
    port = machine.port_from(os.environ.get("PORT") or "8000")
    machine.port_is_free(os.environ.get("RJCASE_BIND") or "127.0.0.1", port)
    machine.folder_is_writable(ROOT, "clone RJCase into a folder of your own")
    machine.folder_is_writable(machine.data_folder(), "set RJCASE_DATA to a folder of your own")
    machine.pdf_libraries()
    packages.ready(packages.RUNTIME)
    run([sys.executable, ROOT / "tools" / "build_assets.py"], "The styles of the pages could not be built")
    os.chdir(ROOT)
    os.execv(packages.PYTHON, [str(packages.PYTHON), "-m", "tools.serve"])  # noqa: S606


if __name__ == "__main__":
    script(main)
