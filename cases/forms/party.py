"""Adding a person to a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rjcase.designsystem.forms import GovukForm


class AddPartyForm(GovukForm):
    """What part they have, and their name."""

    role = forms.ChoiceField(
        label=_("Their part in this case"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select their part in this case")},
    )
    given_names = forms.CharField(label=_("Given names"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=150, required=False)

    def __init__(self, *args: Any, roles: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A file needs somebody's name, or an organisation's."""
        data = super().clean() or {}
        if not any(data.get(name) for name in ("given_names", "family_name", "organisation")):
            self.add_error("given_names", _now("Enter a name or an organisation"))
        return data
