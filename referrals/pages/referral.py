"""One referral's whole page, and what the office does with it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url, case_url_or_none
from cases.models import SourcePaper
from cases.models.case import Stage
from cases.pages import CaseFormPage, CasePage
from cases.selectors import exact_progress, files_of
from cases.services.perform import check
from referrals import policies, presenters
from referrals.criteria.full import Lacking, missing_for_full
from referrals.forms.office import DecisionForm, DeclineForm, FullForm, RegisterForm
from referrals.models import Enquiry, Referral
from referrals.selectors import (
    criteria_in_force,
    evaluate_case,
    facts_of,
    first_referral,
    flags_of,
    latest_check,
    origins_of,
    referrals_of,
)
from referrals.services.eligibility import accept_referral, decide_eligibility, decline_referral
from referrals.services.full import mark_full, register_referral
from rjcase.audit.reads import log_read
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError


class ReferralPage(CasePage):
    """Everything that arrived with a referral, what it lacks, and how it stands against the criteria."""

    permission = policies.LIST
    template_name = "referrals/referral.html"
    title = gettext_lazy("Referral")

    def page_context(self) -> dict[str, Any]:
        """The referral, its people, its papers and what may be done now."""
        files = list(files_of(self.case))
        log_read("referrals:show", files)
        referrals = list(referrals_of(self.case))
        origins = list(origins_of(self.case))
        papers = SourcePaper.objects.filter(file__in=files).order_by("recorded_at", "pk")
        return {
            "enquiry": Enquiry.objects.filter(referral__in=referrals).first(),
            "referrals": [
                (row, presenters.referral_rows(row, self.case) + presenters.origin_rows(origins))
                for row in referrals
            ],
            "offence": presenters.offence_rows(self.case),
            "people": [self._with_link(card) for card in presenters.people_cards(files)],
            "papers": presenters.paper_rows(papers),
            **self._standing(),
            **self._fullness(referrals),
        }

    def _with_link(self, card: dict[str, Any]) -> dict[str, Any]:
        file = card["file"]
        return card | {
            "url": case_url_or_none("cases:file", self.case, file=file),
            "change": case_url_or_none("referrals:referred", self.case, file=file),
            "more": case_url_or_none("referrals:more", self.case, file=file),
            "early": card["side"] == "responsible"
            and case_url_or_none("referrals:early-approach", self.case, file=file),
            "remedy": card["out_of_court"] and case_url_or_none("referrals:remedy", self.case, file=file),
        }

    def _standing(self) -> dict[str, Any]:
        progress = exact_progress(self.case)
        stage = progress.stage if progress else ""
        is_new = stage == Stage.RECEIVED
        return {
            "stage": stage,
            "is_new": is_new,
            "offer_url": case_url_or_none("cases:offer", self.case) if stage == Stage.ELIGIBLE else "",
            "may_decline": stage in (Stage.RECEIVED, Stage.ELIGIBLE),
            "may_accept": is_new and check("accept_referral", self.case, self.actor).is_possible,
            "may_decide": self.actor.may(policies.DECIDE),
            "evaluation": presenters.evaluation_view(evaluate_case(self.case)),
            "version": criteria_in_force(),
            "last_check": latest_check(self.case),
            "flags": presenters.flags_view(self.case, flags_of(self.case)),
        }

    def _fullness(self, referrals: list[Referral]) -> dict[str, Any]:
        if not referrals or referrals[0].full_on:
            return {"is_full": bool(referrals), "missing": []}
        lines = missing_for_full(facts_of(self.case))
        return {"is_full": False, "missing": [(line.text, self._cure(line)) for line in lines]}

    def _cure(self, line: Lacking) -> str:
        """The page where something missing is added."""
        if not line.cure:
            return ""
        more = {"file": line.file} if line.file else {}
        return case_url_or_none(line.cure, self.case, **more)


class _ReferralFormPage(CaseFormPage):
    """A form about the referral a case began with."""

    abstract = True
    template_name = "referrals/form.html"
    back_to = "referrals:show"
    button: Any = gettext_lazy("Save")
    warning = False
    referral: Referral

    def load(self) -> None:
        """Read the case and its referral; a case that has none has no such page."""
        super().load()
        found = first_referral(self.case)
        if found is None:
            raise Http404
        self.referral = found

    def page_context(self) -> dict[str, Any]:
        """What the button says."""
        return {"button": self.button, "warning": self.warning, "cancel": self.back_url()}

    def done(self, words: str) -> str:
        """Say what was done and return to the referral."""
        messages.success(self.request, words)
        return case_url("referrals:show", self.case)


class RegisterPage(_ReferralFormPage):
    """The office enters a referral in the register."""

    permission = policies.REGISTER
    form_class = RegisterForm
    title = gettext_lazy("Register the referral")
    button = gettext_lazy("Register")

    def initial(self) -> dict[str, Any]:
        """What the referral says of itself."""
        found = flags_of(self.case)
        flags = {
            "sensitive": self.case.is_sensitive or bool(found.sensitive),
            "complex": self.case.is_complex or bool(found.complex),
        }
        return {
            "happened_on": self.referral.happened_on,
            "source": self.referral.source,
            "started_by": self.case.started_by,
            "in_area": self.referral.in_area,
            "flags": [name for name, is_so in flags.items() if is_so],
        }

    def save(self, form: Any) -> str:
        """Register it."""
        given = form.cleaned_data
        register_referral(
            actor=self.actor,
            referral=self.referral,
            happened_on=given["happened_on"],
            source=given["source"],
            started_by=given["started_by"],
            in_area=given["in_area"],
            is_sensitive="sensitive" in given["flags"],
            is_complex="complex" in given["flags"],
        )
        return self.done(_("Referral registered"))


class MarkFullPage(_ReferralFormPage):
    """The office says on which day a partial referral became full."""

    permission = policies.REGISTER
    form_class = FullForm
    template_name = "referrals/mark_full.html"
    title = gettext_lazy("Mark the referral as full")
    button = gettext_lazy("Mark as full")

    def initial(self) -> dict[str, Any]:
        """Today, most often."""
        return {"full_on": today()}

    def page_context(self) -> dict[str, Any]:
        """What still seems to be missing: the office may know better."""
        return super().page_context() | {"missing": missing_for_full(facts_of(self.case))}

    def save(self, form: Any) -> str:
        """Start the clock of first contact from that day."""
        mark_full(
            actor=self.actor, scheme=self.scheme, referral=self.referral, on=form.cleaned_data["full_on"]
        )
        return self.done(_("Referral marked as full"))


class DecidePage(_ReferralFormPage):
    """A manager decides on a case that the criteria do not simply let in."""

    permission = policies.DECIDE
    form_class = DecisionForm
    template_name = "referrals/decide.html"
    title = gettext_lazy("Decide on this referral")
    button = gettext_lazy("Save decision")

    def page_context(self) -> dict[str, Any]:
        """Every reason against it stands beside the question."""
        evaluation = presenters.evaluation_view(evaluate_case(self.case))
        return super().page_context() | {"evaluation": evaluation}

    def save(self, form: Any) -> str:
        """Keep the decision with its reason."""
        decide_eligibility(actor=self.actor, case=self.case, **form.cleaned_data)
        return self.done(_("Decision saved"))


class DeclinePage(_ReferralFormPage):
    """The service does not take the referral forward."""

    permission = policies.DECLINE
    form_class = DeclineForm
    title = gettext_lazy("Do not take this referral forward")
    button = gettext_lazy("Close the referral")
    warning = True

    def save(self, form: Any) -> str:
        """Close it with the coded reason."""
        decline_referral(actor=self.actor, case=self.case, **form.cleaned_data)
        return self.done(_("Referral closed: not taken forward"))


class AcceptPage(CasePage):
    """Accepting is one button on the referral's page; opened by itself it shows that page."""

    permission = policies.ACCEPT
    template_name = "referrals/accept.html"
    title = gettext_lazy("Accept the referral")
    back_to = "referrals:show"

    def page_context(self) -> dict[str, Any]:
        """What the step still asks for: the same list that it enforces."""
        view = check("accept_referral", self.case, self.actor)
        lines = [line for result in view.results if not result.is_open for line in result.missing]
        return {"is_possible": view.is_possible, "lines": lines, "problem": ""}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Take the case on and say what comes next."""
        try:
            with transaction.atomic():
                accept_referral(actor=self.actor, case=self.case)
        except DomainError as problem:
            return self.render(problem=str(problem))
        messages.success(request, _("Referral accepted. Next: allocate a facilitator."))
        return self.redirect(
            case_url_or_none("cases:offer", self.case) or case_url("referrals:show", self.case)
        )
