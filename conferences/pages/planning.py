"""Planning pages: when and where, who else is there, arrivals, custody, holding, putting off."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import File
from cases.pages import FileFormPage
from conferences import forms, presenters, selectors
from conferences.models import Process
from conferences.pages.base import OpenProcessFormPage, ProcessFormPage
from conferences.policies import WORK_PROCESS
from conferences.services import plan_process as planning
from conferences.services.take_steps import cancel_process, hold_conference


class Plan(OpenProcessFormPage):
    """When and where, and the running order."""

    title = gettext_lazy("Plan")
    button = gettext_lazy("Save plan")
    is_shared = True

    def make_form(self) -> Any:
        """A meeting has a date and a place, an exchange has neither."""
        self.form_class = forms.PlanForm if self.process.is_meeting else forms.ExchangePlanForm  # type: ignore[misc]
        return super().make_form()

    def initial(self) -> dict[str, Any]:
        """The present plan."""
        names = ("starts_at", "place", "is_video", "running_order")
        return {name: getattr(self.process, name) for name in names}

    def save(self, form: Any) -> str:
        """Save it."""
        planning.plan_process(actor=self.actor, process=self.process, **form.cleaned_data)
        messages.success(self.request, _("Plan saved"))
        return self.back_url()


class AddAttendee(OpenProcessFormPage):
    """Somebody who is there for their work."""

    title = gettext_lazy("Add somebody who attends")
    button = gettext_lazy("Add")
    form_class = forms.AttendeeForm
    is_shared = True

    def save(self, form: Any) -> str:
        """Add them."""
        planning.add_attendee(actor=self.actor, process=self.process, **form.cleaned_data)
        messages.success(self.request, _("Added to those who attend"))
        return self.back_url()


class RemoveAttendee(ProcessFormPage):
    """Take somebody off the list; by POST only."""

    title = gettext_lazy("Remove somebody who attends")
    form_class = forms.ConfirmForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """There is no page: the button stands in the list."""
        raise Http404

    def save(self, form: Any) -> str:
        """Remove them."""
        found = selectors.attendees_of(self.process).filter(pk=self.kwargs["attendee"]).first()
        if found is not None:
            planning.remove_attendee(actor=self.actor, process=self.process, attendee=found)
        return self.back_url()


class Custody(OpenProcessFormPage):
    """Arrangements with a prison."""

    title = gettext_lazy("Custody arrangements")
    button = gettext_lazy("Save arrangements")
    form_class = forms.CustodyForm
    form_only = Process.Form.DIRECT

    def initial(self) -> dict[str, Any]:
        """What was arranged so far."""
        row = selectors.arrangements_of(self.process)
        return {name: getattr(row, name) for name in forms.CustodyForm.base_fields} if row else {}

    def save(self, form: Any) -> str:
        """Save them."""
        planning.plan_custody(actor=self.actor, process=self.process, **form.cleaned_data)
        messages.success(self.request, _("Custody arrangements saved"))
        return self.back_url()


class PlanArrival(FileFormPage):
    """How one participant arrives: a form of that party's own file."""

    permission = WORK_PROCESS
    change = True
    template_name = "conferences/form.html"
    title = gettext_lazy("Arrival and waiting")
    form_class = forms.ArrivalForm
    process: Process

    def load(self) -> None:
        """Only for a meeting that this person takes part in."""
        super().load()
        found = selectors.get_process(self.case, self.kwargs["process"])
        if found is None or not found.is_meeting:
            raise Http404
        if not found.participants.filter(file=self.file).exists():
            raise Http404
        found.case = self.case
        self.process = found

    def back_url(self) -> str:
        """Back to the process."""
        return case_url("conferences:process", self.case, process=self.process)

    def initial(self) -> dict[str, Any]:
        """What was arranged so far."""
        row = selectors.arrival_of(self.process, self.file)
        return {name: getattr(row, name) for name in forms.ArrivalForm.base_fields} if row else {}

    def page_context(self) -> dict[str, Any]:
        """The words of the button."""
        return {"button": _("Save arrival")}

    def save(self, form: Any) -> str:
        """Save it."""
        planning.plan_arrival(actor=self.actor, process=self.process, file=self.file, **form.cleaned_data)
        messages.success(self.request, _("Arrival saved"))
        return self.back_url()


class Hold(OpenProcessFormPage):
    """Record a meeting as held."""

    title = gettext_lazy("Record the meeting as held")
    button = gettext_lazy("Record as held")
    form_class = forms.HoldForm
    form_only = Process.Form.DIRECT

    def files_shown(self) -> list[File]:
        """Everyone who takes part is named here."""
        return [self.file, *selectors.participant_files([self.process])]

    def form_kwargs(self) -> dict[str, Any]:
        """Those who may have come."""
        return {"people": presenters.file_choices(selectors.participant_files([self.process]))}

    def initial(self) -> dict[str, Any]:
        """The planned time."""
        return {"held_at": self.process.starts_at}

    def save(self, form: Any) -> str:
        """Record it."""
        hold_conference(actor=self.actor, process=self.process, **form.cleaned_data)
        messages.success(self.request, _("Meeting recorded as held"))
        return self.back_url()


class Postpone(OpenProcessFormPage):
    """Put a meeting off."""

    title = gettext_lazy("Postpone the meeting")
    button = gettext_lazy("Postpone")
    form_class = forms.PostponeForm
    form_only = Process.Form.DIRECT

    def save(self, form: Any) -> str:
        """Put it off."""
        planning.postpone_process(actor=self.actor, process=self.process, **form.cleaned_data)
        messages.success(self.request, _("Meeting postponed"))
        return self.back_url()


class Cancel(OpenProcessFormPage):
    """Cancel a process."""

    title = gettext_lazy("Cancel the meeting or exchange")
    button = gettext_lazy("Cancel it")
    form_class = forms.ReasonForm

    def save(self, form: Any) -> str:
        """Cancel it."""
        cancel_process(actor=self.actor, process=self.process, **form.cleaned_data)
        messages.success(self.request, _("It is cancelled"))
        return self.back_url()
