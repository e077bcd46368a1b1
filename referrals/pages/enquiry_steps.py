"""What the office does with an enquiry: log a contact, make it a referral, close it, destroy its details."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.forms.enquiries import CloseEnquiryForm, EnquiryContactForm, ReopenEnquiryForm
from referrals.models import Enquiry
from referrals.pages.drafts import url
from referrals.pages.enquiries import enquiry_or_404
from referrals.services.enquiries import close_enquiry, log_enquiry_contact, reopen_enquiry
from referrals.services.enquiry_conversion import begin_referral
from referrals.services.enquiry_keeping import (
    cancel_enquiry_erasure,
    erase_enquiry,
    propose_enquiry_erasure,
)
from rjcase.access.pages import FormPage, Page
from rjcase.kernel.errors import DomainError
from rjcase.kernel.ids import uuid7


class _StepPage(FormPage):
    """A form about one enquiry, leading back to it."""

    abstract = True
    permission = policies.ENQUIRIES
    template_name = "referrals/form.html"
    button: ClassVar[Any] = gettext_lazy("Save")
    of_open: ClassVar[bool] = True
    enquiry: Enquiry

    def load(self) -> None:
        """Read the enquiry; a closed one takes other steps than an open one."""
        self.enquiry = enquiry_or_404(self.kwargs["enquiry"])
        if self.enquiry.is_open is not self.of_open:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """Which one it is about."""
        back = url(self.scheme, "enquiry", enquiry=self.enquiry.pk)
        return {"page_caption": str(self.enquiry), "button": self.button, "back_url": back, "cancel": back}

    def done(self, words: str) -> str:
        """Say what was done and return to the enquiry."""
        messages.success(self.request, words)
        return url(self.scheme, "enquiry", enquiry=self.enquiry.pk)


class EnquiryContactPage(_StepPage):
    """A contact with whoever enquired, before anybody is allocated (CAMB-20)."""

    title = gettext_lazy("Log a contact")
    button = gettext_lazy("Save contact")
    form_class = EnquiryContactForm

    def initial(self) -> dict[str, Any]:
        """A new row; the date that stands there, if it is still to come."""
        return {"new_id": uuid7()}

    def save(self, form: Any) -> str:
        """Keep it; the clock starts again."""
        data = dict(form.cleaned_data)
        log_enquiry_contact(actor=self.actor, enquiry=self.enquiry, contact_id=data.pop("new_id"), **data)
        return self.done(_("Contact saved"))


class CloseEnquiryPage(_StepPage):
    """What became of it, where it becomes no referral."""

    title = gettext_lazy("Close the enquiry")
    button = gettext_lazy("Close the enquiry")
    form_class = CloseEnquiryForm

    def form_kwargs(self) -> dict[str, Any]:
        """Help to another area is an end only where another area asked."""
        return {"assistance": self.enquiry.is_assistance}

    def save(self, form: Any) -> str:
        """Close it."""
        close_enquiry(actor=self.actor, enquiry=self.enquiry, **form.cleaned_data)
        return self.done(_("Enquiry closed"))


class ReopenEnquiryPage(_StepPage):
    """A closed one goes on."""

    title = gettext_lazy("Open the enquiry again")
    button = gettext_lazy("Open it again")
    form_class = ReopenEnquiryForm
    of_open = False

    def save(self, form: Any) -> str:
        """Open it; its clock runs again."""
        reopen_enquiry(actor=self.actor, enquiry=self.enquiry, **form.cleaned_data)
        return self.done(_("Enquiry opened again"))


class ReferEnquiryPage(Page):
    """A button: begins the referral form with what is known, or goes on with it."""

    permission = policies.ENQUIRIES
    http_method_names = ["post", "options"]
    enquiry: Enquiry

    def load(self) -> None:
        """Read the enquiry."""
        self.enquiry = enquiry_or_404(self.kwargs["enquiry"])

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Open the form."""
        try:
            with transaction.atomic():
                draft = begin_referral(actor=self.actor, enquiry=self.enquiry)
        except DomainError as problem:
            messages.error(request, str(problem))
            return self.redirect(url(self.scheme, "enquiry", enquiry=self.enquiry.pk))
        return self.redirect(url(self.scheme, "draft", draft=draft.pk))


class EraseEnquiryPage(Page):
    """Two people destroy who enquired and what was said: one proposes it, another carries it out."""

    permission = policies.ENQUIRIES
    template_name = "referrals/erase_enquiry.html"
    title = gettext_lazy("Destroy the personal details")
    enquiry: Enquiry

    def load(self) -> None:
        """Only an enquiry that still has any."""
        self.enquiry = enquiry_or_404(self.kwargs["enquiry"])
        if self.enquiry.referral_id or self.enquiry.erased_on:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """Whether it was proposed, and by whom."""
        return {
            "page_caption": str(self.enquiry),
            "enquiry": self.enquiry,
            "is_mine": self.enquiry.erasure_asked_by_id == self.actor.pk,
            "problem": "",
            "back_url": url(self.scheme, "enquiry", enquiry=self.enquiry.pk),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Propose it, take that back, or carry it out."""
        steps = {
            "propose": (propose_enquiry_erasure, _("Proposed. Somebody else of the office carries it out.")),
            "cancel": (cancel_enquiry_erasure, _("Proposal taken back")),
            "erase": (erase_enquiry, _("Personal details destroyed")),
        }
        step, words = steps.get(request.POST.get("step", ""), (None, ""))
        if step is None:
            return self.render()
        try:
            with transaction.atomic():
                step(actor=self.actor, enquiry=self.enquiry)
        except DomainError as problem:
            return self.render(problem=str(problem))
        messages.success(request, words)
        return self.redirect(url(self.scheme, "enquiry", enquiry=self.enquiry.pk))
