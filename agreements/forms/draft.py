"""Forms that draft an agreement and make it agreed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import AgreementItem, AgreementParty
from agreements.services.agree import Signature, Wish
from agreements.services.draft_agreement import ItemTerms, Terms
from cases.models import Party
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist

CALLED = "called_"
YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))


class TermsForm(GovukForm):
    """The words of an agreement, and who looks after it. ``parties`` are added by `terms_form`."""

    made_on = DatePartsField(label=gettext_lazy("Date it was made"), past=True, today=True)
    words = forms.CharField(
        label=gettext_lazy("Opening words"),
        help_text=gettext_lazy("Everybody who takes part gets a copy of all that stands here."),
        max_length=4000,
        required=False,
        widget=forms.Textarea,
    )
    monitor = forms.ChoiceField(
        label=gettext_lazy("Who looks after the agreement?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select who looks after the agreement")},
    )
    monitor_name = forms.CharField(
        label=gettext_lazy("Their name or role, as the agreement says it"), max_length=120, required=False
    )
    updates_what = forms.CharField(
        label=gettext_lazy("What the victim will be told, and how often"),
        help_text=gettext_lazy("The start of treatment may be told, never how it goes."),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )
    updates_until = DatePartsField(
        label=gettext_lazy("Until when the victim will be told"), future=True, required=False
    )

    def __init__(self, *args: Any, keep: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        monitors = codelist("agreement_monitor").choices(on=today(), keep=[keep])
        self.fields["monitor"].choices = monitors  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Set the names aside: a name in the agreement is put there on purpose, by its own question."""
        values = super().clean() or self.cleaned_data
        names = [name for name in values if name.startswith(CALLED)]
        self.called = {name.removeprefix(CALLED): values.pop(name) for name in names}
        return values

    def terms(self) -> Terms:
        """What was entered, for the service."""
        values = self.cleaned_data
        return Terms(**{name: values[name] for name in Terms.__dataclass_fields__})

    def named(self, parties: Iterable[Party]) -> dict[Party, str]:
        """Who was selected, each with the name the agreement uses."""
        chosen = set(self.cleaned_data["parties"])
        return {party: self.called[str(party.pk)] for party in parties if str(party.pk) in chosen}


def terms_form(parties: Iterable[Party]) -> type[TermsForm]:
    """The form for a process with these parties: each may take part, under a name or without one."""
    people = list(parties)
    fields: dict[str, Any] = {
        "parties": forms.MultipleChoiceField(
            label=gettext_lazy("Who made the agreement?"),
            choices=[(str(party.pk), str(party)) for party in people],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext_lazy("Select who made the agreement")},
        )
    }
    for party in people:
        fields[f"{CALLED}{party.pk}"] = forms.CharField(
            label=_("Name in the agreement: %(party)s") % {"party": party},
            help_text=_("Everybody who gets a copy will read it. Left empty, it says “%(party)s”.")
            % {"party": party},
            max_length=120,
            required=False,
        )
    reveals = {"parties": {str(party.pk): [f"{CALLED}{party.pk}"] for party in people}}
    order = ["made_on", "parties", "words"]
    return type("TermsOfProcessForm", (TermsForm,), {**fields, "reveals": reveals, "field_order": order})


class ItemForm(GovukForm):
    """One item: an action or a statement."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of item is it?"),
        choices=AgreementItem.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select whether it is an action or a statement")},
    )
    what = forms.CharField(
        label=gettext_lazy("What was agreed"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("In the words of those who agreed it. They all get a copy."),
    )
    type = forms.ChoiceField(label=gettext_lazy("Type of action"))
    owner = forms.ChoiceField(
        label=gettext_lazy("Who will do it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select who will do it")},
    )
    due_on = DatePartsField(label=gettext_lazy("Date it is to be done by"))
    may_tell_victim = forms.BooleanField(
        label=gettext_lazy("They agreed that the victim may be told how it goes"), required=False
    )
    said_by = forms.ChoiceField(label=gettext_lazy("Who said it?"), widget=forms.RadioSelect, required=False)

    reveals = {"kind": {"action": ["type", "owner", "due_on", "may_tell_victim"], "statement": ["said_by"]}}
    field_order = ["kind", "what"]

    def __init__(self, *args: Any, participants: Iterable[AgreementParty], keep: str = "", **options: Any):
        super().__init__(*args, **options)
        self.people = {str(each.party_id): each.party for each in participants}
        people = [(key, str(party)) for key, party in self.people.items()]
        types = codelist("agreement_item_type").choices(on=today(), keep=[keep])
        self.fields["owner"].choices = people  # type: ignore[attr-defined]
        self.fields["said_by"].choices = people  # type: ignore[attr-defined]
        self.fields["type"].choices = [("", _("Select an option")), *types]  # type: ignore[attr-defined]

    def terms(self) -> ItemTerms:
        """What was entered, for the service."""
        values = self.cleaned_data
        owner = values["owner"] if values["kind"] == AgreementItem.Kind.ACTION else values["said_by"]
        return ItemTerms(
            kind=values["kind"],
            what=values["what"],
            type=values["type"] or "",
            owner=self.people.get(owner),
            due_on=values["due_on"],
            may_tell_victim=values["may_tell_victim"],
        )


class AgreeForm(GovukForm):
    """How each participant agreed, and whether each victim wishes to hear how it goes."""

    participants: list[AgreementParty] = []

    agreed_on = DatePartsField(label=gettext_lazy("Date it was agreed"), past=True, today=True)

    def signatures(self) -> dict[Any, Signature]:
        """By participant id."""
        values = self.cleaned_data
        return {
            each.pk: Signature(values[f"signed_{each.pk}"], values["agreed_on"]) for each in self.participants
        }

    def wishes(self) -> dict[Any, Wish]:
        """By party id of each victim."""
        values = self.cleaned_data
        return {
            each.party_id: Wish(
                values[f"wants_{each.pk}"] == "yes", values["asked_on"], values[f"next_on_{each.pk}"]
            )
            for each in self.participants
            if each.party.role == Party.Role.VICTIM
        }


def agree_form(participants: list[AgreementParty]) -> type[AgreeForm]:
    """The form for an agreement with these participants."""
    fields: dict[str, Any] = {"participants": participants}
    reveals: dict[str, dict[str, list[str]]] = {}
    for each in participants:
        fields[f"signed_{each.pk}"] = forms.ChoiceField(
            label=_("How %(name)s agreed") % {"name": each.party},
            choices=AgreementParty.Signed.choices,
            widget=forms.RadioSelect,
        )
    victims = [each for each in participants if each.party.role == Party.Role.VICTIM]
    if victims:
        fields["asked_on"] = DatePartsField(
            label=gettext_lazy("Date you asked about updates"), past=True, today=True
        )
    for each in victims:
        fields |= wish_fields(f"wants_{each.pk}", f"next_on_{each.pk}", str(each.party))
        reveals[f"wants_{each.pk}"] = {"yes": [f"next_on_{each.pk}"]}
    return type("AgreeWithTheseForm", (AgreeForm,), {**fields, "reveals": reveals})


def wish_fields(wants: str, next_on: str, who: str) -> dict[str, Any]:
    """The question whether a victim wishes to hear how the agreement goes, and from when."""
    return {
        wants: forms.ChoiceField(
            label=_("Does %(party)s wish to hear how it goes?") % {"party": who},
            choices=YES_NO,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Select whether %(party)s wishes to hear how it goes") % {"party": who}
            },
        ),
        next_on: DatePartsField(
            label=_("Date of the next update, as agreed with %(party)s") % {"party": who},
            future=True,
            today=True,
        ),
    }
