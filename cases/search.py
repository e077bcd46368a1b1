"""Finding cases: by reference as people type it, by the beginning of names, by crime number."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import CharField, Lookup, Q, QuerySet

from cases.models import Case, File, NameToken, SourcePaper
from rjcase.kernel.names import query_tokens
from rjcase.kernel.references import parse_reference

_SHORTEST_PREFIX = 2


@CharField.register_lookup
class BeginsWith(Lookup[str]):
    """``token__begins="nor"`` by PostgreSQL's ``^@``, which may use an index behind the walls."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Return ``column ^@ prefix``."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} ^@ {right}", (*left_params, *right_params)


# Later stages know cases by other names: a text as typed → ids of cases.
FINDERS: list[Callable[[str], QuerySet[Any]]] = []


@dataclass
class Found:
    """What a search found: the cases, which files it hit, and what to tell who searched."""

    cases: QuerySet[Case]
    hits: QuerySet[File] | None = None
    problem: str = ""


def search(cases: QuerySet[Case], typed: str) -> Found:
    """Narrow cases to those a text finds. Nothing typed narrows nothing.

    A whole reference finds its case, however it is typed; part of one finds those that contain it;
    letters find people of whom every word typed begins a part of the name; a crime number finds
    papers, an old reference the case that had it. Only what the actor may see is found.
    """
    typed = typed.strip()
    if not typed:
        return Found(cases)
    try:
        reference = str(parse_reference(typed))
        return Found(cases.filter(reference=reference))
    except ValidationError as unread:
        problem = str(unread.message) if unread.code == "check_letter" else ""
    if any(letter.isdigit() for letter in typed):
        return _by_digits(cases, typed, problem)
    return _by_name(cases, typed)


def _by_digits(cases: QuerySet[Case], typed: str, problem: str) -> Found:
    part = re.sub(r"[\s\W_]+", "-", typed).strip("-").upper()
    papers = File.objects.filter(
        pk__in=SourcePaper.objects.filter(
            kind=SourcePaper.Kind.CRIME_NUMBER, text__in={typed, typed.upper()}
        ).values("file_id")
    )
    matching = Q(reference__contains=part) | Q(pk__in=papers.values("case_id"))
    for find in FINDERS:
        matching |= Q(pk__in=find(typed))
    return Found(cases.filter(matching), hits=papers, problem=problem)


def _by_name(cases: QuerySet[Case], typed: str) -> Found:
    prefixes = query_tokens(typed)
    if not prefixes or max(map(len, prefixes)) < _SHORTEST_PREFIX:
        return Found(cases.none(), problem="short")
    files = File.objects.all()
    for prefix in prefixes:
        files = files.filter(pk__in=NameToken.objects.filter(token__begins=prefix).values("file_id"))
    return Found(cases.filter(pk__in=files.values("case_id")), hits=files)


def hits_on(found: Found, shown: list[UUID]) -> dict[UUID, list[File]]:
    """Which files of the cases shown the search hit, by case."""
    by_case: dict[UUID, list[File]] = {}
    if found.hits is not None:
        for file in found.hits.filter(case_id__in=shown).select_related("party"):
            by_case.setdefault(file.case_id, []).append(file)
    return by_case
