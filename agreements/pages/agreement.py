"""The page of one agreement."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import presenters
from agreements.forms.follow_up import SignOffForm
from agreements.models import FollowUpNote, OutcomeAgreement, SignOff, UpdateWish, VictimUpdate
from agreements.pages.base import AgreementFormPage, AgreementPage
from agreements.policies import SIGN_OFF, VIEW_AGREEMENTS
from agreements.selectors import agreements_of, files_by_party, running_deadlines, victims_waiting
from agreements.selectors.owed import UPDATE
from agreements.services.follow_up import sign_off
from cases.links import case_url
from cases.models.case import Side
from cases.selectors import may_change
from rjcase.audit.reads import log_read


class AgreementDetail(AgreementPage):
    """Items, participants, copies, updates owed to the victim, notes and sign-off of one version."""

    permission = VIEW_AGREEMENTS
    template_name = "agreements/agreement.html"

    def back_url(self) -> str:
        """Back to the case."""
        return case_url("cases:case", self.case)

    def page_context(self) -> dict[str, Any]:
        """All that is known of this version, as far as the walls let the reader see."""
        agreement = self.agreement
        files = files_by_party(self.case)
        people = presenters.participant_rows(agreement, self.case, files)
        items = presenters.item_rows(
            agreement, self.case, {row.part.party_id: row.part.name for row in people}
        )
        self._log(files)
        return {
            "page_title": _("Outcome agreement, version %(version)d") % {"version": agreement.version},
            "facts": presenters.facts(agreement),
            "people": people,
            "actions": [row for row in items if row.item.due_on],
            "statements": [row for row in items if not row.item.due_on],
            "may_change": may_change(self.actor, self.file),
            "may_sign_off": self.actor.may(SIGN_OFF),
            "sign_off": SignOff.objects.filter(agreement=agreement).select_related("by").first(),
            "notes": FollowUpNote.objects.filter(agreement=agreement)
            .select_related("by", "file__party", "item")
            .order_by("-happened_at"),
            "updates": self._updates(),
            "told": VictimUpdate.objects.filter(agreement=agreement)
            .select_related("by", "file__party")
            .prefetch_related("lines")
            .order_by("-happened_at"),
            "versions": agreements_of(self.case).filter(file=self.file).exclude(pk=agreement.pk),
        }

    def _log(self, files: dict[Any, Any]) -> None:
        """The page shows facts of the participants' own files too."""
        log_read("agreements:agreement", [self.file, *files.values()])

    def _updates(self) -> list[dict[str, Any]]:
        """Each victim who was asked, with their newest answer and the next date."""
        if self.agreement.state == OutcomeAgreement.State.DRAFT:
            return []
        waiting = {wish.file_id for wish in victims_waiting(self.agreement)}
        due = {each.file_id: each.due_on for each in running_deadlines(self.case, UPDATE)}
        newest = (
            UpdateWish.objects.filter(agreement=self.agreement, file__side=Side.HARMED)
            .select_related("file__party")
            .order_by("file_id", "-recorded_at")
            .distinct("file_id")
        )
        return [
            {
                "wish": wish,
                "due_on": due.get(wish.file_id) if wish.file_id in waiting else None,
                "give_url": case_url(
                    "agreements:update", self.case, agreement=self.agreement, file=wish.file
                ),
                "ask_url": case_url("agreements:wish", self.case, agreement=self.agreement, file=wish.file),
            }
            for wish in newest
        ]


class SignOffAgreement(AgreementFormPage):
    """The office signs the agreement off."""

    permission = SIGN_OFF
    title = gettext_lazy("Sign the agreement off")
    button = gettext_lazy("Sign off")
    form_class = SignOffForm
    only_live = True

    def save(self, form: Any) -> str:
        sign_off(self.agreement, actor=self.actor, note=form.cleaned_data["note"])
        messages.success(self.request, _("Agreement signed off"))
        return self.here()
