"""What is asked of whoever uploads a spreadsheet."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.once import OnceForm
from referrals.bulk.tables import MOST_ROWS
from referrals.models import Agency
from rjcase.documents.uploads import virus
from rjcase.documents.uploads.refusals import UploadRefused

ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True)
class Sheet:
    """A spreadsheet as it came."""

    name: str
    content: bytes


class SheetField(forms.FileField):
    """A spreadsheet of a size that is taken; its rows are judged later."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.FileInput({"accept": ",".join(ENDINGS)}), **options)

    def clean(self, data: Any, initial: Any = None) -> Sheet | None:
        """Return its bytes. Raises ValidationError with the reason for a refusal."""
        given = super().clean(data, initial)
        if not given:
            return None
        limit = settings.UPLOADS["file_bytes"]
        name = PurePosixPath(given.name.replace("\\", "/")).name
        if given.size > limit:
            raise ValidationError(
                _("The selected file must be smaller than %(size)s MB") % {"size": limit // 1_000_000}
            )
        if not name.lower().endswith(ENDINGS):
            raise ValidationError(_("The selected file must be an XLSX or a CSV. Save it as one of these"))
        content = given.read()
        try:
            virus.scan(content)
        except UploadRefused as refused:
            raise ValidationError(str(refused)) from refused
        return Sheet(name, content)


class IntakeFileForm(OnceForm):
    """The file, and for which agency it is."""

    agency = forms.ModelChoiceField(
        label=gettext_lazy("Agency"), queryset=Agency.objects.none(), empty_label=None
    )
    upload = SheetField(
        label=gettext_lazy("Spreadsheet"),
        error_messages={"required": gettext_lazy("Select a spreadsheet")},
    )

    def __init__(self, *args: Any, agencies: list[Agency], office: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self._agencies = agencies
        self.fields["upload"].help_text = _("XLSX or CSV, smaller than %(size)s MB, up to %(rows)s rows.") % {
            "size": settings.UPLOADS["file_bytes"] // 1_000_000,
            "rows": f"{MOST_ROWS:,}",
        }
        if not office and len(agencies) == 1:
            del self.fields["agency"]
            return
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  declared above
        field.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
        if office:
            field.required, field.empty_label = False, str(_("No agency"))

    @property
    def giver(self) -> Agency | None:
        """The agency the rows are for."""
        chosen: Agency | None = self.cleaned_data.get("agency")
        return chosen if "agency" in self.fields else self._agencies[0]
