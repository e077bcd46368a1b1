"""Offering a case, the offer as the facilitator sees it, and its end."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.allocation import AnswerForm, EndForm, OfferForm
from cases.links import case_url
from cases.matching import wishes_in
from cases.models import Allocation, OfferReason, Party
from cases.overview import drawn_panels
from cases.pages.base import CaseFormPage
from cases.people import Candidate, Excluded, candidates
from cases.policies import ALLOCATE, ANSWER_OFFER
from cases.selectors import notes_on_work
from cases.services.allocation import answer_offer, end_allocation, names_in_offer, offer_case
from rjcase.access.pages import FormPage
from rjcase.audit.reads import log_read

OPEN = (Allocation.State.OFFERED, Allocation.State.ACCEPTED)


class OfferCase(CaseFormPage):
    """Offer the case to one of the facilitators, the best fit first."""

    permission = ALLOCATE
    form_class = OfferForm
    template_name = "cases/offer.html"
    title = gettext_lazy("Offer this case")
    free: list[Candidate]
    stopped: list[Excluded]

    def load(self) -> None:
        """Read who could be asked."""
        super().load()
        self.free, self.stopped = candidates(self.case)

    def form_kwargs(self) -> dict[str, Any]:
        """Only those who may be asked can be chosen."""
        return {"people": self.free}

    def page_context(self) -> dict[str, Any]:
        """How the offers stand, what the parties wish, and who may not be asked."""
        rows = Allocation.objects.filter(case=self.case).select_related("user").order_by("-offered_at")
        wishes = wishes_in(self.case)
        why = notes_on_work(self.case)
        log_read("cases:offer", [file.pk for file, _row in wishes])
        return {
            "button": _("Offer the case"),
            "free": self.free,
            "no_form": not self.free,
            "stopped": self.stopped,
            "allocations": [(row, why.get(row.pk, "")) for row in rows],
            "wishes": [(file, row.note) for file, row in wishes if row.note],
            "overridden": OfferReason.objects.filter(case=self.case).select_related("user").order_by("at"),
            "panels": drawn_panels("offer", self.case, self.actor),
        }

    def save(self, form: OfferForm) -> str:
        """Make the offer."""
        offer_case(
            self.case,
            actor=self.actor,
            user_id=int(form.cleaned_data["user"]),
            sides=form.cleaned_data["sides"],
            is_lead=form.cleaned_data["is_lead"] == "yes",
            override=form.cleaned_data["override"],
        )
        messages.success(self.request, _("Case offered"))
        return case_url("cases:offer", self.case)


class EndAllocation(CaseFormPage):
    """End an allocation, or take an open offer back."""

    permission = ALLOCATE
    form_class = EndForm
    template_name = "cases/end_allocation.html"
    back_to = "cases:offer"
    allocation: Allocation

    def load(self) -> None:
        """Find it among the open ones of this case."""
        super().load()
        rows = Allocation.objects.filter(case=self.case, state__in=OPEN).select_related("user")
        found = rows.filter(pk=self.kwargs["allocation"]).first()
        if found is None:
            raise Http404
        self.allocation = found

    def page_context(self) -> dict[str, Any]:
        """Whose, and what it is called."""
        is_offer = self.allocation.state == Allocation.State.OFFERED
        title = _("Take this offer back") if is_offer else _("End this allocation")
        return {"page_title": title, "button": title, "allocation": self.allocation}

    def save(self, form: EndForm) -> str:
        """End it; its access ends at once."""
        end_allocation(self.allocation, actor=self.actor, note=form.cleaned_data["note"])
        messages.success(self.request, _("Ended. Access to the files has ended too"))
        return case_url("cases:offer", self.case)


class OfferToMe(FormPage):
    """An offer as the person asked sees it: who is in the case, so that they can say they know nobody."""

    permission = ANSWER_OFFER
    form_class = AnswerForm
    template_name = "cases/offer_to_me.html"
    title = gettext_lazy("Offer of a case")
    offer: Allocation

    def load(self) -> None:
        """Find the open offer; it names the case by id alone, which is not open yet."""
        rows = Allocation.objects.filter(user_id=self.actor.pk, state=Allocation.State.OFFERED)
        found = rows.filter(pk=self.kwargs["offer"]).first()
        if found is None:
            raise Http404
        self.offer = found

    def page_context(self) -> dict[str, Any]:
        """The names, each with the part they have; the read is logged."""
        people = [
            {"role": Party.Role(row["role"]).label, "name": row["name"]} for row in names_in_offer(self.offer)
        ]
        return {
            "offer": self.offer,
            "people": people,
            "button": _("Send answer"),
            "back_url": reverse("cases:work", kwargs={"scheme": self.scheme.slug}),
        }

    def save(self, form: AnswerForm) -> str:
        """Answer; an acceptance leads to the case, anything else home."""
        answer = answer_offer(self.offer, actor=self.actor, **form.cleaned_data)
        if answer == Allocation.State.ACCEPTED:
            messages.success(self.request, _("Case accepted"))
            self.offer.refresh_from_db()
            return case_url("cases:case", self.offer.case)
        messages.success(self.request, _("Answer sent to the office"))
        return reverse("cases:work", kwargs={"scheme": self.scheme.slug})
