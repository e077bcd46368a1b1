"""Consent and bars on contact in one party's file."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.consent import BarEndForm, BarForm, ConsentForm, WithdrawalForm
from cases.links import case_url
from cases.models import Consent, ContactBar
from cases.pages.base import FileFormPage, FilePage
from cases.policies import VIEW_FILE, WORK_FILE
from cases.selectors import consent_history, live_consents, may_change
from cases.services.consents import end_bar, record_bar, record_consent, withdraw_consent


class ConsentPage(FilePage):
    """What this person said yes and no to, now and before, and what bars contact."""

    permission = VIEW_FILE
    template_name = "cases/consents.html"
    title = gettext_lazy("Consent")

    def page_context(self) -> dict[str, Any]:
        """The live answers, the history, the bars."""
        history = consent_history(self.file)
        return {
            "live": live_consents(history),
            "history": history,
            "bars": list(ContactBar.objects.filter(file=self.file).order_by("-from_on")),
            "may_change": may_change(self.actor, self.file),
        }


class _ConsentForm(FileFormPage):
    abstract = True
    permission = WORK_FILE
    change = True
    template_name = "cases/file_form.html"
    back_to = "cases:consents"

    def done(self, sentence: str) -> str:
        """Say what was done and go back to the consents."""
        messages.success(self.request, sentence)
        return case_url("cases:consents", self.case, file=self.file)


class RecordConsent(_ConsentForm):
    """Record a yes or a no."""

    permission = WORK_FILE
    form_class = ConsentForm
    title = gettext_lazy("Record consent")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save consent")}

    def save(self, form: ConsentForm) -> str:
        """Record the answer."""
        data = form.cleaned_data | {"is_free": form.cleaned_data["is_free"] == "yes"}
        record_consent(self.file, actor=self.actor, **data)
        return self.done(_("Consent saved"))


class WithdrawConsent(_ConsentForm):
    """Record that they withdraw."""

    permission = WORK_FILE
    form_class = WithdrawalForm
    title = gettext_lazy("Withdraw consent")
    template_name = "cases/withdraw_consent.html"

    def form_kwargs(self) -> dict[str, Any]:
        """Only a live yes can be withdrawn."""
        live = live_consents(consent_history(self.file))
        given = [row for row in live if row.decision == Consent.Decision.GIVEN]
        return {"purposes": [(row.purpose, row.get_purpose_display()) for row in given]}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Withdraw consent"), "nothing_given": not self.form.fields["purpose"].choices}

    def save(self, form: WithdrawalForm) -> str:
        """Withdraw at once."""
        withdraw_consent(self.file, actor=self.actor, **form.cleaned_data)
        return self.done(_("Consent withdrawn"))


class RecordBar(_ConsentForm):
    """Record a legal bar on contact."""

    permission = WORK_FILE
    form_class = BarForm
    title = gettext_lazy("Record a bar on contact")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save bar on contact")}

    def save(self, form: BarForm) -> str:
        """Record it."""
        record_bar(self.file, actor=self.actor, **form.cleaned_data)
        return self.done(_("Bar on contact saved"))


class EndBar(_ConsentForm):
    """Give a bar its end date."""

    permission = WORK_FILE
    form_class = BarEndForm
    title = gettext_lazy("Change when the bar on contact ends")
    bar: ContactBar

    def load(self) -> None:
        """Read the bar through its file."""
        super().load()
        found = ContactBar.objects.filter(file=self.file, pk=self.kwargs["bar"]).first()
        if found is None:
            raise Http404
        self.bar = found

    def initial(self) -> dict[str, Any]:
        """The end date that stands now."""
        return {"until_on": self.bar.until_on}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save end date")}

    def save(self, form: BarEndForm) -> str:
        """Keep the date."""
        end_bar(self.bar, actor=self.actor, **form.cleaned_data)
        return self.done(_("End date saved"))
