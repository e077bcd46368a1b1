"""No file that people read is longer than 500 lines (docs/decisions/0011-long-files.md)."""

import subprocess
import sys

from tools.console import ROOT, say

_MOST = 500
_READ_BY_PEOPLE = {".py", ".html", ".scss", ".js", ".mjs", ".sql", ".md", ".toml", ".yml", ".sh"}


def main() -> int:
    """1 when there is a file that is too long; each is named."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    too_long = 0
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix not in _READ_BY_PEOPLE or path.parent.name == "migrations" or not path.exists():
            continue
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > _MOST:
            say(f"{name} has {lines} lines, more than {_MOST}: divide it.")
            too_long += 1
    return 1 if too_long else 0


if __name__ == "__main__":
    sys.exit(main())
