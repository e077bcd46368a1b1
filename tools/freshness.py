"""Whether an installation was already brought up to date by just this code."""

import hashlib
import os
from pathlib import Path

from tools.console import ROOT

_FOLDERS = [
    *(
        "rjcase",
        "practitioners",
        "cases",
        "referrals",
        "assessments",
        "conferences",
        "agreements",
        "reporting",
    ),
    *("tools", "static", "locale"),
]
# What a start may change in the database, besides code.
_VARIABLES = ["RJCASE_DEMO_PASSWORD", "RJCASE_CONTEXT_KEY", "RJCASE_DEMO"]


def digest() -> str:
    """A digest of all code, static files and locked packages, and of the settings that matter."""
    sum_of_all = hashlib.sha256()
    for path in [ROOT / "requirements.txt", *_files()]:
        sum_of_all.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    for name in _VARIABLES:
        sum_of_all.update(os.environ.get(name, "").encode() + b"\0")
    return sum_of_all.hexdigest()


def _files() -> list[Path]:
    found = (path for folder in _FOLDERS for path in (ROOT / folder).rglob("*"))
    return sorted(path for path in found if path.is_file() and path.suffix != ".pyc")


def _stamp(data_dir: Path) -> Path:
    # Inside the cluster, so that a new cluster has none.
    return data_dir / "postgres" / "rjcase.prepared"


def is_prepared(data_dir: Path) -> bool:
    """Whether there is nothing to do before the processes are started."""
    stamp = _stamp(data_dir)
    return (data_dir / "static").is_dir() and stamp.exists() and stamp.read_text() == digest()


def mark_prepared(data_dir: Path) -> None:
    """Remember that everything was brought up to date by the present code."""
    _stamp(data_dir).write_text(digest())
