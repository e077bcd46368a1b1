"""The contact log of one party's file."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import approach, reach
from cases.forms.contact import ContactCorrectionForm, ContactForm
from cases.links import case_url
from cases.models import Contact
from cases.pages import asking
from cases.pages.base import FileFormPage, FilePage
from cases.policies import VIEW_FILE, WORK_FILE
from cases.selectors import contact_log, current_contact, may_change
from cases.services.contacts import correct_contact, log_contact


class ContactLog(FilePage):
    """Every contact of the file, newest first; corrected ones stand behind those that replaced them."""

    permission = VIEW_FILE
    template_name = "cases/contacts.html"
    title = gettext_lazy("Contacts")

    def page_context(self) -> dict[str, Any]:
        """The log, and how this person may be reached."""
        return {
            "contacts": contact_log(self.file),
            "safe": current_contact(self.file),
            "obstacle": approach.obstacle(self.file, self.case),
            "stops": reach.stops(self.file),
            "may_vary": self.actor.may("cases.pass_gate"),
            "may_change": may_change(self.actor, self.file),
        }


class LogContact(FileFormPage):
    """Log a contact in at most eight fields."""

    permission = WORK_FILE
    change = True
    goes_across = True
    form_class = ContactForm
    template_name = "cases/log_contact.html"
    title = gettext_lazy("Log a contact")

    def page_context(self) -> dict[str, Any]:
        """What one must know before calling: safe channels, and whether they may be approached."""
        return {
            "safe": current_contact(self.file),
            "obstacle": approach.obstacle(self.file, self.case),
            "stops": reach.stops(self.file),
            "button": _("Save contact"),
        }

    def _must_ask(self) -> bool:
        about_text = super()._must_ask()
        return asking.ask(self.form, asking.CHANNEL, self._channel_question) or about_text

    def _channel_question(self) -> str:
        """Ask about a way out that nobody called safe: what happened is logged, and never by accident."""
        facts = self.form.cleaned_data
        if facts["direction"] != Contact.Direction.OUT:
            return ""
        unsafe = reach.unsafe_channels(self.file, facts["method"], facts["result"])
        said = {
            "may_phone": _("to phone this person"),
            "may_leave_message": _("to leave a message"),
            "may_text": _("to text this person"),
            "may_email": _("to email this person"),
            "may_write": _("to write to this person"),
        }
        if not unsafe:
            return ""
        return _("Nobody has said that it is safe %(what)s. If it was done, tick and say why in the note") % {
            "what": _(" or ").join(said[channel] for channel in unsafe)
        }

    def save(self, form: ContactForm) -> str:
        """Log it and show the log."""
        log_contact(self.file, actor=self.actor, contact_id=form.cleaned_data["new_id"], **form.facts())
        messages.success(self.request, _("Contact saved"))
        return case_url("cases:contacts", self.case, file=self.file)


class CorrectContact(FileFormPage):
    """Correct a contact, with the reason."""

    permission = WORK_FILE
    change = True
    form_class = ContactCorrectionForm
    template_name = "cases/file_form.html"
    title = gettext_lazy("Correct a contact")
    back_to = "cases:contacts"
    contact: Contact

    def load(self) -> None:
        """Read the contact through its file; one already corrected can still be opened and is refused."""
        super().load()
        found = Contact.objects.filter(file=self.file, pk=self.kwargs["contact"]).first()
        if found is None:
            raise Http404
        found.file = self.file
        self.contact = found

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        names = ("happened_at", "method", "direction", "result", "note", "minutes", "next_at", "next_where")
        return {name: getattr(self.contact, name) for name in names}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save correction")}

    def save(self, form: ContactCorrectionForm) -> str:
        """Put the newer row in place and show the log."""
        correct_contact(
            self.contact,
            actor=self.actor,
            reason=form.cleaned_data["correction_reason"],
            is_retracted=form.cleaned_data["is_retracted"],
            **form.facts(),
        )
        messages.success(self.request, _("Contact corrected"))
        return case_url("cases:contacts", self.case, file=self.file)
