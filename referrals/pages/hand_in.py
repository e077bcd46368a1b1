"""A partner adds files to a referral of their agency."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.forms.hand_in import HandInForm
from referrals.models import Referral
from referrals.selectors import our_referrals
from referrals.services.hand_in import hand_in, handed_in
from rjcase.access.pages import FormPage


class HandInPage(FormPage):
    """`/<scheme>/our-referrals/<referral>/files/`: what was handed in, and one more."""

    permission = policies.OURS
    form_class = HandInForm
    template_name = "referrals/hand_in.html"
    title = gettext_lazy("Add a file to this referral")
    referral: Referral

    def load(self) -> None:
        """Only a referral of one's own agency is there."""
        found = our_referrals(self.actor).filter(pk=self.kwargs["referral"]).first()
        if found is None:
            raise Http404
        self.referral = found

    def page_context(self) -> dict[str, Any]:
        """Kinds and sizes of what came; nothing can be read back."""
        back = reverse("referrals:ours", kwargs={"scheme": self.scheme.slug})
        return {"referral": self.referral, "rows": handed_in(self.referral), "back_url": back}

    def render(self, status: int = 200, **extra: Any) -> HttpResponse:
        """A form that comes back has lost its file, and says so."""
        if self.form is not None and self.form.is_bound and self.form.errors:
            self.form.ask_again()
        return super().render(status, **extra)

    def save(self, form: HandInForm) -> str:
        """Put it into the papers."""
        data = form.cleaned_data
        hand_in(
            self.referral,
            data["upload"],
            actor=self.actor,
            upload_id=data["new_id"],
            title=data["title"],
        )
        messages.success(self.request, _("File added"))
        return self.request.path
