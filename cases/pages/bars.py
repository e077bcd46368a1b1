"""Legal bars on contact, recorded in the file of whoever they bind."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.bars import BarEndForm, BarForm
from cases.models import ContactBar
from cases.pages.consents import ConsentFormPage
from cases.policies import WORK_FILE
from cases.selectors import other_parties
from cases.services.bars import end_bar, record_bar


class RecordBar(ConsentFormPage):
    """Record a legal bar on contact."""

    permission = WORK_FILE
    form_class = BarForm
    title = gettext_lazy("Record a bar on contact")

    def form_kwargs(self) -> dict[str, Any]:
        """The other people of the case, by part: a part names nobody, so one side may choose it."""
        return {"parties": other_parties(self.file)}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save bar on contact")}

    def save(self, form: BarForm) -> str:
        """Record it."""
        record_bar(self.file, actor=self.actor, **form.cleaned_data)
        return self.done(_("Bar on contact saved"))


class EndBar(ConsentFormPage):
    """Give a bar its end date."""

    permission = WORK_FILE
    form_class = BarEndForm
    title = gettext_lazy("Change when the bar on contact ends")
    bar: ContactBar

    def load(self) -> None:
        """Read the bar through its file."""
        super().load()
        found = ContactBar.objects.filter(file=self.file, pk=self.kwargs["bar"]).first()
        if found is None:
            raise Http404
        found.file = self.file
        self.bar = found

    def initial(self) -> dict[str, Any]:
        """The end date that stands now."""
        return {"until_on": self.bar.until_on}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save end date")}

    def save(self, form: BarEndForm) -> str:
        """Keep the date and the reason."""
        end_bar(self.bar, actor=self.actor, **form.cleaned_data)
        return self.done(_("End date saved"))
