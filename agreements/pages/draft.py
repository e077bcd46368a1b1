"""Drafting an agreement and making it agreed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.draft import ItemForm, agree_form, terms_form
from agreements.models import AgreementItem, AgreementParty, OutcomeAgreement
from agreements.pages.base import AgreementFormPage, AgreementPage, BuiltForm
from agreements.policies import CHANGE_AGREEMENT
from agreements.selectors import agreements_of
from agreements.services.agree import agree
from agreements.services.amend import amend
from agreements.services.draft_agreement import change_terms, remove_item, save_item, start_agreement
from cases.links import case_url
from cases.models import File, Party
from cases.pages.base import FileFormPage
from cases.selectors import party_files
from conferences.models import Participant, Process
from rjcase.kernel.clock import local_date, today


class StartAgreement(BuiltForm, FileFormPage):
    """Begin the agreement of a process; if it was begun already, go on with it."""

    permission = CHANGE_AGREEMENT
    template_name = "agreements/form.html"
    title = gettext_lazy("Draft the agreement")
    file_kind = File.Kind.JOINT
    back_to = "cases:case"
    change = True

    def load(self) -> None:
        super().load()
        self.process = Process.objects.filter(joint=self.file).first()
        self.parties: list[Party] = [file.party for file in party_files(self.case) if file.party]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = agreements_of(self.case).filter(file=self.file).first()
        if found is not None:
            return self.redirect(case_url("agreements:agreement", self.case, agreement=found))
        return super().get(request, *args, **kwargs)

    def build_form(self) -> Any:
        return terms_form(self.parties)

    def files_read_in(self) -> list[File]:
        """Everybody who takes part gets a copy."""
        return party_files(self.case)

    def initial(self) -> dict[str, Any]:
        part = Participant.objects.filter(joint=self.file).values_list("party", flat=True)
        held = self.process.held_at if self.process else None
        return {
            "made_on": local_date(held) if held else today(),
            "parties": [str(party) for party in part],
            "monitor": "facilitator",
        }

    def page_context(self) -> dict[str, Any]:
        return {"button": _("Save and add items")}

    def save(self, form: Any) -> str:
        made = start_agreement(self.file, form.terms(), form.named(self.parties), actor=self.actor)
        return case_url("agreements:agreement", self.case, agreement=made)


class ChangeTerms(BuiltForm, AgreementFormPage):
    """Change the words of a draft and who takes part in it."""

    permission = CHANGE_AGREEMENT
    title = gettext_lazy("Change the agreement")
    button = gettext_lazy("Save changes")
    only_draft = True
    is_shared = True

    def load(self) -> None:
        super().load()
        self.parties: list[Party] = [file.party for file in party_files(self.case) if file.party]

    def build_form(self) -> Any:
        return terms_form(self.parties)

    def form_kwargs(self) -> dict[str, Any]:
        return {"keep": self.agreement.monitor}

    def initial(self) -> dict[str, Any]:
        parts = list(AgreementParty.objects.filter(agreement=self.agreement))
        names = ("made_on", "words", "monitor", "monitor_name", "updates_what", "updates_until")
        return {
            **{name: getattr(self.agreement, name) for name in names},
            "parties": [str(part.party_id) for part in parts],
            **{f"called_{part.party_id}": part.called for part in parts},
        }

    def save(self, form: Any) -> str:
        change_terms(self.agreement, form.terms(), form.named(self.parties), actor=self.actor)
        return self.here()


class AddItem(AgreementFormPage):
    """Add an item to a draft."""

    permission = CHANGE_AGREEMENT
    title = gettext_lazy("Add an item")
    button = gettext_lazy("Save item")
    form_class = ItemForm
    only_draft = True
    is_shared = True
    item: AgreementItem | None = None

    def form_kwargs(self) -> dict[str, Any]:
        parts = AgreementParty.objects.filter(agreement=self.agreement).select_related("party")
        return {"participants": parts, "keep": self.item.type if self.item else ""}

    def save(self, form: Any) -> str:
        save_item(self.agreement, form.terms(), actor=self.actor, item=self.item)
        messages.success(self.request, _("Item saved"))
        return self.here()


class ChangeItem(AddItem):
    """Change an item of a draft."""

    permission = CHANGE_AGREEMENT
    title = gettext_lazy("Change the item")

    def load(self) -> None:
        super().load()
        items = AgreementItem.objects.filter(agreement=self.agreement)
        self.item = get_object_or_404(items, pk=self.kwargs["item"])

    def initial(self) -> dict[str, Any]:
        item = self.item
        if item is None:
            return {}
        names = ("kind", "what", "type", "due_on", "may_tell_victim")
        owner = str(item.owner_id or "")
        return {**{name: getattr(item, name) for name in names}, "owner": owner, "said_by": owner}


class RemoveItem(AgreementPage):
    """Take an item out of a draft, by the button on the agreement."""

    permission = CHANGE_AGREEMENT
    http_method_names = ["post"]
    change = True
    only_draft = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        item = AgreementItem.objects.filter(agreement=self.agreement, pk=self.kwargs["item"]).first()
        if item is not None:
            remove_item(self.agreement, item, actor=self.actor)
            messages.success(request, _("Item removed"))
        return self.redirect(self.here())


class Agree(BuiltForm, AgreementFormPage):
    """Make the draft the agreement."""

    permission = CHANGE_AGREEMENT
    template_name = "agreements/agree.html"
    title = gettext_lazy("Record that it was agreed")
    button = gettext_lazy("Record the agreement")
    only_draft = True

    def build_form(self) -> Any:
        parts = AgreementParty.objects.filter(agreement=self.agreement).select_related("party")
        return agree_form(list(parts.order_by("party__side", "party__role", "party__number")))

    def initial(self) -> dict[str, Any]:
        return {"agreed_on": self.agreement.made_on, "asked_on": self.agreement.made_on}

    def save(self, form: Any) -> str:
        agree(
            self.agreement,
            actor=self.actor,
            agreed_on=form.cleaned_data["agreed_on"],
            signatures=form.signatures(),
            wishes=form.wishes(),
        )
        messages.success(self.request, _("Agreement recorded"))
        return case_url("agreements:copies", self.case, agreement=self.agreement)


class Amend(AgreementPage):
    """Open the draft of the next version, by the button on the agreement."""

    permission = CHANGE_AGREEMENT
    http_method_names = ["post"]
    change = True
    only_live = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draft: OutcomeAgreement = amend(self.agreement, actor=self.actor)
        return self.redirect(case_url("agreements:agreement", self.case, agreement=draft))
