"""What a long part has done on this commit, so that a run which its ten minutes cut short goes on there."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from verify.runner import ROOT, commit


@dataclass
class Progress:
    """The names of what was tried and what was found, kept in `build/verify/<name>.json`.

    What was tried on another commit, or with files changed, counts for nothing.
    """

    name: str
    tried: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    requests: int = 0

    def __post_init__(self) -> None:
        self.commit = commit()
        known = json.loads(self.path.read_text()) if self.path.exists() else {}
        if known.get("commit") == self.commit and "+" not in self.commit:
            self.tried, self.found = set(known["tried"]), list(known["found"])
            self.requests = known["requests"]

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return ROOT / "build" / "verify" / f"{self.name}.json"

    def keep(self, tried: set[str], found: list[str], requests: int) -> None:
        """Add a batch, and write everything down."""
        self.tried |= tried
        self.found += found
        self.requests += requests
        self.path.parent.mkdir(parents=True, exist_ok=True)
        kept = {"commit": self.commit, "tried": sorted(self.tried), "found": self.found}
        self.path.write_text(json.dumps(kept | {"requests": self.requests}))
