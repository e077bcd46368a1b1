"""The source papers of a case, which may name both sides."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import tabs
from cases.forms.once import OnceForm
from cases.links import case_url
from cases.models import File, SourcePaper
from cases.pages.base import FileFormPage, FilePage
from cases.policies import VIEW_FILE, WORK_FILE
from cases.selectors import exact_progress, files_of, may_change
from cases.services.papers import add_paper


class PapersFilePage(FilePage):
    """The papers of a case: both sides or nothing, a grant on this file alone opens nothing."""

    abstract = True
    file_kind = File.Kind.PAPERS

    def load(self) -> None:
        """Refuse whoever may not see both sides."""
        super().load()
        if exact_progress(self.case) is None:
            raise Http404

    def find_file(self) -> File | None:
        """The papers of this case."""
        return files_of(self.case).filter(kind=File.Kind.PAPERS).first()

    def tabs(self) -> list[dict[str, Any]]:
        """The papers are a section of the case."""
        return tabs.items("case", self.case, self.actor)


class Papers(PapersFilePage):
    """What agencies wrote, as they wrote it. For the office and those who work both sides."""

    permission = VIEW_FILE
    template_name = "cases/papers.html"
    title = gettext_lazy("Papers")

    def page_context(self) -> dict[str, Any]:
        """Every paper, in the order they came."""
        rows = SourcePaper.objects.filter(file=self.file).select_related("by").order_by("recorded_at", "pk")
        return {"papers": rows, "may_add": self.actor.may(WORK_FILE) and may_change(self.actor, self.file)}


class PaperForm(OnceForm):
    """One text of an agency's."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=SourcePaper.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what it is")},
    )
    text = forms.CharField(
        label=gettext_lazy("Text, as the agency wrote it"), max_length=20000, widget=forms.Textarea
    )


class AddPaper(PapersFilePage, FileFormPage):
    """Add a paper that came later, such as what the police answered."""

    permission = WORK_FILE
    change = True
    form_class = PaperForm
    template_name = "cases/file_form.html"
    title = gettext_lazy("Add a paper")

    def back_url(self) -> str:
        """Back to the papers."""
        return case_url("cases:papers", self.case)

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save paper")}

    def save(self, form: PaperForm) -> str:
        """Keep it."""
        data = form.cleaned_data
        add_paper(self.file, actor=self.actor, kind=data["kind"], text=data["text"], paper_id=data["new_id"])
        messages.success(self.request, _("Paper saved"))
        return case_url("cases:papers", self.case)
