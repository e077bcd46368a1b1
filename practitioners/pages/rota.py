"""Who stands in, is on call or is away (WM-7-09)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practitioners.forms.register import DutyForm
from practitioners.policies import KEEP, ROTA
from practitioners.selectors import register
from practitioners.services.register import add_duty, remove_duty
from rjcase.access.pages import FormPage, Page
from rjcase.kernel.clock import today


class Rota(Page):
    """`/<scheme>/practitioners/rota/`: from today on, for everybody who works cases."""

    permission = ROTA
    template_name = "practitioners/rota.html"
    title = gettext_lazy("Cover and on-call rota")

    def page_context(self) -> dict[str, Any]:
        """Every line that has not ended; those of today stand first."""
        rows = list(register.rota())
        return {
            "now": [row for row in rows if row.starts_on <= today()],
            "later": [row for row in rows if row.starts_on > today()],
            "may_keep": self.actor.may(KEEP),
        }


class AddDuty(FormPage):
    """`/<scheme>/practitioners/rota/add/`"""

    permission = KEEP
    form_class = DutyForm
    template_name = "practitioners/form.html"
    title = gettext_lazy("Add to the rota")

    def page_context(self) -> dict[str, Any]:
        """The way back."""
        return {"button": _("Save"), "back_url": self.back_url()}

    def back_url(self) -> str:
        """The rota."""
        return reverse("practitioners:rota", kwargs={"scheme": self.scheme.slug})

    def save(self, form: DutyForm) -> str:
        """Add the line."""
        data = dict(form.cleaned_data)
        add_duty(actor=self.actor, duty_id=data.pop("new_id"), person_id=int(data.pop("person")), **data)
        messages.success(self.request, _("Added to the rota"))
        return self.back_url()


class RemoveDuty(Page):
    """`/<scheme>/practitioners/rota/<duty>/remove/`, by POST alone."""

    permission = KEEP
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the line out."""
        remove_duty(actor=self.actor, duty=self.kwargs["duty"])
        messages.success(request, _("Taken out of the rota"))
        return self.redirect(reverse("practitioners:rota", kwargs={"scheme": self.scheme.slug}))
