"""Lines of the sharing matrix and of the checklist; the checklist of a case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Disclosure
from rjcase.assurance.models import STAGES, ChecklistItem, ChecklistTick
from rjcase.designsystem.forms import GovukForm

MISSING = "missing"


def _stage() -> Any:
    return forms.ChoiceField(
        label=_("Stage"),
        choices=STAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the stage")},
    )


def _in_use() -> Any:
    return forms.BooleanField(label=_("In use"), required=False, initial=True)


class RuleForm(GovukForm):
    """Who shares what, when, with whom, what for, on which basis and how."""

    stage = _stage()
    what = forms.CharField(label=_("What is shared"), max_length=300)
    from_whom = forms.CharField(label=_("From whom"), max_length=120)
    to_whom = forms.CharField(label=_("With whom"), max_length=120)
    when = forms.CharField(label=_("When"), max_length=200)
    purpose = forms.ChoiceField(
        label=_("What for"),
        choices=Disclosure.Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what for")},
    )
    basis = forms.ChoiceField(
        label=_("Basis"),
        choices=Disclosure.Basis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the basis")},
    )
    how = forms.CharField(
        label=_("How"), max_length=200, help_text=_("In the case system wherever possible, else securely.")
    )
    is_active = _in_use()

    presentation = {"stage": {"small": True}, "purpose": {"small": True}, "basis": {"small": True}}


class ItemForm(GovukForm):
    """What has to be known, and who tells it."""

    stage = _stage()
    what = forms.CharField(label=_("Information"), max_length=300)
    from_whom = forms.CharField(label=_("From whom"), max_length=120)
    is_active = _in_use()

    presentation = {"stage": {"small": True}}


class ChecklistForm(GovukForm):
    """One answer for every piece of information of every stage."""

    def __init__(self, *args: Any, items: Sequence[ChecklistItem], **options: Any) -> None:
        super().__init__(*args, **options)
        for item in items:
            self.fields[item.code] = forms.ChoiceField(
                label=item.what,
                choices=[(MISSING, _("Not there yet")), *ChecklistTick.State.choices],
                widget=forms.Select,
                initial=MISSING,
                help_text=_("From: %(who)s") % {"who": item.from_whom},
            )

    def states(self) -> dict[str, str]:
        """The answers by code; "" for what is not there yet."""
        return {code: "" if state == MISSING else state for code, state in self.cleaned_data.items()}
