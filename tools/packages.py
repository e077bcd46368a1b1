"""The virtual environment: made once, filled with exactly the packages of the lock files."""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tools.console import ROOT, Stop, run, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Packages that come as source are built with these, which are locked as well.
_BUILD = "requirements-build.txt"
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"


def ready(lock_file: str) -> None:
    """Make sure the virtual environment holds the packages of this lock file.

    Nothing is done when it already does; development packages include those of running.

    Raises:
        Stop: Python lacks a part, or a package could not be fetched or has another hash.
    """
    if lock_file == RUNTIME and _holds(DEVELOPMENT):
        return
    if _holds(lock_file):
        return
    _make()
    say(f"Installing Python packages from {lock_file} …")
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "install",
        "--require-hashes",
    ]
    failed = f"The packages of {lock_file} could not be installed"
    # Compiling everything now would take longer than what is used takes at its first import.
    pip.append("--no-compile")
    run([*pip, "-r", _BUILD], failed)
    run([*pip, "--no-deps", "--no-build-isolation", "-r", lock_file], failed)
    _stamp(lock_file).write_text(_digest(lock_file))


def _make() -> None:
    if _usable():
        return
    if find_spec("ensurepip") is None:  # Debian ships it apart
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Stop(
            f"Python {version} lacks its venv part; have an administrator run: "
            f"apt-get install -y python{version}-venv"
        )
    say("Making the virtual environment .venv …")
    if VENV.exists() and not VENV.is_symlink():
        shutil.rmtree(VENV)
    run([sys.executable, "-m", "venv", VENV], "The virtual environment could not be made")


def _usable() -> bool:
    """Whether .venv runs, and is of the Python that `make` found."""
    if not PYTHON.exists():
        return False
    ask = [str(PYTHON), "-c", "import sys, pip; print(sys.version_info[:2])"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False, env=_clean())
    return answer.returncode == 0 and answer.stdout.strip() == str(tuple(sys.version_info[:2]))


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _stamp(lock_file: str) -> Path:
    return VENV / f".installed-{lock_file}"


def _digest(lock_file: str) -> str:
    content = (ROOT / _BUILD).read_bytes() + (ROOT / lock_file).read_bytes()
    return hashlib.sha256(content + sys.version.encode() + str(ROOT).encode()).hexdigest()


def _holds(lock_file: str) -> bool:
    stamp = _stamp(lock_file)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == _digest(lock_file)
