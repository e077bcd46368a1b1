"""What was explained to a party, what they let us pass on thing by thing, and forms to print."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.explained import ExplainedForm, PermissionForm, PrintForm
from cases.letters.consent_forms import make_consent_form, make_notice
from cases.links import case_url
from cases.models import ItemPermission
from cases.pages.base import FilePage
from cases.pages.consents import ConsentFormPage
from cases.policies import WORK_FILE
from cases.selectors import other_parties
from cases.services.explanations import record_explained, record_permission, withdraw_permission


class RecordExplained(ConsentFormPage):
    """Record what was explained, and when."""

    permission = WORK_FILE
    form_class = ExplainedForm
    title = gettext_lazy("Record what you explained")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save what was explained")}

    def save(self, form: ExplainedForm) -> str:
        """Keep it."""
        record_explained(self.file, actor=self.actor, **form.cleaned_data)
        return self.done(_("Saved"))


class RecordPermission(ConsentFormPage):
    """Record whether one thing may be passed to one receiver."""

    permission = WORK_FILE
    form_class = PermissionForm
    title = gettext_lazy("Record permission to pass something on")

    def form_kwargs(self) -> dict[str, Any]:
        """The other people of the case, by part."""
        return {"parties": list(other_parties(self.file))}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save permission")}

    def save(self, form: PermissionForm) -> str:
        """Keep it."""
        record_permission(self.file, actor=self.actor, **form.facts())
        return self.done(_("Permission saved"))


class _Button(FilePage):
    """A button in a party's file: does one thing and goes on."""

    abstract = True
    change = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, and log that the file was open."""
        self.log_read()
        where, sentence = self.press()
        messages.success(request, sentence)
        return self.redirect(case_url(where, self.case, file=self.file))

    def press(self) -> tuple[str, str]:
        """Do it; return the page to go to and what to say there."""
        raise NotImplementedError


class WithdrawPermission(_Button):
    """The button that withdraws one permission, at once."""

    permission = WORK_FILE

    def press(self) -> tuple[str, str]:
        """Withdraw it."""
        rows = ItemPermission.objects.filter(file=self.file, pk=self.kwargs["permission"])
        found = rows.first()
        if found is None:
            raise Http404
        found.file = self.file
        withdraw_permission(found, actor=self.actor)
        return "cases:consents", _("Permission withdrawn")


class PrintConsentForm(ConsentFormPage):
    """Make a consent form with the questions chosen; it is kept in the file."""

    permission = WORK_FILE
    form_class = PrintForm
    title = gettext_lazy("Make a consent form to print")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Make the form")}

    def save(self, form: PrintForm) -> str:
        """Make it and go where it can be opened."""
        make_consent_form(self.file, self.case, self.actor, form.cleaned_data["purposes"])
        messages.success(self.request, _("Consent form made"))
        return case_url("cases:letters", self.case, file=self.file)


class MakeNotice(_Button):
    """The button that makes the confidentiality notice; it is kept in the file."""

    permission = WORK_FILE

    def press(self) -> tuple[str, str]:
        """Make it."""
        make_notice(self.file, self.case, self.actor)
        return "cases:letters", _("Notice made")
