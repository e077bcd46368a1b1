"""What an erasure counts, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from rjcase.tenancy.registry import SCHEME_TABLES

# Records whose own name says little to a reader.
_NAMED = {
    "cases_nametoken": gettext_lazy("Names kept for the search"),
    "rights_requestfile": gettext_lazy("Files that a request takes in"),
}


@dataclass(frozen=True)
class Counted:
    """Records of one kind: those that hold, and the versions before them that history keeps."""

    kind: str
    present: int
    earlier: int


def kinds_of_rows(counts: Mapping[str, int]) -> list[Counted]:
    """Rows by kind of record with the history of each, the most first."""
    told: dict[str, list[int]] = {}
    for table, number in counts.items():
        subject = table.removesuffix("event") if table.removesuffix("event") in SCHEME_TABLES else table
        told.setdefault(_called(subject), [0, 0])[subject != table] += number
    rows = [Counted(kind, present, earlier) for kind, (present, earlier) in told.items()]
    return sorted(rows, key=lambda row: (-row.present - row.earlier, row.kind))


def _called(table: str) -> str:
    model = SCHEME_TABLES.get(table)
    name = str(capfirst(str(model._meta.verbose_name))) if model else table
    return str(_NAMED.get(table) or name)
