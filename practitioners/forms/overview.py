"""Filters of the register, and one's own answers for the profile."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practitioners.forms.register import areas, languages
from practitioners.kinds import SPECS, Kind
from practitioners.models import EqualityAnswers, Practitioner
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist


class RegisterFilter(GovukForm):
    """Whom to show. Every field may stay empty."""

    language = forms.ChoiceField(label=_("Language"), choices=(), required=False)
    area = forms.ChoiceField(label=_("Area"), choices=(), required=False)
    competence = forms.ChoiceField(
        label=_("May take"),
        choices=[("", _("Any case")), *SPECS[Kind.COMPETENCE].codes.items()],
        required=False,
    )
    time = forms.ChoiceField(
        label=_("Can work"), choices=[("", _("At any time")), *Practitioner.Time.choices], required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind of worker"), choices=[("", _("Any")), *Practitioner.Kind.choices], required=False
    )
    free = forms.BooleanField(label=_("Here and below their limit of cases"), required=False)

    presentation = {name: {"optional": False} for name in ("language", "area", "competence", "time", "kind")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = [("", _("Any language")), *languages()]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("Any area")), *areas()]  # type: ignore[attr-defined]

    def filters(self) -> dict[str, Any]:
        """What holds; a value that is no choice filters nothing."""
        if not self.is_bound:
            return {}
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class EqualityForm(GovukForm):
    """What somebody says of themselves; every question may stay empty (CAMB-13)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        asked: dict[str, forms.Field] = {}
        for name, list_name in EqualityAnswers.LISTS.items():
            label: Any = EqualityAnswers._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            choices = [("", _("No answer")), *codelist(list_name).choices(today())]
            asked[name] = forms.ChoiceField(label=_first_capital(label), choices=choices, required=False)
        self.fields.update(type("Asked", (GovukForm,), asked)().fields)


def _first_capital(label: Any) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
