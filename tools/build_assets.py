"""Build the styles and scripts of the pages into `static/dist`.

Needs no Node on the machine: when `node` is missing or too old, a Node from PyPI is put into a
build-only virtual environment (`.node-venv`). Does nothing when the inputs have not changed, so a
second start costs nothing.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "static" / "dist"
STAMP = DIST / ".built-from"
NODE_VENV = ROOT / ".node-venv"
NODE_LOCK = ROOT / "requirements-node.txt"
OLDEST_NODE = 18
MACHINE_TRUSTS = Path("/etc/ssl/certs/ca-certificates.crt")


def inputs() -> Iterator[Path]:
    """Every file the built assets depend on, in a stable order."""
    yield ROOT / "package.json"
    yield ROOT / "package-lock.json"
    yield from sorted(path for path in (ROOT / "frontend").rglob("*") if path.is_file())


def fingerprint() -> str:
    """A digest of all inputs; the same digest means the built files are still right."""
    digest = hashlib.sha256()
    for path in inputs():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def up_to_date() -> bool:
    """Whether `static/dist` was built from the present inputs."""
    return STAMP.is_file() and STAMP.read_text() == fingerprint() and (DIST / "app.css").is_file()


def system_node_is_fit() -> bool:
    """Whether the machine has a Node that can run the build."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.", answer.stdout)
    return bool(found and int(found[1]) >= OLDEST_NODE)


def node_environment() -> dict[str, str]:
    """The environment for npm: the machine's own Node, or the one from PyPI."""
    environment = dict(os.environ)
    if MACHINE_TRUSTS.exists():  # behind a company's proxy the machine trusts more than Node brings
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(MACHINE_TRUSTS))
    if system_node_is_fit():
        return environment
    folder = NODE_VENV / "bin"
    if not (folder / "npm").exists():
        print("Installing Node for building the pages' styles (once) …", flush=True)
        venv.create(NODE_VENV, with_pip=True, clear=True)
        pip = [str(folder / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", str(NODE_LOCK)], check=True)
    environment["PATH"] = f"{folder}{os.pathsep}{environment['PATH']}"
    return environment


def packages_installed() -> bool:
    """Whether `node_modules` was installed from the present lock file."""
    stamp = ROOT / "node_modules" / ".installed-from"
    return stamp.is_file() and stamp.read_bytes() == (ROOT / "package-lock.json").read_bytes()


def install_packages(environment: dict[str, str]) -> None:
    """Install the locked packages; no package may run a script of its own."""
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    shutil.copyfile(ROOT / "package-lock.json", ROOT / "node_modules" / ".installed-from")


def main() -> int:
    """Build what is out of date; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--with-packages",
        action="store_true",
        help="also make sure node_modules is there (the tests read it)",
    )
    options = parser.parse_args()
    if up_to_date() and (packages_installed() or not options.with_packages):
        return 0
    environment = node_environment()
    if not packages_installed():
        install_packages(environment)
    if not up_to_date():
        subprocess.run(["npm", "run", "--silent", "build"], cwd=ROOT, env=environment, check=True)
        STAMP.write_text(fingerprint())
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (subprocess.CalledProcessError, OSError) as problem:
        sys.exit(f"The styles and scripts of the pages could not be built: {problem}")
