"""How long the clocks run in this scheme."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.deadlines.rules import Length, lengths, set_length
from rjcase.web.scheme.base import SettingsFormPage, SettingsPage
from rjcase.web.scheme.forms import DeadlineForm, FixedDeadlineForm


class Deadlines(SettingsPage):
    """`/<scheme>/scheme/deadlines/`: every clock, its length here and by default."""

    template_name = "web/scheme/deadlines.html"
    title = _("Deadlines")
    section = "deadlines"

    def page_context(self) -> dict[str, Any]:
        rows = [(one, self.url("change-deadline", kind=one.kind.name)) for one in lengths()]
        return super().page_context() | {"rows": rows}


class ChangeDeadline(SettingsFormPage):
    """`/<scheme>/scheme/deadlines/<kind>/`: applies to clocks that start from now on."""

    section = back = "deadlines"
    lead = _("The change counts for deadlines that start from now on. Running ones keep their dates.")
    length: Length

    def load(self) -> None:
        found = [one for one in lengths() if one.kind.name == self.kwargs["kind"]]
        if not found:
            raise Http404
        self.length = found[0]
        self.title = str(self.length.kind.label)

    def make_form(self) -> FixedDeadlineForm:
        kind = FixedDeadlineForm if self.length.kind.fixed else DeadlineForm
        return kind(data=self.request.POST or None, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        one = self.length
        return {"amount": one.amount, "unit": one.unit.value, "remind_days_before": one.remind_days_before}

    def save(self, form: FixedDeadlineForm) -> str:
        fixed = {"amount": self.length.amount, "unit": self.length.unit.value}
        set_length(actor=self.actor, kind=self.length.kind.name, **(fixed | form.cleaned_data))
        messages.success(self.request, gettext("Deadline saved"))
        return self.url("deadlines")
