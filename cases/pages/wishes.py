"""Where and when a party can meet, and what they wish of their facilitator."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.wishes import WishForm
from cases.links import case_url
from cases.models import MeetingWish
from cases.pages.base import FileFormPage
from cases.policies import WORK_FILE
from cases.services.wishes import save_wish


class EditWishes(FileFormPage):
    """Keep what a party said about meetings; the proposal for allocation reads it."""

    permission = WORK_FILE
    change = True
    form_class = WishForm
    template_name = "cases/file_form.html"
    title = gettext_lazy("Where, when and with whom they can meet")

    def initial(self) -> dict[str, Any]:
        """What is known now."""
        row = MeetingWish.objects.filter(file=self.file).first()
        if row is None:
            return {}
        areas = [str(area) for area in row.areas]
        return {"areas": areas, "times": row.times, "languages": row.languages, "note": row.note}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save")}

    def save(self, form: WishForm) -> str:
        """Keep it."""
        save_wish(self.file, actor=self.actor, **form.cleaned_data)
        messages.success(self.request, _("Saved"))
        return case_url("cases:file", self.case, file=self.file)
