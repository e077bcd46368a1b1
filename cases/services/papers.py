"""Source papers: what agencies wrote, kept as they wrote it."""

from typing import Any
from uuid import UUID

from cases.models import File, SourcePaper
from cases.services.locks import lock_file


def add_paper(file: File, *, actor: Any, kind: str, text: str, paper_id: UUID) -> SourcePaper:
    """Keep a paper in the papers of a case. ``paper_id`` comes from the form: sent twice, kept once."""
    lock_file(file)
    known = SourcePaper.objects.filter(pk=paper_id, file=file).first()
    if known is not None:
        return known
    kept = text.strip().upper() if kind == SourcePaper.Kind.CRIME_NUMBER else text.strip()
    return SourcePaper.objects.create(pk=paper_id, file=file, kind=kind, text=kept, by_id=actor.pk)
