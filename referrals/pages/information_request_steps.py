"""What is done about an information request: chase it, record the answer, enter it, check our own systems."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import File
from cases.models.case import Side
from cases.pages.base import FileFormPage
from cases.policies import WORK_FILE
from cases.selectors import changeable_files, party_files
from referrals.forms.information_requests import (
    ChaseForm,
    EnterPersonForm,
    OwnCheckForm,
    ReceivedForm,
    WithdrawForm,
)
from referrals.models import InformationRequest
from referrals.pages.information_requests import RequestsFilePage
from referrals.services.information_requests import (
    chase_request,
    enter_person,
    receive_answer,
    record_own_check,
    withdraw_request,
)
from rjcase.kernel.errors import DomainError
from rjcase.kernel.ids import uuid7

_WHO = ("given_names", "family_name", "date_of_birth")
_WHERE = ("address", "postcode", "phone", "email")


class _StepPage(RequestsFilePage, FileFormPage):
    """A form about one request, leading back to it."""

    abstract = True
    change = True
    asks_first = False  # the papers name both sides
    template_name = "cases/file_form.html"
    button: ClassVar[Any] = gettext_lazy("Save")
    of_open: ClassVar[bool] = True
    row: InformationRequest

    def load(self) -> None:
        """Read the request; some steps are of one that waits, others of one that was answered."""
        super().load()
        self.row = self.one()
        if self.row.withdrawn_on or self.row.is_open is not self.of_open:
            raise Http404

    def back_url(self) -> str:
        """Back to the request."""
        return case_url("referrals:request", self.case, information=self.kwargs["information"])

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": self.button}

    def done(self, words: str) -> str:
        """Say what was done and return to the request."""
        messages.success(self.request, words)
        return self.back_url()


class ChasePage(_StepPage):
    """Somebody asked again."""

    permission = WORK_FILE
    title = gettext_lazy("Record that you chased it")
    form_class = ChaseForm

    def save(self, form: Any) -> str:
        """Keep it; the clock starts again."""
        data = dict(form.cleaned_data)
        chase_request(self.row, actor=self.actor, chase_id=data.pop("new_id"), **data)
        return self.done(_("Chase saved"))


class ReceivedPage(_StepPage):
    """The answer came."""

    permission = WORK_FILE
    title = gettext_lazy("Record the answer")
    form_class = ReceivedForm

    def save(self, form: Any) -> str:
        """Keep the day."""
        receive_answer(self.row, **form.cleaned_data)
        return self.done(_("Answer recorded. Next: enter each person’s details, then check our own systems."))


class WithdrawPage(_StepPage):
    """It is no longer needed."""

    permission = WORK_FILE
    title = gettext_lazy("Withdraw the request")
    button = gettext_lazy("Withdraw the request")
    form_class = WithdrawForm

    def save(self, form: Any) -> str:
        """Take it back."""
        withdraw_request(self.row, **form.cleaned_data)
        return self.done(_("Request withdrawn"))


class OwnCheckPage(_StepPage):
    """Our own systems were checked (WTE-5.8-02)."""

    permission = WORK_FILE
    title = gettext_lazy("Record the check of our own systems")
    form_class = OwnCheckForm
    of_open = False

    def save(self, form: Any) -> str:
        """Keep what was found."""
        record_own_check(self.row, **form.cleaned_data)
        return self.done(_("Check saved"))


class EnterPersonPage(_StepPage):
    """What came back about one victim goes into that person's own file."""

    permission = WORK_FILE
    title = gettext_lazy("Enter the details of one person")
    button = gettext_lazy("Enter the details")
    form_class = EnterPersonForm
    of_open = False

    def victims(self) -> list[File]:
        """Files of the harmed side that the actor may change."""
        files = party_files(self.case, Side.HARMED)
        allowed = changeable_files(self.actor, self.case, files)
        return [file for file in files if file.pk in allowed]

    def form_kwargs(self) -> dict[str, Any]:
        """Whose file it may be."""
        return {"victims": self.victims()}

    def initial(self) -> dict[str, Any]:
        """A new row."""
        return {"new_id": uuid7()}

    def save(self, form: Any) -> str:
        """Enter it."""
        data = form.cleaned_data
        chosen = {str(file.pk): file for file in self.victims()}.get(data["whose"])
        if chosen is None and data["whose"] != "new":
            raise DomainError(_("Select whose file the details belong in"))
        if chosen is not None:
            chosen.case = self.case
        enter_person(
            self.row,
            actor=self.actor,
            entry_id=data["new_id"],
            party_file=chosen,
            who={name: data[name] for name in _WHO},
            where={name: data[name] for name in _WHERE},
        )
        return self.done(_("Details entered"))
