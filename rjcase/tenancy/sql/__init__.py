"""SQL that migrations run: functions are written as SQL files, read here by name."""

from pathlib import Path


def read(path: str | Path) -> str:
    """Return the text of an SQL file."""
    return Path(path).read_text(encoding="utf-8")
