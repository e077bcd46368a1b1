"""What a long part has done on this very code, so that a run which time cut short goes on there."""

import hashlib
import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from verify.runner import ROOT

KEPT = ROOT / "build" / "verify"
# What answers a request, and what leads to it: the product, its templates, the site and the walk over it.
SERVES = re.compile(
    r"^(rjcase|cases|referrals|practitioners|assessments|conferences|agreements|reporting)/.*\.(py|sql)$"
    r"|^templates/|^requirements\.txt$|^verify/(crawl|furnish|site)\.py$"
)


def fingerprint(root: Path, matters: re.Pattern[str]) -> str:
    """Say in a word which text the files hold whose names match, as they stand on the disk."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=root, capture_output=True, text=True, check=True).stdout
    told = hashlib.sha256()
    for name in sorted(filter(matters.search, set(names.split("\0")))):
        path = root / name
        told.update(f"{name}\0".encode() + (path.read_bytes() if path.exists() else b"") + b"\0")
    return told.hexdigest()[:16]


@dataclass
class Progress:
    """The names of what was tried and what was found, kept in `build/verify/<name>.json`.

    What was tried on other code counts for nothing (what serves pages, and what ``also`` names: the scan
    itself); a word in a manual does not undo the work.
    """

    name: str
    also: str
    tried: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    shut: set[str] = field(default_factory=set)  # tried, and mostly refused from the first answer on
    requests: int = 0

    def __post_init__(self) -> None:
        self.code = self._code()
        known = json.loads(self.path.read_text()) if self.path.exists() else {}
        if known.get("code") == self.code:
            self.tried, self.found = set(known["tried"]), list(known["found"])
            self.requests, self.shut = known["requests"], set(known["shut"])

    def _code(self) -> str:
        return fingerprint(ROOT, re.compile(f"{SERVES.pattern}|{self.also}"))

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return KEPT / f"{self.name}.json"

    def keep(self, tried: set[str], found: list[str], requests: int, *, shut: bool = False) -> None:
        """Add a batch, and write everything down, aside first; nothing, if the code was changed since."""
        if self._code() != self.code:
            raise SystemExit("FAILED: the code was changed while it was scanned: run this part again.")
        self.tried |= tried
        self.shut |= tried if shut else set()
        self.found = sorted({*self.found, *found})
        self.requests += requests
        kept = {"code": self.code, "tried": sorted(self.tried), "found": self.found}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps(kept | {"requests": self.requests, "shut": sorted(self.shut)}))
        draft.replace(self.path)
