"""Who can see what in a case, and letting one person into one file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.allocation import EndForm, GrantForm
from cases.forms.party import AddPartyForm
from cases.links import case_url
from cases.models import File
from cases.pages.base import CaseFormPage, CasePage
from cases.people import access_of, possible_readers
from cases.policies import GRANT, VIEW_ACCESS, WORK_FILE
from cases.selectors import live_grants, party_files
from cases.services.allocation import end_grant, grant_file
from cases.services.parties import add_party, roles_open_to


class PeopleAndAccess(CasePage):
    """Who can see what, why and until when."""

    permission = VIEW_ACCESS
    template_name = "cases/people.html"
    title = gettext_lazy("People and access")

    def page_context(self) -> dict[str, Any]:
        """Every live grant; a party is named by part, never by name."""
        return {"access": access_of(self.case)}


class GrantAccess(CaseFormPage):
    """Let one person into one party's file, with a reason and a last day."""

    permission = GRANT
    form_class = GrantForm
    template_name = "cases/case_form.html"
    title = gettext_lazy("Give access to a file")
    back_to = "cases:people"

    def form_kwargs(self) -> dict[str, Any]:
        """The files of this case and the people of this scheme."""
        return {"party_files": party_files(self.case), "people": possible_readers()}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Give access")}

    def save(self, form: GrantForm) -> str:
        """Give it."""
        data = form.cleaned_data
        grant_file(
            actor=self.actor,
            file_id=UUID(data["file"]),
            user_id=int(data["user"]),
            verb=int(data["verb"]),
            kind=form.kind(),
            reason=data["reason"],
            until=data["until"],
        )
        messages.success(self.request, _("Access given"))
        return case_url("cases:people", self.case)


class EndAccess(CaseFormPage):
    """End one person's access to one file."""

    permission = GRANT
    form_class = EndForm
    template_name = "cases/case_form.html"
    title = gettext_lazy("End access to a file")
    back_to = "cases:people"

    def load(self) -> None:
        """Find the grant."""
        super().load()
        rows = live_grants().filter(case=self.case, content_object_id=self.kwargs["file"])
        self.grant = rows.filter(user_id=self.kwargs["user"]).first()
        if self.grant is None:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("End access")}

    def save(self, form: EndForm) -> str:
        """End it at once."""
        end_grant(
            actor=self.actor,
            file_id=self.kwargs["file"],
            user_id=self.kwargs["user"],
            reason=form.cleaned_data["note"],
        )
        messages.success(self.request, _("Access ended"))
        return case_url("cases:people", self.case)


class AddParty(CaseFormPage):
    """Add a person to the case and open their file."""

    permission = WORK_FILE
    form_class = AddPartyForm
    template_name = "cases/case_form.html"
    title = gettext_lazy("Add a person to this case")

    def form_kwargs(self) -> dict[str, Any]:
        """The parts on the sides the actor works; none is not there."""
        roles = roles_open_to(self.actor, self.case)
        if not roles:
            raise Http404
        return {"roles": roles}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Add person")}

    def save(self, form: AddPartyForm) -> str:
        """Open the file and go there."""
        file: File = add_party(self.case, actor=self.actor, **form.cleaned_data)
        messages.success(self.request, _("Person added"))
        return case_url("cases:file", self.case, file=file)
