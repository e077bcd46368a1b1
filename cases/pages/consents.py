"""Consent in one party's file: what holds, what held before, recording and withdrawing."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.consent import ConsentForm, WithdrawalForm
from cases.links import case_url
from cases.models import Consent
from cases.pages.base import FileFormPage, FilePage
from cases.policies import VIEW_FILE, WORK_FILE
from cases.presenters import explained_rows, unexplained
from cases.selectors import (
    bars_of,
    consent_history,
    explained,
    item_permissions,
    live_consents,
    may_change,
    open_bars,
)
from cases.services.consents import record_consent, withdraw_consent
from rjcase.documents.models import Document


class ConsentPage(FilePage):
    """What this person said yes and no to, now and before, and what bars contact."""

    permission = VIEW_FILE
    template_name = "cases/consents.html"
    title = gettext_lazy("Consent")

    def page_context(self) -> dict[str, Any]:
        """The live answers, the history, what was explained, what may be passed on, the bars."""
        history, told = consent_history(self.file), explained(self.file)
        return {
            "live": live_consents(history),
            "history": history,
            "explained": explained_rows(told),
            "unexplained": unexplained([topic for topic, rows in told.items() if rows]),
            "permissions": item_permissions(self.file),
            "bars": bars_of(self.file),
            "barred_now": {bar.pk for bar in open_bars(self.file)},
            "may_change": self.actor.may(WORK_FILE) and may_change(self.actor, self.file),
        }


class ConsentFormPage(FileFormPage):
    """A form that leads back to the consents of the file."""

    abstract = True
    permission = WORK_FILE
    change = True
    template_name = "cases/file_form.html"
    back_to = "cases:consents"

    def done(self, sentence: str) -> str:
        """Say what was done and go back to the consents."""
        messages.success(self.request, sentence)
        return case_url("cases:consents", self.case, file=self.file)


class RecordConsent(ConsentFormPage):
    """Record a yes or a no."""

    permission = WORK_FILE
    goes_across = True
    form_class = ConsentForm
    title = gettext_lazy("Record consent")

    def form_kwargs(self) -> dict[str, Any]:
        """The forms that were printed for this person."""
        rows = Document.objects.filter(file=self.file, kind=Document.Kind.CONSENT_FORM)
        return {"printed": rows.order_by("-made_at")}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save consent")}

    def save(self, form: ConsentForm) -> str:
        """Record the answer."""
        record_consent(self.file, actor=self.actor, **form.facts())
        return self.done(_("Consent saved"))


class WithdrawConsent(ConsentFormPage):
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
