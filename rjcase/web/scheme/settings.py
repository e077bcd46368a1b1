"""Overview, profile and words of a scheme."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.models import Area, DeliveryTeam, Invitation, Membership
from rjcase.access.services.settings import profile, save_labels, save_marking, save_profile
from rjcase.deadlines.rules import lengths
from rjcase.designsystem.summary import Row
from rjcase.kernel.clock import now
from rjcase.web.scheme.base import SettingsFormPage, SettingsPage
from rjcase.web.scheme.forms import LabelsForm, MarkingForm, ProfileForm

_FACTS = ("phone", "email", "address", "about", "complaints")


class Hub(SettingsPage):
    """`/<scheme>/scheme/`: everything the scheme says of itself, each with its Change link."""

    template_name = "web/scheme/hub.html"
    title = _("Your scheme")
    section = "hub"

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "public": self._public(),
            "words": self._words(),
            "inside": self._inside(),
        }

    def _public(self) -> list[Row]:
        row, change, ours = profile(), self.url("profile"), _("As the product has it")
        return [
            Row(_("Name of the service"), self.scheme.name, change),
            Row(_("Listed on the front page"), self.scheme.is_listed, change),
            Row(_("Public page"), f"/{self.scheme.slug}/"),
            Row(_("Case references begin with"), self.scheme.prefix),
            Row(_("Phone"), row.phone, change),
            Row(_("Email address"), row.email, change),
            Row(_("Postal address"), row.address, change),
            Row(_("About the service"), row.about, change),
            Row(_("How to complain"), row.complaints, change),
            Row(_("How to refer"), row.referral_route or ours, self.url("referring")),
            Row(_("After a referral"), row.after_referral or ours, self.url("referring")),
            Row(_("Contact of your unit"), row.unit_contact, self.url("referring")),
            Row(_("Contact of the champion"), row.champion_contact, self.url("referring")),
            Row(_("Map of every case"), row.process_map or ours, self.url("maps")),
            Row(_("Map of the community sentence route"), row.community_map or ours, self.url("maps")),
            Row(_("Welsh"), self.scheme.has_welsh, self.url("welsh")),
        ]

    def _words(self) -> list[Row]:
        row, change = profile(), self.url("labels")
        return [
            Row(_("Word for a victim"), row.label_harmed, change),
            Row(_("Word for an offender"), row.label_responsible, change),
            Row(_("Marking on records and prints"), row.marking or _("None"), self.url("marking")),
        ]

    def _inside(self) -> list[Row]:
        waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now())
        own = [str(one.kind.label) for one in lengths() if one.is_own]
        return [
            Row(_("People"), Membership.objects.live().count(), self.url("people")),
            Row(_("Invitations waiting"), waiting.count(), self.url("people")),
            Row(_("Areas in use"), Area.objects.filter(is_active=True).count(), self.url("areas")),
            Row(_("Teams in use"), DeliveryTeam.objects.filter(is_active=True).count(), self.url("teams")),
            Row(_("Deadlines with your own length"), own or _("None"), self.url("deadlines")),
        ]


class EditProfile(SettingsFormPage):
    """`/<scheme>/scheme/profile/`"""

    title = _("Profile and public text")
    section = "profile"
    form_class = ProfileForm

    def initial(self) -> dict[str, Any]:
        row = profile()
        facts = {name: getattr(row, name) for name in _FACTS}
        return {"name": self.scheme.name, "is_listed": self.scheme.is_listed, **facts}

    def save(self, form: ProfileForm) -> str:
        save_profile(actor=self.actor, **form.cleaned_data)
        messages.success(self.request, gettext("Profile saved"))
        return self.url("hub")


class EditLabels(SettingsFormPage):
    """`/<scheme>/scheme/words/`: what people read for victim and offender (MOJ-A-14)."""

    title = _("Words for the two sides")
    section = "labels"
    form_class = LabelsForm
    lead = _(
        "People and sides of a case are called by these words. Set texts, such as the names of deadlines, "
        "still say “victim” and “offender”."
    )

    def initial(self) -> dict[str, Any]:
        row = profile()
        return {"harmed": row.label_harmed, "responsible": row.label_responsible}

    def save(self, form: LabelsForm) -> str:
        save_labels(actor=self.actor, **form.cleaned_data)
        messages.success(self.request, gettext("Words saved"))
        return self.url("hub")


class EditMarking(SettingsFormPage):
    """`/<scheme>/scheme/marking/`: the classification on records and on every PDF (WTE-4.3-01)."""

    title = _("Marking on records and prints")
    section = "marking"
    form_class = MarkingForm
    lead = _("It stands on top of every case, every file and every page that is printed from now on.")

    def initial(self) -> dict[str, Any]:
        return {"marking": profile().marking}

    def save(self, form: MarkingForm) -> str:
        save_marking(actor=self.actor, marking=form.cleaned_data["marking"])
        messages.success(self.request, gettext("Marking saved"))
        return self.url("hub")
