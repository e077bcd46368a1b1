"""Areas and teams: the same pages for both."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.models import Area, DeliveryTeam
from rjcase.access.services.settings import lay_areas, save_division
from rjcase.kernel.codelists import codelist
from rjcase.web.scheme.base import SettingsFormPage, SettingsPage
from rjcase.web.scheme.forms import DivisionForm


class DivisionsPage(SettingsPage):
    """A list of areas or teams, those out of use last."""

    abstract = True
    template_name = "web/scheme/divisions.html"
    model: ClassVar[type[Area] | type[DeliveryTeam]]
    add_text: ClassVar[str | Promise]
    empty_text: ClassVar[str | Promise]

    def page_context(self) -> dict[str, Any]:
        rows = self.model.objects.order_by("-is_active", "name")
        return super().page_context() | {
            "rows": [(row, self.url(f"change-{self.section}", row=row.pk)) for row in rows],
            "add_url": self.url(f"add-{self.section}"),
        }


class DivisionFormPage(SettingsFormPage):
    """Adds one, or renames one and takes it in or out of use."""

    abstract = True
    form_class = DivisionForm
    model: ClassVar[type[Area] | type[DeliveryTeam]]
    row: Any = None

    def load(self) -> None:
        if "row" in self.kwargs:
            self.row = get_object_or_404(self.model, pk=self.kwargs["row"])

    def initial(self) -> dict[str, Any]:
        return {"name": self.row.name, "is_active": self.row.is_active} if self.row else {"is_active": True}

    def save(self, form: DivisionForm) -> str:
        save_division(actor=self.actor, model=self.model, row=self.row, **form.cleaned_data)
        messages.success(self.request, gettext("Saved"))
        return self.url(self.section)


class Areas(DivisionsPage):
    """`/<scheme>/scheme/areas/`"""

    title = _("Areas")
    section = "areas"
    model = Area
    add_text = _("Add an area")
    empty_text = _("No areas yet. Areas are parts of your territory, such as a council.")

    def page_context(self) -> dict[str, Any]:
        """The list, and whether a set of areas that we know is not there in full."""
        known = {name.casefold() for name in Area.objects.values_list("name", flat=True)}
        is_whole = all(name.casefold() in known for name in _west_midlands())
        return super().page_context() | {"preset": not is_whole}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Lay the areas of the West Midlands that are not there yet."""
        added = lay_areas(actor=self.actor, names=_west_midlands())
        messages.success(request, ngettext("%(n)s area added", "%(n)s areas added", added) % {"n": added})
        return self.redirect(self.url(self.section))


def _west_midlands() -> list[str]:
    """The seven local authorities of the West Midlands force area, in its code list."""
    return [str(code.label) for code in codelist("local_authority")]


class AreaForm(DivisionFormPage):
    """`/<scheme>/scheme/areas/add/` and `/<scheme>/scheme/areas/<id>/`"""

    title = _("Area")
    section = back = "areas"
    model = Area


class Teams(DivisionsPage):
    """`/<scheme>/scheme/teams/`"""

    title = _("Teams")
    section = "teams"
    model = DeliveryTeam
    add_text = _("Add a team")
    empty_text = _("No teams yet. Add them if you deliver through several teams or organisations.")


class TeamForm(DivisionFormPage):
    """`/<scheme>/scheme/teams/add/` and `/<scheme>/scheme/teams/<id>/`"""

    title = _("Team")
    section = back = "teams"
    model = DeliveryTeam
