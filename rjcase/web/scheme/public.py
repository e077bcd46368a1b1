"""Settings of the public pages: how to refer, process maps, Welsh."""

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.services.settings import profile, save_public_texts, save_welsh
from rjcase.designsystem.forms import GovukForm
from rjcase.web.scheme.base import SettingsFormPage

_LONGEST_TEXT = 4000
_MOST_STAGES, _LONGEST_NAME = 20, 80


def _long(label: Any, help_text: Any = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=_LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": rows}),
    )


class ReferringForm(GovukForm):
    """How professionals refer, what follows, and whom they ask (WTE-8A-01)."""

    referral_route = _long(
        _("How to refer"),
        _("For people who refer at work. Leave it empty to show our own few sentences."),
    )
    after_referral = _long(
        _("What happens after a referral"), _("Leave it empty to lead to your process map.")
    )
    unit_contact = _long(
        _("Contact of your unit"), _("Whom to ask, and when. Do not give anybody’s private number."), rows=3
    )
    champion_contact = _long(
        _("Contact of the champion"),
        _("The person in a partner organisation who helps colleagues to refer."),
        rows=3,
    )


class MapsForm(GovukForm):
    """The stages of the work, one a line."""

    process_map = _long(
        _("Stages of every case"),
        _("One stage a line. After a colon, say what happens. Leave it empty to show our own map."),
        rows=8,
    )
    community_map = _long(
        _("Stages of the community sentence route"), _("One stage a line, in the same way."), rows=8
    )

    def clean_process_map(self) -> str:
        """A map of as many stages as people can follow."""
        return self._stages("process_map")

    def clean_community_map(self) -> str:
        """The same for the other map."""
        return self._stages("community_map")

    def _stages(self, name: str) -> str:
        return check_stages(str(self.fields[name].label), self.cleaned_data[name])


def check_stages(label: str, typed: str) -> str:
    """The lines of a map without gaps. Raises ValidationError for too many, or a name nobody can read."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > _MOST_STAGES:
        raise forms.ValidationError(
            gettext("%(label)s must be %(most)s stages or fewer") % {"label": label, "most": _MOST_STAGES}
        )
    for number, line in enumerate(lines, start=1):
        name = line.partition(":")[0].strip()
        if not name or len(name) > _LONGEST_NAME:
            raise forms.ValidationError(
                gettext("%(label)s: begin line %(number)s with a name of %(most)s characters or fewer")
                % {"label": label, "number": number, "most": _LONGEST_NAME}
            )
    return "\n".join(lines)


class WelshForm(GovukForm):
    """Whether the public pages speak Welsh, and the scheme's own texts in it."""

    has_welsh = forms.BooleanField(
        label=_("Offer the public pages in Welsh"),
        help_text=_(
            "Our Welsh was not yet reviewed by a Welsh speaker. Ask one to read your public pages first: "
            "switch it on, read, and switch it off again if something is wrong."
        ),
        required=False,
    )
    about_welsh = _long(
        _("About the service, in Welsh"), _("Where a text is empty, the English one is shown.")
    )
    complaints_welsh = _long(_("How to complain, in Welsh"))
    referral_route_welsh = _long(_("How to refer, in Welsh"))
    after_referral_welsh = _long(_("What happens after a referral, in Welsh"))
    process_map_welsh = _long(_("Stages of every case, in Welsh"), rows=8)
    community_map_welsh = _long(_("Stages of the community sentence route, in Welsh"), rows=8)

    def clean_process_map_welsh(self) -> str:
        """The same rules as for the English map."""
        return self._stages("process_map_welsh")

    def clean_community_map_welsh(self) -> str:
        """The same rules as for the English map."""
        return self._stages("community_map_welsh")

    def _stages(self, name: str) -> str:
        return check_stages(str(self.fields[name].label), self.cleaned_data[name])


class _TextsPage(SettingsFormPage):
    """A form whose fields are texts of the profile."""

    abstract = True

    def initial(self) -> dict[str, Any]:
        row = profile()
        return {name: getattr(row, name) for name in self.form_class.base_fields if hasattr(row, name)}

    def save(self, form: GovukForm) -> str:
        save_public_texts(actor=self.actor, **form.cleaned_data)
        messages.success(self.request, gettext("Public text saved"))
        return self.url("hub")


class EditReferring(_TextsPage):
    """`/<scheme>/scheme/referring/`"""

    title = _("How to refer to you")
    section = "referring"
    form_class = ReferringForm
    lead = _("It is shown on your public page “How to refer”.")


class EditMaps(_TextsPage):
    """`/<scheme>/scheme/maps/`"""

    title = _("Process maps")
    section = "maps"
    form_class = MapsForm
    lead = _(
        "Referrers see these maps on your public page “How it works, stage by stage” and can print them."
    )


class EditWelsh(_TextsPage):
    """`/<scheme>/scheme/welsh/`"""

    title = _("Welsh")
    section = "welsh"
    form_class = WelshForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"has_welsh": self.scheme.has_welsh}

    def save(self, form: GovukForm) -> str:
        save_welsh(actor=self.actor, **form.cleaned_data)
        messages.success(self.request, gettext("Welsh saved"))
        return self.url("hub")
