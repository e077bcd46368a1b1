"""Following an agreement up: progress, notes, copies, updates to the victim."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import presenters
from agreements.forms.follow_up import NoteForm, ProgressForm, UpdateForm, copies_form, wish_form
from agreements.models import AgreementCopy, AgreementItem, AgreementParty, ItemProgress
from agreements.pages.base import AgreementFormPage, AgreementPage, BuiltForm, PartyOfAgreementPage
from agreements.policies import CHANGE_AGREEMENT, SIGN_OFF
from agreements.selectors import files_by_party, tellable, untold, victims_waiting
from agreements.services.follow_up import add_note
from agreements.services.give_copies import give_copies, make_copy
from agreements.services.record_progress import record_progress, sign_off_item
from agreements.services.update_victim import change_wish, update_victim
from cases.links import case_url
from cases.models import File
from cases.models.case import Side
from cases.pages.base import FileFormPage
from rjcase.documents.models import Document
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import DomainError


class RecordProgress(FileFormPage):
    """What became of an item, in the file of whoever does it."""

    permission = CHANGE_AGREEMENT
    template_name = "agreements/progress.html"
    title = gettext_lazy("What became of the item")
    form_class = ProgressForm
    change = True
    progress: ItemProgress

    def find_file(self) -> File | None:
        """Return the owner's file if the item is one of this case, or None."""
        found = (
            ItemProgress.objects.filter(file__case=self.case, item=self.kwargs["item"])
            .select_related("item__agreement", "item__owner", "file__party")
            .first()
        )
        if found is None:
            return None
        self.progress = found
        owner_file: File = found.file
        return owner_file

    def here(self) -> str:
        """The address of the agreement."""
        return case_url("agreements:agreement", self.case, agreement=self.progress.item.agreement_id)

    def back_url(self) -> str:
        """Back to the agreement."""
        return self.here()

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_correction": self.progress.is_settled}

    def initial(self) -> dict[str, Any]:
        progress = self.progress
        days = {"done_on": progress.settled_on or today(), "not_done_on": progress.settled_on or today()}
        if not progress.is_settled:
            return days
        return {**days, "state": progress.state, "reason": progress.reason, "evidence": progress.evidence}

    def page_context(self) -> dict[str, Any]:
        item = self.progress.item
        return {
            "item": item,
            "progress": self.progress,
            "type_label": presenters.type_label(item),
            "state": presenters.state_word(item, self.progress),
            "may_sign_off": self.actor.may(SIGN_OFF),
            "button": _("Save"),
        }

    def save(self, form: Any) -> str:
        record_progress(self.progress.item, actor=self.actor, **form.answer())
        messages.success(self.request, _("Item recorded"))
        return self._next()

    def _next(self) -> str:
        """A victim who waits to hear of just this item is the next thing to do."""
        for file, item in untold(self.case):
            if item.pk == self.progress.item_id:
                return case_url("agreements:update", self.case, agreement=item.agreement_id, file=file)
        return self.here()


class SignOffItem(RecordProgress):
    """The office signs a settled item off, by its button."""

    permission = SIGN_OFF
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                sign_off_item(self.progress.item, actor=self.actor)
            messages.success(request, _("Item signed off"))
        except DomainError as problem:
            messages.error(request, str(problem))
        return self.redirect(self.here())


class GiveCopies(BuiltForm, AgreementFormPage):
    """One copy for each participant, and how each of them got it."""

    permission = CHANGE_AGREEMENT
    template_name = "agreements/copies.html"
    title = gettext_lazy("Copies of the agreement")
    button = gettext_lazy("Save")
    only_live = True

    def build_form(self) -> Any:
        return copies_form(self._due())

    def initial(self) -> dict[str, Any]:
        return {"on": today()}

    def page_context(self) -> dict[str, Any]:
        files = files_by_party(self.case)
        rows = presenters.participant_rows(self.agreement, self.case, files)
        made = Document.objects.filter(
            file__in=files.values(), kind=Document.Kind.AGREEMENT, made_at__gte=self.agreement.agreed_at
        )
        by_file = {document.file_id: document for document in made.order_by("made_at")}
        return super().page_context() | {
            "rows": [(row, by_file.get(row.file.pk)) for row in rows if row.file],
            "are_due": bool(self._due()),
        }

    def _due(self) -> list[AgreementParty]:
        files = files_by_party(self.case)
        given = set(AgreementCopy.objects.filter(agreement=self.agreement).values_list("file", flat=True))
        parts = AgreementParty.objects.filter(agreement=self.agreement).select_related("party")
        ordered = parts.order_by("party__side", "party__role", "party__number")
        return [part for part in ordered if part.party_id in files and files[part.party_id].pk not in given]

    def save(self, form: Any) -> str:
        give_copies(self.agreement, form.copies(), actor=self.actor)
        messages.success(self.request, _("Copies recorded"))
        return self.here()


class MakeCopies(AgreementPage):
    """Make the PDF of every participant's copy, by the button on the page of copies."""

    permission = CHANGE_AGREEMENT
    http_method_names = ["post"]
    change = True
    only_live = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        files = files_by_party(self.case)
        for part in AgreementParty.objects.filter(agreement=self.agreement):
            if part.party_id in files:
                make_copy(self.agreement, files[part.party_id], actor=self.actor)
        messages.success(request, _("Copies made"))
        return self.redirect(case_url("agreements:copies", self.case, agreement=self.agreement))


class AddNote(PartyOfAgreementPage):
    """Who was asked how it goes, and what they said, in the file it is about."""

    permission = CHANGE_AGREEMENT
    title = gettext_lazy("Add a follow-up note")
    button = gettext_lazy("Save note")
    form_class = NoteForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"items": AgreementItem.objects.filter(agreement=self.agreement, owner=self.file.party_id)}

    def initial(self) -> dict[str, Any]:
        return {"happened_at": now()}

    def save(self, form: Any) -> str:
        add_note(self.agreement, self.file, actor=self.actor, **form.note())
        messages.success(self.request, _("Note saved"))
        return self.here()


class _VictimPage(PartyOfAgreementPage):
    """A page in a victim's file about the agreement that stands now."""

    abstract = True

    def load(self) -> None:
        super().load()
        if self.file.side != Side.HARMED or not self.agreement.is_live:
            raise Http404


class UpdateVictim(_VictimPage):
    """Tell a victim how the agreement goes, within what may be said."""

    permission = CHANGE_AGREEMENT
    template_name = "agreements/update.html"
    title = gettext_lazy("Update the victim on the agreement")
    button = gettext_lazy("Save update")
    form_class = UpdateForm

    def load(self) -> None:
        super().load()
        self.lines = tellable(self.agreement, self.file)

    def form_kwargs(self) -> dict[str, Any]:
        return {"lines": self.lines}

    def initial(self) -> dict[str, Any]:
        fresh = [str(line.item.pk) for line in self.lines if line.progress.is_settled and not line.is_told]
        return {"happened_at": now(), "items": fresh}

    def page_context(self) -> dict[str, Any]:
        wants = self.file.pk in {wish.file_id for wish in victims_waiting(self.agreement)}
        return super().page_context() | {
            "wants": wants,
            "nothing": not any(line.text for line in self.lines),
            "kept_back": [line for line in self.lines if not line.text],
            "ask_url": case_url("agreements:wish", self.case, agreement=self.agreement, file=self.file),
        }

    def save(self, form: Any) -> str:
        update_victim(self.agreement, self.file, actor=self.actor, **form.update())
        messages.success(self.request, _("Update recorded"))
        return self.here()


class AskAboutUpdates(BuiltForm, _VictimPage):
    """Ask a victim again whether they wish to hear how it goes."""

    permission = CHANGE_AGREEMENT
    title = gettext_lazy("Ask about updates")
    button = gettext_lazy("Save answer")

    def build_form(self) -> Any:
        return wish_form(str(self.file))

    def initial(self) -> dict[str, Any]:
        return {"asked_on": today()}

    def save(self, form: Any) -> str:
        change_wish(self.agreement, self.file, form.wish(), actor=self.actor)
        messages.success(self.request, _("Answer saved"))
        return self.here()
