"""A manager's settings for the intake, and a partner telling what the sentence is."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.forms.intake import IntakeForm, SentenceForm
from referrals.models import Referral
from referrals.selectors import our_referrals
from referrals.selectors.intake import intake_settings
from referrals.services.court import tell_sentence
from referrals.services.intake import save_intake
from referrals.triage import FACTORS
from rjcase.access.pages import FormPage


class IntakePage(FormPage):
    """`/<scheme>/referrals/settings/`: whom agencies ask, the community remedy, the weights."""

    permission = policies.INTAKE
    form_class = IntakeForm
    template_name = "referrals/intake.html"
    title = gettext_lazy("Settings for referrals")

    def initial(self) -> dict[str, Any]:
        """What stands there now; weights nobody set have their default."""
        row = intake_settings()
        weights = {f"weight_{name}": row.weights.get(name, factor.weight) for name, factor in FACTORS.items()}
        names = ("contact_name", "contact_phone", "contact_email", "address")
        return {
            **{name: getattr(row, name) for name in names},
            "remedies": "\n".join(row.remedies),
            **weights,
        }

    def page_context(self) -> dict[str, Any]:
        """Back to the criteria."""
        return {"back_url": reverse("referrals:criteria", kwargs={"scheme": self.scheme.slug})}

    def save(self, form: IntakeForm) -> str:
        """Keep them."""
        save_intake(actor=self.actor, **form.settings())
        messages.success(self.request, _("Settings saved"))
        return self.request.path


class SentencePage(FormPage):
    """`/<scheme>/our-referrals/<referral>/sentence/`: after the hearing."""

    permission = policies.OURS
    form_class = SentenceForm
    template_name = "referrals/sentence.html"
    title = gettext_lazy("Tell us the sentence")
    referral: Referral

    def load(self) -> None:
        """Only a referral of one's own agency is there."""
        found = our_referrals(self.actor).filter(pk=self.kwargs["referral"]).first()
        if found is None:
            raise Http404
        self.referral = found

    def page_context(self) -> dict[str, Any]:
        """Which referral, by its code."""
        back = reverse("referrals:ours", kwargs={"scheme": self.scheme.slug})
        return {"referral": self.referral, "back_url": back}

    def save(self, form: SentenceForm) -> str:
        """Put it into the papers; nothing can be read back."""
        tell_sentence(actor=self.actor, referral=self.referral, text=form.text())
        messages.success(self.request, _("Sentence sent"))
        return reverse("referrals:ours", kwargs={"scheme": self.scheme.slug})
