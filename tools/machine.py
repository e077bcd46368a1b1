"""What the machine must offer: a port, folders, the libraries of WeasyPrint, a browser for the tests.

Missing system packages are installed when we are root on a Debian-like machine; otherwise the one
command that installs them is printed. Never sudo.
"""

import ctypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.console import ROOT, Stop, run, say

# What WeasyPrint loads, and the Debian package that brings each.
_PDF_LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
_FONT_PACKAGE = "fonts-dejavu-core"
_FONT_FOLDERS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"]
# The shell is the same engine without windows: a smaller package, and a fifth quicker.
_CHROMIUM_PACKAGE = "chromium-headless-shell | chromium"
_CHROMIUM_NAMES = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
]


def port_is_free(address: str, port: int) -> None:
    """Stop unless we can listen on this port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError as error:
            raise Stop(
                f"Port {port} is for the administrator only; choose another: make run PORT=8080"
            ) from error
        except OSError as error:
            raise Stop(f"Port {port} is taken; choose another: make run PORT={port + 1}") from error


def port_from(text: str) -> int:
    """The port number a person asked for."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Stop(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def folder_is_writable(folder: Path, cure: str) -> None:
    """Stop unless files can be made in this folder, which is made if it is absent."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Stop(f"The folder {folder} cannot be written ({error.strerror}); {cure}.") from error


def data_folder() -> Path:
    """Where the embedded servers keep their data: RJCASE_DATA (`.env` counts) or `.data` here."""
    return Path(os.environ.get("RJCASE_DATA") or _from_env_file("RJCASE_DATA") or ROOT / ".data").resolve()


def _from_env_file(name: str) -> str:
    """What the file `.env` says, which the settings read as well."""
    file = ROOT / ".env"
    lines = file.read_text().splitlines() if file.exists() else []
    values = [line.partition("=")[2].strip().strip("\"'") for line in lines if line.startswith(f"{name}=")]
    return values[-1] if values else ""


def pdf_libraries() -> None:
    """Make sure that WeasyPrint finds its system libraries and at least one font."""
    if sys.platform != "linux":
        return  # elsewhere they have other names; WeasyPrint itself says what it misses
    missing = [package for library, package in _PDF_LIBRARIES.items() if not _loads(library)]
    if not any(_has_fonts(Path(folder).expanduser()) for folder in _FONT_FOLDERS):
        missing.append(_FONT_PACKAGE)
    if missing:
        _install(missing, "make PDF documents")


def chromium() -> str:
    """The path of a Chromium for the browser tests; RJCASE_CHROMIUM names one that is elsewhere."""
    if not (found := _find_chromium()):
        _install([_CHROMIUM_PACKAGE, _FONT_PACKAGE], "run the browser tests")
        found = _find_chromium()
    if not found:
        raise Stop("No Chromium was found; set RJCASE_CHROMIUM to the path of one.")
    return found


def _find_chromium() -> str:
    names = [os.environ.get("RJCASE_CHROMIUM", ""), *_CHROMIUM_NAMES]
    return next((path for name in names if name and (path := shutil.which(name))), "")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_fonts(folder: Path) -> bool:
    return folder.is_dir() and any(path.suffix in {".ttf", ".otf", ".ttc"} for path in folder.rglob("*"))


def _install(packages: Sequence[str], purpose: str) -> None:
    """Install, or say how; `a | b` is b where the machine's package lists know no a."""
    if not shutil.which("apt-get"):
        raise Stop(f"To {purpose}, install what Debian calls: {', '.join(packages)}")
    if os.geteuid() != 0:
        raise Stop(f"To {purpose}, have an administrator run this first: {_line(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], "The list of system packages could not be read", quiet)
    line = _line(packages)
    say(f"Installing system packages: {line.partition('recommends ')[2]}")
    run(line.split(), "The system packages could not be installed", quiet)


def _line(packages: Sequence[str]) -> str:
    return f"apt-get install -y --no-install-recommends {' '.join(map(_offered, packages))}"


def _offered(package: str) -> str:
    """The first of these alternatives that the package lists know, or the last."""
    *better, last = package.split(" | ")
    known = (subprocess.run(["apt-cache", "show", one], capture_output=True, check=False) for one in better)
    return next((one for one, found in zip(better, known, strict=True) if found.returncode == 0), last)
