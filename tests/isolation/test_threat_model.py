"""docs/threat-model.md names tests that exist, and every attack has one."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_it_names_exists() -> None:
    named = set(re.findall(r"`(test_[a-z_0-9]+)`", (ROOT / "docs" / "threat-model.md").read_text()))
    known = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        known |= set(re.findall(r"def (test_\w+)", path.read_text()))
    assert len(named) > 25
    assert named - known == set()
