"""The source papers of a case, which may name both sides."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy

from cases.models import File, SourcePaper
from cases.pages.base import FilePage
from cases.policies import VIEW_FILE
from cases.selectors import exact_progress, files_of


class Papers(FilePage):
    """What agencies wrote, as they wrote it. For the office and those who work both sides."""

    permission = VIEW_FILE
    template_name = "cases/papers.html"
    title = gettext_lazy("Papers")
    file_kind = File.Kind.PAPERS

    def load(self) -> None:
        """Both sides or nothing: a grant on this file alone opens nothing."""
        super().load()
        if exact_progress(self.case) is None:
            raise Http404

    def find_file(self) -> File | None:
        """The papers of this case."""
        return files_of(self.case).filter(kind=File.Kind.PAPERS).first()

    def tabs(self) -> list[dict[str, Any]]:
        """The papers are a section of the case."""
        from cases import tabs

        return tabs.items("case", self.case, self.actor)

    def page_context(self) -> dict[str, Any]:
        """Every paper, in the order they came."""
        rows = SourcePaper.objects.filter(file=self.file).select_related("by").order_by("recorded_at", "pk")
        return {"papers": rows}
