"""Who a party is, how they may safely be reached, and who looked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.person import IdentityForm, SafeContactForm
from cases.links import case_url
from cases.models import Identity, SafeContact
from cases.pages.base import FileFormPage, FilePage
from cases.pages.changes import page_words
from cases.policies import VIEW_FILE, WORK_FILE
from cases.selectors import current_contact, identity
from cases.services.people import change_safe_contact, edit_identity
from rjcase.audit.models import ReadLog


class EditIdentity(FileFormPage):
    """Change who this is."""

    permission = WORK_FILE
    change = True
    form_class = IdentityForm
    template_name = "cases/file_form.html"
    title = gettext_lazy("Change personal details")
    person: Identity | None

    def load(self) -> None:
        """Read the identity too."""
        super().load()
        self.person = identity(self.file)

    def form_kwargs(self) -> dict[str, Any]:
        """Saved codes stay choosable."""
        return {"person": self.person}

    def initial(self) -> dict[str, Any]:
        """What is known now."""
        names = IdentityForm.base_fields
        return {name: getattr(self.person, name) for name in names} if self.person else {}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save details")}

    def save(self, form: IdentityForm) -> str:
        """Keep the details, and the tokens a search finds them by."""
        edit_identity(self.file, actor=self.actor, **form.cleaned_data)
        messages.success(self.request, _("Personal details saved"))
        return case_url("cases:file", self.case, file=self.file)


class EditSafeContact(FileFormPage):
    """Change how they may safely be reached; what stood before is kept."""

    permission = WORK_FILE
    change = True
    form_class = SafeContactForm
    template_name = "cases/safe_contact.html"
    title = gettext_lazy("Change how to contact this person")

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        return SafeContactForm.filled_from(current_contact(self.file))

    def page_context(self) -> dict[str, Any]:
        """The verb of the button, and what stood before."""
        older = SafeContact.objects.filter(file=self.file, until_on__isnull=False).order_by("-recorded_at")
        return {"button": _("Save contact details"), "older": list(older[:20])}

    def save(self, form: SafeContactForm) -> str:
        """Put the new row in place."""
        change_safe_contact(self.file, actor=self.actor, **form.facts())
        messages.success(self.request, _("Contact details saved"))
        return case_url("cases:file", self.case, file=self.file)


class WhoLooked(FilePage):
    """Everybody who was shown this file, newest first."""

    permission = VIEW_FILE
    template_name = "cases/who_looked.html"
    title = gettext_lazy("Who has looked")

    def page_context(self) -> dict[str, Any]:
        """One page of the log; the office and those who work the file see all, others themselves."""
        rows = ReadLog.objects.filter(files__contains=[self.file.pk]).select_related("user")
        page = Paginator(rows.order_by("-at", "-pk"), 50).get_page(self.request.GET.get("page"))
        return {"reads": page, "lines": [(read, page_words(read.page)) for read in page]}
