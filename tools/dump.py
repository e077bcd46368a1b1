"""`make dump`: keep a dump of the demo database of this version, for the test that upgrades from it."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tools import machine, packages
from tools.console import ROOT, Stop, run, say, script


def main() -> int:
    """Write `tests/upgrade/demo-<version>.dump` from the embedded server of `make run`."""
    if str(packages.PYTHON) != sys.executable:
        return subprocess.run([str(packages.PYTHON), "-m", "tools.dump"], cwd=ROOT, check=False).returncode
    from rjcase.embedded import urls
    from rjcase.embedded.postgres import BIN

    data = machine.data_folder()
    if not (data / "postgres" / "rjcase.prepared").exists():
        raise Stop("There is no demo database yet; run make run once.")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    target = ROOT / "tests" / "upgrade" / f"demo-{version}.dump"
    run([packages.PYTHON, "-m", "rjcase.embedded", "up"], "The embedded servers could not be started")
    # Sessions are nobody's business, and the key belongs to the machine.
    left_out = ["--exclude-table-data=django_session", "--exclude-table-data=context_key"]
    where: list[str | Path] = ["--file", target, "--dbname", urls(data)["RJCASE_OPS_DATABASE_URL"]]
    command = [BIN / "pg_dump", "--format=custom", "--compress=9", *left_out, *where]
    run(command, "The database could not be dumped")
    say(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    script(main)
