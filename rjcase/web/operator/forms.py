"""Forms of the operator."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.designsystem.forms import GovukForm
from rjcase.tenancy.models import RESERVED_SLUGS, Scheme


class ManagerForm(GovukForm):
    """The person who will keep a scheme."""

    manager_name = forms.CharField(label=_("Full name of the manager"), max_length=120)
    manager_email = forms.EmailField(
        label=_("Work email address of the manager"),
        help_text=_("They sign in with it."),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class SchemeForm(ManagerForm):
    """A new scheme and its first manager."""

    name = forms.CharField(label=_("Name of the service"), max_length=120)
    slug = forms.SlugField(
        label=_("Address"),
        help_text=_("Small letters, numbers and hyphens, like “northshire”. It cannot be changed later."),
        max_length=40,
        error_messages={"invalid": _("Address must only include small letters, numbers and hyphens")},
    )
    prefix = forms.RegexField(  # type: ignore[assignment]
        r"^[A-Za-z]{2,5}$",
        label=_("Case reference prefix"),
        help_text=_("2 to 5 letters that every case reference begins with, like “NOR”."),
        error_messages={"invalid": _("Case reference prefix must be 2 to 5 letters")},
    )
    field_order = ["name", "slug", "prefix", "manager_name", "manager_email"]

    presentation = {
        "slug": {"classes": "govuk-input--width-20", "prefix": "/"},
        "prefix": {"classes": "govuk-input--width-5"},
    }

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if "_" in slug:
            raise forms.ValidationError(self.fields["slug"].error_messages["invalid"])
        if slug in RESERVED_SLUGS:
            raise forms.ValidationError(
                gettext("This address is kept for the program itself. Choose another")
            )
        if Scheme.objects.filter(slug=slug).exists():
            raise forms.ValidationError(gettext("Another scheme has this address"))
        return slug

    def clean_prefix(self) -> str:
        prefix: str = self.cleaned_data["prefix"].upper()
        if Scheme.objects.filter(prefix=prefix).exists():
            raise forms.ValidationError(gettext("Another scheme has this case reference prefix"))
        return prefix
