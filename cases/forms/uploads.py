"""What is asked when a file is handed in or taken back."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.once import OnceForm
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.documents.uploads.check import ACCEPT, Checked, check
from rjcase.documents.uploads.refusals import UploadRefused


class CheckedFileField(forms.FileField):
    """A file that is judged when the form is: ``cleaned_data`` holds a ``Checked``."""

    widget = forms.ClearableFileInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.FileInput({"accept": ACCEPT}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        """Return what is kept of the file. Raises ValidationError with the reason for a refusal."""
        given = super().clean(data, initial)
        if not given:
            return None
        try:
            return check(given.name, given.read())
        except UploadRefused as refused:
            raise ValidationError(str(refused)) from refused


class UploadForm(OnceForm):
    """One file and what it is."""

    upload = CheckedFileField(
        label=gettext_lazy("File"), error_messages={"required": gettext_lazy("Select a file")}
    )
    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=120,
        help_text=gettext_lazy("For example, “Letter from their GP”. Leave names out."),
        error_messages={"required": gettext_lazy("Enter what it is")},
    )
    received_on = DatePartsField(label=gettext_lazy("Date we received it"), past=True, today=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = _(
            "PDF, JPG, PNG, DOCX, ODT or TXT, smaller than %(size)s MB. "
            "Place, time and camera are taken out of pictures."
        ) % {"size": settings.UPLOADS["file_bytes"] // 1_000_000}

    def ask_again(self) -> None:
        """Say that the file has to be selected anew: a browser keeps everything but that."""
        if "upload" not in self.errors:
            self.add_error("upload", _("Select the file again: your browser does not keep it"))


class RetractForm(GovukForm):
    """Why a file should not stand where it is."""

    reason = forms.CharField(
        label=gettext_lazy("Why you take it back"),
        max_length=300,
        help_text=gettext_lazy("For example, it belongs in another file. Leave names out."),
        error_messages={"required": gettext_lazy("Enter why you take it back")},
    )
