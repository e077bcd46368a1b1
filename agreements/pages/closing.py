"""Closing a case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.closing import CloseEarlyForm, CloseForm, ToldForm
from agreements.models import EndingNotice
from agreements.policies import CLOSE_CASE
from agreements.selectors import owed_deadlines
from agreements.services.close_case import close_case, close_early, close_updates, close_with_updates, tell
from cases.links import case_url
from cases.models import File
from cases.pages import asking
from cases.pages.base import CaseFormPage, FileFormPage
from cases.selectors import exact_progress, files_of, may_view, party_files
from cases.services.perform import check
from rjcase.kernel.clock import today
from rjcase.workflow import step


class CloseCase(CaseFormPage):
    """Close a completed case: what is missing is listed, by the rules that hold it back."""

    permission = CLOSE_CASE
    template_name = "agreements/close.html"
    title = gettext_lazy("Close the case")
    form_class = CloseForm
    step_name = "close_case"
    service = staticmethod(close_case)

    def load(self) -> None:
        """Not there for a case at another stage, nor for those who may not see both sides."""
        super().load()
        progress = exact_progress(self.case)
        if progress is None or (
            self.request.method == "GET" and progress.stage not in step(self.step_name).sources
        ):
            raise Http404

    def initial(self) -> dict[str, Any]:
        return {"happened_on": today()}

    def page_context(self) -> dict[str, Any]:
        """The gates of the step, each line for those who may see the file it speaks of."""
        standing = check(self.step_name, self.case, self.actor)
        shown = [
            (result, [line for line in result.missing if self._may_see(line.file)])
            for result in standing.results
        ]
        return {"gates": shown, "possible": standing.is_possible, "button": step(self.step_name).label}

    def _may_see(self, file: Any) -> bool:
        return file is None or may_view(self.actor, getattr(file, "pk", file))

    def save(self, form: Any) -> str:
        values = form.cleaned_data
        self.service(self.case, actor=self.actor, note=values["note"], happened_on=values["happened_on"])
        messages.success(self.request, _("Case closed"))
        return case_url("cases:case", self.case)


class CloseWithUpdates(CloseCase):
    """Close a completed case whose victim goes on hearing from us."""

    permission = CLOSE_CASE
    title = gettext_lazy("Close the case, with updates going on")
    step_name = "close_with_updates"
    service = staticmethod(close_with_updates)


class CloseUpdates(CloseCase):
    """End the updates of a closed case."""

    permission = CLOSE_CASE
    title = gettext_lazy("End the updates")
    step_name = "close_updates"
    service = staticmethod(close_updates)


class CloseEarly(CloseCase):
    """Close a case before its end, with a reason."""

    permission = CLOSE_CASE
    template_name = "agreements/close_early.html"
    title = gettext_lazy("Close the case early")
    form_class = CloseEarlyForm
    step_name = "close_early"

    def form_kwargs(self) -> dict[str, Any]:
        return {"party_files": party_files(self.case)}

    def initial(self) -> dict[str, Any]:
        files = party_files(self.case)
        alone = {}
        for side in ("harmed", "responsible"):
            here = [file for file in files if file.side == side]
            if len(here) == 1:
                alone[f"who_{side}"] = str(here[0].pk)
        return {"happened_on": today(), **alone}

    def page_context(self) -> dict[str, Any]:
        return {"owed": owed_deadlines(self.case), "button": _("Close the case")}

    def make_form(self) -> Any:
        """The form, with the tick box of the question if that was asked."""
        form = super().make_form()
        asking.bring_back(form, self.request.POST)
        return form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What somebody said goes into their own file, so the other side's details are asked about."""
        asked = self.make_form()
        if asked.is_valid():
            leaver = asked.leaver()
            if leaver is not None and asking.asks_first(asked, leaver.file, noted_in=leaver.file):
                return self.render(form=asked)
        return super().post(request, *args, **kwargs)

    def save(self, form: Any) -> str:
        values = form.cleaned_data
        close_early(
            self.case,
            actor=self.actor,
            reason=values["reason"],
            note=values["note"],
            happened_on=values["happened_on"],
            leaver=form.leaver(),
        )
        messages.success(self.request, _("Case closed"))
        return case_url("cases:case", self.case)


class TellParty(FileFormPage):
    """Record that a party was told that it did not go ahead, without a reason."""

    permission = CLOSE_CASE
    template_name = "agreements/tell.html"
    title = gettext_lazy("Tell them that it did not go ahead")
    form_class = ToldForm
    change = True
    notice: EndingNotice

    def find_file(self) -> File | None:
        """Return the file of the notice, or None."""
        found = EndingNotice.objects.filter(file__case=self.case, pk=self.kwargs["notice"]).first()
        if found is None:
            return None
        self.notice = found
        return files_of(self.case).filter(pk=found.file_id).first()

    def initial(self) -> dict[str, Any]:
        return {"told_on": today()}

    def page_context(self) -> dict[str, Any]:
        return {"notice": self.notice, "button": _("Save")}

    def save(self, form: Any) -> str:
        tell(self.notice, actor=self.actor, told_on=form.cleaned_data["told_on"])
        messages.success(self.request, _("Saved"))
        return case_url("cases:file", self.case, file=self.file)
