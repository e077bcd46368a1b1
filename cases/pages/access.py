"""Who can see what in a case, and letting one person into one file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.allocation import EndForm, GrantForm, MoveEndForm
from cases.forms.party import AddPartyForm
from cases.grants import access_of, ended_access_of, standing_grants, who_looked
from cases.links import case_url
from cases.models import File, FileGrant
from cases.pages.base import CaseFormPage, CasePage
from cases.people import possible_readers
from cases.policies import GRANT, VIEW_ACCESS, WORK_FILE
from cases.selectors import files_of, party_files
from cases.services.allocation import end_grant, grant_file, move_grant_end
from cases.services.parties import add_party, roles_open_to


class PeopleAndAccess(CasePage):
    """Who can see what, why and until when."""

    permission = VIEW_ACCESS
    template_name = "cases/people.html"
    title = gettext_lazy("People and access")

    def page_context(self) -> dict[str, Any]:
        """Every grant, who looked lately, and who is to be asked; a party is named by part, never by name."""
        files = list(files_of(self.case))
        return {
            "access": access_of(self.case),
            "ended": ended_access_of(self.case),
            "looked": who_looked(files),
            "files": [file for file in files if file.kind == File.Kind.PARTY],
        }


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
            verb=form.verb_given(),
            kind=data["kind"],
            reason=data["reason"],
            until=data["until"],
        )
        messages.success(self.request, _("Access given"))
        return case_url("cases:people", self.case)


class GrantPage(CaseFormPage):
    """A form about one person's access to one file of the case, given by hand and in force."""

    abstract = True
    permission = GRANT
    template_name = "cases/case_form.html"
    back_to = "cases:people"
    grant: FileGrant

    def load(self) -> None:
        """Find the grant; what came with an allocation ends with it, not here."""
        super().load()
        rows = standing_grants(self.case).filter(content_object_id=self.kwargs["file"])
        rows = rows.exclude(kind__in=(FileGrant.Kind.ALLOCATION, FileGrant.Kind.CO_FACILITATION))
        found = rows.filter(user_id=self.kwargs["user"]).order_by("-verb").first()
        if found is None:
            raise Http404
        self.grant = found

    def page_context(self) -> dict[str, Any]:
        """Whose access to what."""
        whose = {"who": self.grant.user, "file": self.grant.content_object}
        return {"page_caption": _("%(who)s: %(file)s") % whose}


class EndAccess(GrantPage):
    """End one person's access to one file."""

    permission = GRANT
    form_class = EndForm
    title = gettext_lazy("End access now")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return super().page_context() | {"button": _("End access")}

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


class MoveEnd(GrantPage):
    """Change the last day of one person's access to one file."""

    permission = GRANT
    form_class = MoveEndForm
    title = gettext_lazy("Change the last day of access")

    def initial(self) -> dict[str, Any]:
        """The day that was asked for, and why it was given."""
        return {"until": self.grant.asked_until or self.grant.until, "reason": self.grant.reason}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return super().page_context() | {"button": _("Save last day")}

    def save(self, form: MoveEndForm) -> str:
        """Move it."""
        move_grant_end(
            actor=self.actor,
            file_id=self.kwargs["file"],
            user_id=self.kwargs["user"],
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
        )
        messages.success(self.request, _("Last day of access changed"))
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
