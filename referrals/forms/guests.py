"""Forms about referring without an account, and what the office keeps of an agency for it."""

import re

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms.once import OnceForm
from referrals.services.guests import domain_of
from rjcase.designsystem.forms import GovukForm

_DOMAIN = re.compile(r"(?=.{4,150}$)([a-z0-9](-?[a-z0-9])*\.)+[a-z][a-z0-9-]*[a-z0-9]")
# Anybody can have an address there.
_FOR_EVERYBODY = frozenset(
    (
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "hotmail.co.uk",
        "live.com",
        "live.co.uk",
        "icloud.com",
        "me.com",
        "yahoo.com",
        "yahoo.co.uk",
        "aol.com",
        "btinternet.com",
        "sky.com",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "gmx.co.uk",
    )
)


class AskLinkForm(GovukForm):
    """The address that a link is sent to."""

    email = forms.EmailField(
        label=_("Your work email address"),
        max_length=150,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        help_text=_("We send a link that opens one referral form."),
    )


class DomainForm(GovukForm):
    """One more mail domain of an agency."""

    domain = forms.CharField(
        label=_("Mail domain"),
        max_length=150,
        help_text=_("What stands after the @ in its work addresses, such as northshire.police.example"),
    )

    def clean_domain(self) -> str:
        """As it is kept: without the @, in lower case."""
        domain = domain_of("@" + self.cleaned_data["domain"].strip().lstrip("@"))
        if not _DOMAIN.fullmatch(domain):
            raise forms.ValidationError(_now("Enter a mail domain, such as northshire.police.example"))
        if domain in _FOR_EVERYBODY:
            raise forms.ValidationError(
                _now("Anybody can have an address there. Enter a mail domain of the agency itself")
            )
        return domain


class LinkForm(OnceForm):
    """The address of an officer that the office makes a link for."""

    email = forms.EmailField(label=_("Work email address"), max_length=150)


class AgencyContactForm(GovukForm):
    """Whom to speak with at an agency."""

    name = forms.CharField(label=_("Name"), max_length=150)
    post = forms.CharField(label=_("Post"), max_length=150, required=False)
    phone = forms.CharField(label=_("Phone number"), max_length=40, required=False)
    email = forms.EmailField(label=_("Email address"), required=False)

    def clean(self) -> dict[str, str]:
        """There must be a way to reach them."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _now("Enter phone number or email address"))
        return cleaned
