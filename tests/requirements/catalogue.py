"""Reading the catalogue."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "catalogue.tsv"


@dataclass(frozen=True)
class Requirement:
    """One row of the catalogue. `no_code_because` is empty where code is needed."""

    id: str
    section: str
    owner: str
    no_code_because: str
    requirement: str


@cache
def catalogue() -> dict[str, Requirement]:
    """Every requirement by its id, in the order of the sections."""
    with _FILE.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: Requirement(**row) for row in rows}
