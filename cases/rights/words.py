"""What an erasure counts, in words."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rjcase.tenancy.registry import SCHEME_TABLES


def kinds_of_rows(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Rows by kind of record, history told with what it is the history of; the most first."""
    told: dict[str, int] = {}
    for table, number in counts.items():
        told[_called(table)] = told.get(_called(table), 0) + number
    return sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))


def _called(table: str) -> str:
    subject = table.removesuffix("event") if table.removesuffix("event") in SCHEME_TABLES else table
    model = SCHEME_TABLES.get(subject)
    name = str(capfirst(str(model._meta.verbose_name))) if model else table
    return _("%(record)s, earlier versions") % {"record": name} if subject != table else name
