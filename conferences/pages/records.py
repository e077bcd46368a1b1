"""What is written down and handed out: write-up, day sheet, feedback."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.pages import FileFormPage, FilePage
from cases.selectors import may_change
from conferences import forms, presenters, selectors
from conferences.models import Process
from conferences.pages.base import ProcessFormPage
from conferences.policies import RECORD_FEEDBACK, VIEW_TOGETHER
from conferences.services.write_down import record_feedback, save_write_up
from rjcase.tenancy import acting


class EditWriteUp(ProcessFormPage):
    """The facilitator's account."""

    title = gettext_lazy("Write-up")
    button = gettext_lazy("Save write-up")
    form_class = forms.WriteUpForm

    def load(self) -> None:
        """Only for what was held and is not signed yet; a late POST is told what happened."""
        super().load()
        row = selectors.write_up_of(self.process)
        is_signed = row is not None and row.signed_on is not None
        if self.process.state != Process.State.HELD or (is_signed and self.request.method == "GET"):
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        """Which questions belong to this kind."""
        return {"process": self.process}

    def initial(self) -> dict[str, Any]:
        """What was written so far."""
        row = selectors.write_up_of(self.process)
        if row is None:
            return {}
        return {
            name: _yes_no(getattr(row, name)) for name in forms.WriteUpForm.base_fields if hasattr(row, name)
        }

    def save(self, form: Any) -> str:
        """Keep it, signed or not."""
        data = dict(form.cleaned_data)
        sign = data.pop("sign")
        save_write_up(actor=self.actor, process=self.process, sign=sign, **data)
        messages.success(self.request, _("Write-up signed") if sign else _("Write-up saved"))
        return self.back_url()


def _yes_no(value: Any) -> Any:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class DaySheet(FilePage):
    """What one participant can be given, rendered in a context narrowed to their file.

    Nothing of the other side can stand on it, whatever the template asks for.
    """

    permission = VIEW_TOGETHER
    template_name = "conferences/day_sheet.html"
    process: Process

    def load(self) -> None:
        """Only for those who take part."""
        super().load()
        found = selectors.get_process(self.case, self.kwargs["process"])
        if found is None or not found.participants.filter(file=self.file).exists():
            raise Http404
        self.process = found

    def back_url(self) -> str:
        """Back to the list."""
        return case_url("conferences:together", self.case)

    def page_context(self) -> dict[str, Any]:
        """The sheet itself is finished text by now: nothing wider is in reach of it."""
        with acting(self.scheme, self.actor.user, only_file=self.file):
            sheet = render_to_string(
                "conferences/sheet.html", presenters.sheet_of(self.process.pk, self.file)
            )
        title = _("Day sheet") if self.process.is_meeting else _("Messages received")
        return {"page_title": title, "sheet": sheet}


class FeedbackTab(FilePage):
    """A party's feedback, and what they have not been asked about yet."""

    permission = VIEW_TOGETHER
    template_name = "conferences/feedback.html"
    title = gettext_lazy("Feedback")

    def page_context(self) -> dict[str, Any]:
        """All of it, newest first."""
        waiting = selectors.awaiting_feedback(self.file)
        may_add = waiting and self.actor.may(RECORD_FEEDBACK) and may_change(self.actor, self.file)
        return {
            "rows": selectors.feedback_of(self.file),
            "waiting": waiting,
            "add_url": case_url("conferences:feedback-add", self.case, file=self.file) if may_add else "",
        }


class AddFeedback(FileFormPage):
    """Record what a participant said, or that they would rather not."""

    permission = RECORD_FEEDBACK
    change = True
    template_name = "conferences/form.html"
    title = gettext_lazy("Record feedback")
    form_class = forms.FeedbackForm
    back_to = "conferences:feedback"

    def form_kwargs(self) -> dict[str, Any]:
        """What they took part in."""
        return {"processes": self.processes}

    def load(self) -> None:
        """Only where something was held; a late POST is told that it was recorded."""
        super().load()
        waiting = selectors.awaiting_feedback(self.file)
        self.processes = waiting if self.request.method == "GET" else selectors.took_part_in(self.file)
        if not self.processes:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """The words of the button."""
        return {"button": _("Save feedback")}

    def save(self, form: Any) -> str:
        """Record it; the deadline is met."""
        data = dict(form.cleaned_data)
        process = form.processes[data.pop("process")]
        process.case = self.case
        record_feedback(
            actor=self.actor,
            file=self.file,
            process=process,
            was_refused=data.pop("answer") == "refused",
            **data,
        )
        messages.success(self.request, _("Feedback saved"))
        return self.back_url()
