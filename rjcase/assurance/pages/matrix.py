"""The sharing matrix and the checklist of information: read by all who work here, kept by managers."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import Disclosure
from cases.pages.base import CaseFormPage
from cases.selectors import exact_progress
from rjcase.assurance import policies, selectors
from rjcase.assurance.forms.matrix import MISSING, ChecklistForm, ItemForm, RuleForm
from rjcase.assurance.pages.base import AssuranceFormPage, AssurancePage
from rjcase.assurance.services import matrix as service
from rjcase.kernel.ids import uuid7


class Matrix(AssurancePage):
    """`/<scheme>/data-protection/sharing/`: who shares what, when, with whom, by stage."""

    permission = policies.MATRIX
    template_name = "assurance/matrix.html"
    title = gettext_lazy("Who shares what")
    section = "matrix"

    def page_context(self) -> dict[str, Any]:
        """Lines in use; managers also see those that are not."""
        may_edit = self.actor.may(policies.EDIT_MATRIX)
        purposes, bases = dict(Disclosure.Purpose.choices), dict(Disclosure.Basis.choices)
        rows = selectors.rules()
        for row in rows:
            row.purpose_words = purposes.get(row.purpose, row.purpose)  # type: ignore[attr-defined]
            row.basis_words = bases.get(row.basis, row.basis)  # type: ignore[attr-defined]
        stages = selectors.by_stage(rows, also_unused=may_edit)
        return super().page_context() | {"stages": stages, "may_edit": may_edit}


class Items(AssurancePage):
    """`/<scheme>/data-protection/information/`: what has to be known at each stage."""

    permission = policies.MATRIX
    template_name = "assurance/items.html"
    title = gettext_lazy("Information needed")
    section = "items"

    def page_context(self) -> dict[str, Any]:
        """Lines in use; managers also see those that are not."""
        may_edit = self.actor.may(policies.EDIT_MATRIX)
        stages = selectors.by_stage(selectors.items(), also_unused=may_edit)
        return super().page_context() | {"stages": stages, "may_edit": may_edit}


class _EditLine(AssuranceFormPage):
    """Adds a line, or changes one by its code."""

    abstract = True
    permission = policies.EDIT_MATRIX
    fields: ClassVar[tuple[str, ...]]
    row: Any = None

    def present(self) -> list[Any]:
        """The lines there are."""
        raise NotImplementedError

    def keep(self, **facts: Any) -> None:
        """Save one."""
        raise NotImplementedError

    def load(self) -> None:
        """Find the line; one that is not there is not there."""
        code = self.kwargs.get("code")
        if code is None:
            return
        self.row = next((row for row in self.present() if row.code == code), None)
        if self.row is None:
            raise Http404

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        return {name: getattr(self.row, name) for name in self.form_class.base_fields} if self.row else {}

    def save(self, form: Any) -> str:
        """Keep it and go back to the list."""
        code = self.row.code if self.row else uuid7().hex
        self.keep(code=code, **form.cleaned_data)
        messages.success(self.request, _("Saved"))
        return self.back_url()


class EditRule(_EditLine):
    """`…/sharing/add/` and `…/sharing/<code>/`"""

    permission = policies.EDIT_MATRIX
    title = gettext_lazy("Line of the sharing matrix")
    form_class = RuleForm
    back = "matrix"

    def present(self) -> list[Any]:
        """The matrix."""
        return list(selectors.rules())

    def keep(self, **facts: Any) -> None:
        """Save a line."""
        service.save_rule(actor=self.actor, **facts)


class EditItem(_EditLine):
    """`…/information/add/` and `…/information/<code>/`"""

    permission = policies.EDIT_MATRIX
    title = gettext_lazy("Information needed")
    form_class = ItemForm
    back = "items"

    def present(self) -> list[Any]:
        """The checklist."""
        return list(selectors.items())

    def keep(self, **facts: Any) -> None:
        """Save a line."""
        service.save_item(actor=self.actor, **facts)


class Checklist(CaseFormPage):
    """What a case has of the information it needs, stage by stage (WTE-4.1-01).

    The list tells of each side, so those who see one of them are shown why it is empty.
    """

    permission = policies.CHECKLIST
    form_class = ChecklistForm
    template_name = "assurance/checklist.html"
    title = gettext_lazy("Information needed")

    def form_kwargs(self) -> dict[str, Any]:
        """The lines in use."""
        return {"items": [item for item in selectors.items() if item.is_active]}

    def initial(self) -> dict[str, Any]:
        """What is there."""
        return {code: tick.state or MISSING for code, tick in selectors.ticks(self.case).items()}

    def page_context(self) -> dict[str, Any]:
        """The lines by stage with what is there, and who shares what at that stage."""
        if exact_progress(self.case) is None:
            return {"stages": []}
        ticks = selectors.ticks(self.case)
        rules = {group["stage"]: group["rows"] for group in selectors.by_stage(selectors.rules())}
        stages = [
            group
            | {
                "fields": [self.form[row.code] for row in group["rows"]],
                "have": sum(
                    row.code in ticks and ticks[row.code].state in ("have", "not_needed")
                    for row in group["rows"]
                ),
                "rules": rules.get(group["stage"], []),
            }
            for group in selectors.by_stage(selectors.items())
        ]
        return {"stages": stages}

    def save(self, form: ChecklistForm) -> str:
        """Keep what changed."""
        changed = service.tick(self.case, actor=self.actor, states=form.states())
        messages.success(self.request, _("Saved") if changed else _("Nothing has changed"))
        return case_url("assurance:checklist", self.case)
