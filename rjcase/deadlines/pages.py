"""What is due, for everyone who works cases; setting a deadline aside, for managers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rjcase.access.pages import FormPage, Page
from rjcase.deadlines import selectors
from rjcase.deadlines.forms import WaiveForm
from rjcase.deadlines.models import Deadline
from rjcase.deadlines.policies import LIST, WAIVE
from rjcase.deadlines.services import waive_deadline

PAGE_SIZE = 50
_WINDOWS = {"": _("All"), "late": _("Late"), "soon": _("Next 7 days"), "later": _("Later")}


class DuePage(Page):
    """`/<scheme>/due/`: everything that is due in the cases one works; for the office, in all cases."""

    permission = LIST
    template_name = "deadlines/due.html"
    title = _("What is due")

    def page_context(self) -> dict[str, Any]:
        """One page of lines, the most urgent first; ``?when=`` narrows."""
        when = self.request.GET.get("when", "")
        rows = Paginator(selectors.running(when), PAGE_SIZE).get_page(self.request.GET.get("page"))
        return {
            "page_title": self.title,
            "scheme": self.scheme,
            "rows": rows,
            "lines": [selectors.line(row) for row in rows],
            "windows": self._windows(when),
            "may_waive": self.actor.may(WAIVE),
        }

    def _windows(self, when: str) -> list[dict[str, Any]]:
        here = reverse("deadlines:due", kwargs={"scheme": self.scheme.slug})
        found = selectors.counts()
        return [
            {
                "text": words,
                "href": f"{here}?when={name}" if name else here,
                "active": name == when,
                "count": found.get(name) if name else sum(found.values()),
            }
            for name, words in _WINDOWS.items()
        ]


class WaivePage(FormPage):
    """`/<scheme>/due/<deadline>/set-aside/`: a manager says why something need not be done."""

    permission = WAIVE
    template_name = "deadlines/waive.html"
    title = _("Set this deadline aside")
    form_class = WaiveForm
    deadline: Deadline

    def load(self) -> None:
        """Read the deadline through the walls; one that is met or waived is not there any more."""
        found = selectors.running().filter(pk=self.kwargs["deadline"]).first()
        if found is None:
            raise Http404
        self.deadline = found

    def page_context(self) -> dict[str, Any]:
        """What is set aside, in words."""
        return {
            "page_title": self.title,
            "scheme": self.scheme,
            "line": selectors.line(self.deadline),
            "case_reference": self.deadline.case.reference if self.deadline.case else "",
            "back_url": reverse("deadlines:due", kwargs={"scheme": self.scheme.slug}),
        }

    def save(self, form: Any) -> str:
        """Set it aside and go back to the list."""
        waive_deadline(self.deadline, self.actor, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("Deadline set aside"))
        return reverse("deadlines:due", kwargs={"scheme": self.scheme.slug})
