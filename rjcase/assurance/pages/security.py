"""The register of documents about the security of the case system (WM-10-10)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rjcase.assurance import policies, selectors
from rjcase.assurance.forms.security import SecurityDocumentForm
from rjcase.assurance.models import SecurityDocument
from rjcase.assurance.pages.base import AssuranceFormPage, AssurancePage
from rjcase.assurance.services.security import save_security_document

_KEPT = ("kind", "title", "version", "dated_on", "kept_at", "review_on", "is_held")


class SecurityDocuments(AssurancePage):
    """`/<scheme>/data-protection/security/`: what is held, of which day, and what is missing."""

    permission = policies.SECURITY
    template_name = "assurance/security.html"
    title = gettext_lazy("Security documents")
    section = "security"

    def page_context(self) -> dict[str, Any]:
        """Those in use first, by the day of their review."""
        rows = list(selectors.security_documents())
        held = {row.kind for row in rows if row.is_held}
        return super().page_context() | {
            "rows": rows,
            "missing": [kind.label for kind in SecurityDocument.EXPECTED if kind not in held],
            "may_edit": self.actor.may(policies.EDIT_SECURITY),
        }


class AddSecurityDocument(AssuranceFormPage):
    """`…/security/add/`"""

    permission = policies.EDIT_SECURITY
    title = gettext_lazy("Add a security document")
    form_class = SecurityDocumentForm
    back = "security"

    def key(self, form: SecurityDocumentForm) -> UUID:
        """Of the row to write."""
        return UUID(str(form.cleaned_data["new_id"]))

    def save(self, form: SecurityDocumentForm) -> str:
        """Keep it and go back to the register."""
        facts = {name: form.cleaned_data[name] for name in _KEPT}
        save_security_document(actor=self.actor, document_id=self.key(form), **facts)
        messages.success(self.request, _("Document saved"))
        return self.back_url()


class ChangeSecurityDocument(AddSecurityDocument):
    """`…/security/<secured>/`: a new version, another place, or out of use."""

    title = gettext_lazy("Change a security document")
    row: SecurityDocument

    def load(self) -> None:
        """The document, which may be out of use."""
        self.row = get_object_or_404(SecurityDocument, pk=self.kwargs["secured"])

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        return {name: getattr(self.row, name) for name in _KEPT}

    def key(self, form: SecurityDocumentForm) -> UUID:
        """Of this row, whatever the form says."""
        return self.row.pk
