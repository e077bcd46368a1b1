"""The bases of the pages of an agreement."""

from typing import Any

from django.http import Http404

from agreements.models import OutcomeAgreement
from agreements.selectors import find_agreement
from cases.links import case_url
from cases.models import File
from cases.pages.base import FileFormPage, FilePage
from cases.selectors import files_of, party_files


class BuiltForm:
    """A form page whose form depends on what it is about: ``build_form`` returns its class."""

    request: Any

    def build_form(self) -> Any:
        """Return the class of the form."""
        raise NotImplementedError

    def make_form(self) -> Any:
        """Make the form as every form page does."""
        self.form_class = self.build_form()
        return super().make_form()  # type: ignore[misc]


class AgreementPage(FilePage):
    """A page about one agreement, in the joint file it hangs from."""

    abstract = True
    agreement: OutcomeAgreement
    file_kind = File.Kind.JOINT
    only_draft = False
    only_live = False

    def find_file(self) -> File | None:
        """Return the joint file of the agreement, or None."""
        found = find_agreement(self.case, self.kwargs["agreement"])
        if found is None:
            return None
        self.agreement = found
        joint: File = found.file
        return joint

    def load(self) -> None:
        """Read the agreement; a page for drafts is not there for an agreed one, and vice versa."""
        super().load()
        if (self.only_draft and not self.agreement.is_draft) or (
            self.only_live and not self.agreement.is_live
        ):
            raise Http404

    def here(self) -> str:
        """The address of the agreement."""
        return case_url("agreements:agreement", self.case, agreement=self.agreement)

    def back_url(self) -> str:
        """Back to the agreement."""
        return self.here()

    def case_context(self) -> dict[str, Any]:
        """The agreement as well."""
        return super().case_context() | {"agreement": self.agreement}


class AgreementFormPage(AgreementPage, FileFormPage):
    """A form about one agreement."""

    abstract = True
    template_name = "agreements/form.html"
    button: Any = ""
    change = True
    is_shared = False  # the text becomes part of what everybody gets: nobody's details belong in it

    def files_read_in(self) -> list[File]:
        """A shared text is read in everybody's file."""
        return party_files(self.case) if self.is_shared else [self.file]

    def page_context(self) -> dict[str, Any]:
        """The verb on the button."""
        return {"button": self.button}


class PartyOfAgreementPage(FileFormPage):
    """A form in one party's own file, about an agreement they take part in."""

    abstract = True
    template_name = "agreements/party_form.html"
    agreement: OutcomeAgreement
    button: Any = ""
    change = True

    def find_file(self) -> File | None:
        """Return the party's file if its party takes part in the agreement, or None."""
        found = find_agreement(self.case, self.kwargs["agreement"])
        if found is None:
            return None
        self.agreement = found
        files = files_of(self.case).filter(kind=File.Kind.PARTY, pk=self.kwargs["file"])
        return files.filter(party__in=found.participants.values("party")).first()

    def here(self) -> str:
        """The address of the agreement."""
        return case_url("agreements:agreement", self.case, agreement=self.agreement)

    def back_url(self) -> str:
        """Back to the agreement."""
        return self.here()

    def page_context(self) -> dict[str, Any]:
        """The verb on the button."""
        return {"button": self.button, "agreement": self.agreement}
