"""A risk assessment as a form made from the questions, and the decision on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import RiskAssessment
from assessments.questions import CONSENT_FREE, Question, questions_for
from assessments.services.decide_risk import OutsideSupervisor
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today

_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class RiskForm(GovukForm):
    """Each question of the party's role; a risk reveals how likely it is and how it is managed.

    ``is_draft`` asks for nothing: a draft keeps whatever there is.
    """

    presentation = {"is_consent_free": {"inline": True}, "level": {"inline": True}}

    def __init__(self, *args: Any, role: str, is_draft: bool = False, **options: Any) -> None:
        self.questions = questions_for(role)
        fields = _fields(self.questions)
        if is_draft:
            for field in fields.values():
                field.required = False
        self.base_fields = fields  # type: ignore[misc]
        self.reveals = {q.code: {q.risky: [f"likelihood_{q.code}", f"how_{q.code}"]} for q in self.questions}
        super().__init__(*args, **options)

    def content(self) -> dict[str, Any]:
        """What was answered, as the service takes it."""
        data = self.cleaned_data
        free = data.get("is_consent_free")
        return {
            "answers": {q.code: self._answer(q) for q in self.questions if data.get(q.code)},
            "is_consent_free": None if not free else free == "yes",
            "level": data.get("level") or "",
            "level_reasons": data.get("level_reasons") or "",
            "assessed_on": data.get("assessed_on"),
            "seen": data.get("seen") or "",
        }

    def _answer(self, question: Question) -> dict[str, str]:
        data = self.cleaned_data
        answer = {"answer": data[question.code]}
        if answer["answer"] == question.risky:
            answer["likelihood"] = data.get(f"likelihood_{question.code}") or ""
            answer["how"] = data.get(f"how_{question.code}") or ""
        return answer


def initial_of(assessment: RiskAssessment | None, seen: str) -> dict[str, Any]:
    """What the form starts with: the newest version's answers."""
    if assessment is None:
        return {"seen": seen}
    free = assessment.is_consent_free
    start: dict[str, Any] = {
        "seen": seen,
        "assessed_on": assessment.assessed_on if assessment.state == RiskAssessment.State.DRAFT else today(),
        "is_consent_free": "" if free is None else ("yes" if free else "no"),
        "level": assessment.level,
        "level_reasons": assessment.level_reasons,
    }
    for code, answer in assessment.answers.items():
        start |= {
            code: answer.get("answer", ""),
            f"likelihood_{code}": answer.get("likelihood", ""),
            f"how_{code}": answer.get("how", ""),
        }
    return start


def _fields(questions: list[Question]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "assessed_on": DatePartsField(
            label=_("Date of the assessment"), past=True, today=True, initial=today
        ),
        "is_consent_free": _choice(CONSENT_FREE, _YES_NO),
    }
    for question in questions:
        said = {"question": question.text}
        fields[question.code] = _choice(question.text, _YES_NO)
        fields[f"likelihood_{question.code}"] = _choice(
            _("How likely is it?"),
            RiskAssessment.Level.choices,
            gettext("Select how likely it is: %(question)s") % said,
        )
        fields[f"how_{question.code}"] = _text(
            _("How it will be managed"), gettext("Enter how it will be managed: %(question)s") % said
        )
    fields["level"] = _choice(_("Overall risk"), RiskAssessment.Level.choices, _("Select the overall risk"))
    fields["level_reasons"] = _text(
        _("Reasons for the overall risk"), _("Enter the reasons for the overall risk")
    )
    fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
    return fields


def _choice(label: Any, choices: Any, missing: Any = None) -> forms.ChoiceField:
    missing = missing or gettext("Select yes or no: %(question)s") % {"question": label}
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": missing}
    )


def _text(label: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": missing},
    )


class DecisionForm(GovukForm):
    """Approve, or return with a note; in a one-person office also who decided outside."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[("approved", _("Approve")), ("returned", _("Return to be changed"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select your decision")},
    )
    remark = forms.CharField(
        label=_("Note"), max_length=2000, widget=forms.Textarea({"rows": 3}), required=False
    )
    note = forms.CharField(
        label=_("What has to be changed"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter what has to be changed")},
    )
    outside_name = forms.CharField(
        label=_("Name of the outside supervisor who decided"),
        help_text=_("There is no other manager here who may decide, so somebody from outside does."),
        max_length=150,
        error_messages={"required": _("Enter the name of the outside supervisor who decided")},
    )
    outside_role = forms.CharField(
        label=_("Their role and organisation"),
        max_length=150,
        error_messages={"required": _("Enter their role and organisation")},
    )
    outside_on = DatePartsField(
        label=_("Date of their decision"),
        past=True,
        today=True,
        error_messages={"required": _("Enter the date of their decision")},
    )

    reveals = {"decision": {"approved": ["remark"], "returned": ["note"]}}

    def __init__(self, *args: Any, needs_outside: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_outside:
            del self.fields["outside_name"], self.fields["outside_role"], self.fields["outside_on"]

    def outside(self) -> OutsideSupervisor | None:
        """Who decided outside, where that was asked."""
        data = self.cleaned_data
        if "outside_name" not in self.fields:
            return None
        return OutsideSupervisor(data["outside_name"], data["outside_role"], data["outside_on"])
