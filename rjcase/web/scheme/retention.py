"""How long this scheme keeps the files of closed cases (WTE-4.3-04)."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.rights.models import RetentionClass
from rjcase.rights.retention import save_class
from rjcase.web.scheme.base import SettingsFormPage, SettingsPage
from rjcase.web.scheme.retention_forms import RetentionForm

_FACTS = ("name", "outcome", "only_sensitive", "months", "reason", "is_active")


class Retention(SettingsPage):
    """`/<scheme>/scheme/retention/`: every class and its period."""

    template_name = "web/scheme/retention.html"
    title = _("Retention")
    section = "retention"

    def page_context(self) -> dict[str, Any]:
        rows = [
            (row, self.url("change-retention", row=row.pk)) for row in RetentionClass.objects.order_by("name")
        ]
        return super().page_context() | {"rows": rows, "add_url": self.url("add-retention")}


class ChangeRetention(SettingsFormPage):
    """`/<scheme>/scheme/retention/add/` and `…/<row>/`: a class with its period and the reason for it."""

    section = back = "retention"
    title = _("Retention class")
    form_class = RetentionForm
    lead = _("Nothing is erased by itself: cases past their time are listed until two people agree.")
    row: RetentionClass | None = None

    def load(self) -> None:
        if "row" in self.kwargs:
            self.row = RetentionClass.objects.filter(pk=self.kwargs["row"]).first()
            if self.row is None:
                raise Http404

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in _FACTS} if self.row else {}

    def save(self, form: RetentionForm) -> str:
        save_class(actor=self.actor, row=self.row, **form.cleaned_data)
        messages.success(self.request, gettext("Retention class saved"))
        return self.url("retention")
