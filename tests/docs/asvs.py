"""Reads docs/asvs.csv: each requirement and what shows that it is met."""

import ast
import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = ROOT / "docs" / "asvs.csv"
IDS = Path(__file__).resolve().parent / "asvs_ids.tsv"
STATUSES = ("met", "partly", "operator", "not yet", "not applicable")


@dataclass(frozen=True)
class Row:
    """One requirement: what it asks in our words, how far it is met, by what."""

    id: str
    level: str
    what: str
    status: str
    shown_by: tuple[str, ...]
    note: str

    @property
    def tests(self) -> list[str]:
        """The node ids of the tests that are named."""
        return [name for name in self.shown_by if "::" in name]


@cache
def table() -> tuple[Row, ...]:
    """Every row of the file."""
    with TABLE.open(newline="") as lines:
        return tuple(
            Row(**row | {"shown_by": tuple(row["shown_by"].split())}) for row in csv.DictReader(lines)
        )


@cache
def named_tests() -> frozenset[str]:
    """The node ids of all tests that are named, without the cases of a parametrised test."""
    return frozenset(name for row in table() for name in row.tests)


def kept_ids() -> dict[str, str]:
    """The ids that must stand in the file and their level."""
    return dict(line.split("\t") for line in IDS.read_text().splitlines())


def counts() -> str:
    """How many rows have each status, in words."""
    found = Counter(row.status for row in table())
    return ", ".join(f"{found[status]} {status}" for status in STATUSES)


def what_is_missing(name: str) -> str:
    """Why a test, setting, heading or file that is named does not count; "" if it is there."""
    path, mark, inside = name.partition("::")
    if not mark:
        path, mark, inside = name.partition("#")
    file = ROOT / path
    if not file.is_file():
        return f"{path} is not there"
    if mark == "::":
        return _of_test(file, inside)
    if mark == "#":
        return "" if inside in _names(file) else f"{path} has no {inside}"
    return ""


def _of_test(file: Path, name: str) -> str:
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            skipped = [mark for mark in marks if re.search(r"\bskip|\bxfail", mark)]
            return f"{name} is skipped" if skipped else ""
    return f"{file.name} has no test {name}"


def _names(file: Path) -> set[str]:
    """Headings of a page, with - for blanks; or what a module assigns."""
    text = file.read_text()
    if file.suffix == ".md":
        return {
            line.lstrip("#").strip().replace(" ", "-") for line in text.splitlines() if line.startswith("#")
        }
    targets = [
        target
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return {target.id for target in targets if isinstance(target, ast.Name)}
