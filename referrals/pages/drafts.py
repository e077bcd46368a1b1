"""The partner form: start, task list, one page per step, check answers, confirmation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.criteria.screening import RESULTS, result_of
from referrals.journey import build, payload_of, place_of
from referrals.journey.steps import PEOPLE, AnyDraft, address_in, next_number
from referrals.models import Agency, Referral, ReferralDraft
from referrals.selectors import intake_settings, my_agencies, my_drafts
from referrals.services.drafts import (
    keep_answers,
    lock_draft,
    remove_person,
    send_draft,
    sent_referral,
    start_draft,
    throw_away,
)
from rjcase.access.labels import label
from rjcase.access.pages import Page
from rjcase.designsystem.journeys import Journey, Step, kept
from rjcase.designsystem.journeys.journey import CHANGE
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import lower_first
from rjcase.kernel.errors import DomainError
from rjcase.tenancy.models import Scheme

_SIDES = {"victim": "harmed", "offender": "responsible", "circumstances": "papers"}
_SIDES |= {"rights": "harmed", "court": "responsible", "remedy": "responsible"}


def url(scheme: Scheme, name: str, **kwargs: Any) -> str:
    """The address of a page of this app."""
    return reverse(f"referrals:{name}", kwargs={"scheme": scheme.slug, **kwargs})


class ReferPage(Page):
    """`/<scheme>/refer/`: what is needed, drafts to go on with, and a button that starts a new one."""

    permission = policies.REFER
    template_name = "referrals/refer.html"
    title = gettext_lazy("Refer a case")

    def page_context(self) -> dict[str, Any]:
        """Drafts of the person, and whether they may refer for anybody at all."""
        return {
            "drafts": my_drafts(self.actor),
            "may_start": self.actor.is_office or my_agencies(self.actor).exists(),
            "intake": intake_settings(),
        }

    def post(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Begin a draft and open its first page."""
        agencies = list(my_agencies(self.actor))
        if not agencies and not self.actor.is_office:
            return self.render()
        one = agencies[0] if len(agencies) == 1 and not self.actor.is_office else None
        draft = start_draft(actor=self.actor, agency=one)
        return self.redirect(url(self.scheme, "step", draft=draft.pk, step="referrer"))


class DraftPage(Page):
    """A page of one draft of one's own; a draft that was sent leads to its confirmation."""

    abstract = True
    draft: Any  # a ReferralDraft, or a GuestDraft of somebody without an account
    journey: Journey

    def load(self) -> None:
        """Read the draft; lock it where something is about to be written."""
        self.draft = self.find(lock=self.request.method == "POST")
        if self.draft is not None:
            self.journey = self.built(self.draft)

    def find(self, *, lock: bool) -> Any:
        """The draft of this address, if it is the person's own."""
        if lock:
            return lock_draft(actor=self.actor, draft=self.kwargs["draft"])
        return ReferralDraft.objects.filter(pk=self.kwargs["draft"], user_id=self.actor.pk).first()

    @property
    def is_office(self) -> bool:
        """Whether the office types for somebody else."""
        return self.actor.is_office

    def agencies(self) -> list[Agency]:
        """For whom the person may refer."""
        return list(my_agencies(self.actor))

    def myself(self) -> dict[str, Any]:
        """What is known of whoever refers before they say it."""
        if self.is_office:
            return {}
        return {"name": self.actor.user.name, "contact": self.actor.user.email}

    def later_url(self) -> str:
        """Where "come back later" leads."""
        return url(self.scheme, "refer")

    def built(self, draft: AnyDraft) -> Journey:
        """The journey as it stands: what was typed decides which pages apply."""
        asked = self.kwargs.get("step", "")
        return build(draft, self.scheme, self.agencies(), office=self.is_office, asked=asked)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page, or say that the draft is gone."""
        return super().get(request, *args, **kwargs) if self.draft is not None else self.gone()

    def post(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Act on the draft, or say that it is gone."""
        return self.act(self.draft) if self.draft is not None else self.gone()

    def act(self, draft: Any) -> HttpResponseBase:
        """What the page's buttons do."""
        raise NotImplementedError

    def gone(self) -> HttpResponseBase:
        """The confirmation of what was sent; else the same words for a deleted draft and somebody else's."""
        draft: UUID = self.kwargs["draft"]
        if Referral.objects.filter(pk=draft, referred_by_id=self.actor.pk).exists():
            return self.redirect(url(self.scheme, "sent", referral=draft))
        context = {"view": self, "page_title": _("This draft is no longer there"), "scheme": self.scheme}
        return TemplateResponse(self.request, "referrals/draft_gone.html", context, status=404)


class DraftTasksPage(DraftPage):
    """The task list of a draft: what is done and what is still to do."""

    permission = policies.REFER
    template_name = "referrals/draft.html"
    title = gettext_lazy("Your referral")

    def page_context(self) -> dict[str, Any]:
        """The steps with their states."""
        steps = self.journey.steps
        return {
            "tasks": self.journey.tasks(),
            "done": sum(step.is_complete for step in steps),
            "all": len(steps),
            "draft": self.draft,
            "check_url": self.journey.check_url if self.journey.is_complete else "",
            "back_url": url(self.scheme, "refer"),
            "delete_url": url(self.scheme, "delete-draft", draft=self.draft.pk) if self.draft else "",
        }


class StepPage(DraftPage):
    """One page of the form. Whatever is sent is kept first and judged afterwards."""

    permission = policies.REFER
    template_name = "referrals/step.html"
    step: Step

    def load(self) -> None:
        """Find the step; one that the journey does not have is not there."""
        super().load()
        if self.draft is not None:
            try:
                self.step = self.journey.step(self.kwargs["step"])
            except KeyError as absent:
                raise Http404 from absent

    @property
    def is_change(self) -> bool:
        """Whether the person came from checking their answers."""
        return CHANGE in self.request.GET

    def page_context(self) -> dict[str, Any]:
        """The step's form, where back leads, and whether one more person may follow."""
        kind = self.step.key.partition("-")[0]
        return {
            "page_title": self.step.title,
            "page_caption": _("Refer a case"),
            "form": self.form(),
            "another": _another_words(kind),
            "remove_url": self.step.remove_url,
            "tasks_url": self.journey.start_url,
            "side": _SIDES.get(kind, ""),
            "back_url": self.journey.check_url if self.is_change else self.journey.before(self.step.key),
        }

    def form(self) -> Any:
        """The form as it was left, not judged; the referrer's own details are known already."""
        known = self.myself()
        if self.draft.agency_id:
            known["agency"] = self.draft.agency_id
        if self.step.answers is None and self.step.key == "referrer" and known:
            return self.step.make(initial=known)
        return self.step.form(quiet=True)

    def act(self, draft: Any) -> HttpResponseBase:
        """Keep what was typed; then go on, come back later, or show every problem at once."""
        form = self.step.make(data=self.request.POST)
        place = place_of(self.step.key)
        if self.step.key == "referrer" and form.is_valid():
            draft.agency = form.cleaned_data["agency"]
        try:
            with transaction.atomic():
                keep_answers(
                    draft=draft,
                    kind=place.kind,
                    number=place.number,
                    page=place.page,
                    answers=kept(form, self.request.POST),
                )
        except DomainError as problem:
            form.add_error(None, str(problem))
        if "later" in self.request.POST:
            messages.success(self.request, _("Draft saved"))
            return self.redirect(self.later_url())
        if not form.is_valid():
            return self.render(form=form)
        self.journey = self.built(draft)
        return self.redirect(self._onward(place.kind))

    def _onward(self, kind: str) -> str:
        if "another" in self.request.POST and kind in PEOPLE:
            key = f"{kind}-{next_number(self.journey, kind)}"
            address = address_in(self.scheme, self.draft, "step", step=key)
            return f"{address}?{CHANGE}" if self.is_change else address
        return self.journey.check_url if self.is_change else self.journey.after(self.step.key)


class RemovePersonPage(StepPage):
    """Asks before a victim or an offender is taken out of the draft."""

    permission = policies.REFER
    template_name = "referrals/remove_person.html"

    def load(self) -> None:
        """Only one of several people may be removed."""
        super().load()
        if self.draft is not None and not self.step.remove_url:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """Which person, by their place in the form."""
        title = _("Remove %(person)s from this referral?") % {"person": lower_first(str(self.step.title))}
        return {"page_title": title, "back_url": self.step.url}

    def act(self, draft: Any) -> HttpResponseBase:
        """Take the person out and show what is left."""
        place = place_of(self.step.key)
        remove_person(draft=draft, kind=place.kind, number=place.number)
        return self.redirect(self.journey.start_url)


class DeleteDraftPage(DraftPage):
    """Asks before a draft is thrown away."""

    permission = policies.REFER
    template_name = "referrals/delete_draft.html"
    title = gettext_lazy("Delete this draft?")

    def page_context(self) -> dict[str, Any]:
        """Which draft, by when it was started."""
        return {"draft": self.draft, "back_url": self.journey.start_url}

    def act(self, draft: Any) -> HttpResponseBase:
        """Delete it with everything in it."""
        throw_away(draft=draft)
        messages.success(self.request, _("Draft deleted"))
        return self.redirect(url(self.scheme, "refer"))


class CheckAnswersPage(DraftPage):
    """Everything that was answered, each with a way to change it, and the button that sends it."""

    permission = policies.REFER
    template_name = "referrals/check.html"
    title = gettext_lazy("Check your answers")

    def page_context(self) -> dict[str, Any]:
        """The answers by step, and what is still to be answered."""
        last = self.journey.steps[-1]
        return {
            "steps": [(step, _side_of(step), _rows_of(step)) for step in self.journey.steps],
            "problems": [],
            "back_url": last.url,
            "others": [(_add_words(kind), self._another(kind)) for kind in PEOPLE],
        }

    def _another(self, kind: str) -> str:
        key = f"{kind}-{next_number(self.journey, kind)}"
        return f"{address_in(self.scheme, self.draft, 'step', step=key)}?{CHANGE}"

    def act(self, draft: Any) -> HttpResponseBase:
        """Send it once; pages that are not finished are named, each with a link to it."""
        unfinished = self.journey.unfinished
        if unfinished:
            problems = [
                {"text": _("Complete the page “%(page)s”") % {"page": step.title}, "href": step.url}
                for step in unfinished
            ]
            return self.render(problems=problems)
        payload = payload_of(self.journey, office=self.is_office)
        try:
            with transaction.atomic():
                onward = self.send(draft, payload)
        except DomainError as problem:  # the enquiry it began as was dealt with in the meantime
            return self.render(problems=[{"text": str(problem)}])
        return self.redirect(onward)

    def send(self, draft: Any, payload: dict[str, Any]) -> str:
        """Send it; the address of the confirmation."""
        referral = send_draft(scheme=self.scheme, draft=draft, payload=payload)
        return url(self.scheme, "sent", referral=referral.pk)


class SentPage(Page):
    """The confirmation: the receipt code, what happens next, and how to follow it."""

    permission = policies.REFER
    template_name = "referrals/sent.html"
    title = gettext_lazy("Referral sent")
    referral: Referral

    def load(self) -> None:
        """Read the receipt through the walls."""
        try:
            self.referral = sent_referral(self.kwargs["referral"])
        except DomainError as absent:
            raise Http404 from absent

    def page_context(self) -> dict[str, Any]:
        """The receipt and, for the office, the way to the referral itself."""
        shown = {"referral": self.referral, "is_office": self.actor.is_office}
        return shown | {"intake": intake_settings()}


def _another_words(kind: str) -> str:
    """The button that saves this person and asks about one more of their side."""
    if kind not in PEOPLE:
        return ""
    return _("Save and add another %(person)s") % {"person": lower_first(label(_SIDES[kind]))}


def _add_words(kind: str) -> str:
    return _("Add another %(person)s") % {"person": lower_first(label(_SIDES[kind]))}


def _rows_of(step: Step) -> list[Row]:
    """The answers of a page; after the five questions what follows from them (WTE-2B-02)."""
    rows = step.rows()
    if rows and step.key.startswith("court-"):
        result = result_of(step.checked.record()["screening"])  # type: ignore[attr-defined]
        rows.append(Row(_("Result of the five questions"), RESULTS[result]))
    return rows


def _side_of(step: Step) -> str:
    kind = step.key.partition("-")[0]
    return _SIDES.get(kind, "")
