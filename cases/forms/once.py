"""A form that can be sent twice and counts once."""

from django import forms

from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.ids import uuid7


class OnceForm(GovukForm):
    """Carries the id of the row it will make: sending it twice, by double click or reload, makes one."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
