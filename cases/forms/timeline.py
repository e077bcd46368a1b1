"""Filters of the timeline."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import timeline
from rjcase.access.labels import side_words_lazy
from rjcase.designsystem.forms import GovukForm


class TimelineFilter(GovukForm):
    """Which side, and which kind of event."""

    side = forms.ChoiceField(
        label=_("Side"),
        choices=[
            ("", _("Any side")),
            ("harmed", side_words_lazy("harmed")),
            ("responsible", side_words_lazy("responsible")),
            ("joint", _("Both sides together")),
        ],
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=(), required=False)

    presentation = {"side": {"optional": False}, "kind": {"optional": False}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("Any kind")), *timeline.kinds()]  # type: ignore[attr-defined]

    def chosen_filters(self) -> dict[str, str]:
        """The filters that hold; a value that is no choice filters nothing."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}
