"""Scorecards of those who want to become facilitators (WTE-3C-01)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practitioners.forms.selection import ScorecardForm
from practitioners.models import Scorecard
from practitioners.pages.overview import RegisterPage
from practitioners.scorecard import HEADINGS, MOST, gaps, total
from practitioners.services.selection import save_scorecard
from rjcase.access.pages import FormPage
from rjcase.kernel.ids import uuid7


class Scorecards(RegisterPage):
    """`/<scheme>/practitioners/selection/`: all of them, newest first."""

    template_name = "practitioners/scorecards.html"
    title = gettext_lazy("Selection of facilitators")
    section = "selection"

    def page_context(self) -> dict[str, Any]:
        """Each with its total and what there was no evidence of."""
        rows = Scorecard.objects.order_by("-seen_on", "-recorded_at")
        return super().page_context() | {
            "most": MOST * len(HEADINGS),
            "rows": [(row, total(row.scores), [HEADINGS[name] for name in gaps(row.scores)]) for row in rows],
        }


class EditScorecard(RegisterPage, FormPage):
    """`/<scheme>/practitioners/selection/add/` and `/<scheme>/practitioners/selection/<card>/`"""

    template_name = "practitioners/form.html"
    form_class = ScorecardForm
    card: Scorecard | None = None

    def load(self) -> None:
        """The one to change, if it is not a new one."""
        if "card" in self.kwargs:
            self.card = Scorecard.objects.filter(pk=self.kwargs["card"]).first()
            if self.card is None:
                raise Http404

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        if self.card is None:
            return {}
        plain = {
            name: getattr(self.card, name) for name in ("candidate", "seen_on", "panel", "note", "decision")
        }
        return plain | {name: str(score) for name, score in self.card.scores.items()}

    def page_context(self) -> dict[str, Any]:
        """The way back."""
        title = _("Scorecard") if self.card else _("Score a candidate")
        return {"page_title": title, "button": _("Save scorecard"), "back_url": self.url("selection")}

    def save(self, form: forms.Form) -> str:
        """Keep it."""
        data = dict(form.cleaned_data)
        scores = {name: int(data.pop(name)) for name in HEADINGS}
        new = data.pop("new_id") or uuid7()
        key = self.card.pk if self.card else new
        save_scorecard(actor=self.actor, key=key, scores=scores, **data)
        messages.success(self.request, _("Scorecard saved"))
        return reverse("practitioners:selection", kwargs={"scheme": self.scheme.slug})
