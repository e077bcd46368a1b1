"""Handing over the open work of somebody who leaves or is away: choose, look once more, done."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cases.models import Allocation, FileGrant
from cases.services.hand_over import OpenWork, Plan, hand_over, open_work
from practitioners.selectors import standings
from rjcase.access.models import Membership
from rjcase.access.roles import PRACTITIONERS, Role
from rjcase.access.services.membership import end_membership
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import say_date
from rjcase.kernel.errors import DomainError
from rjcase.web.scheme.base import SettingsFormPage
from rjcase.web.scheme.person import PersonPage

LEAVING, AWAY = "leaving", "away"


class HandOverForm(GovukForm):
    """Why, which days, and who takes each piece of work."""

    why = forms.ChoiceField(
        label=_("Why the work changes hands"),
        choices=[(LEAVING, _("They leave")), (AWAY, _("They are away for some time"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select why the work changes hands")},
    )
    leaves_on = DatePartsField(
        label=_("Their last day"),
        help_text=_("They keep the files until the end of this day, to hand over."),
        future=True,
        today=True,
    )
    away_from = DatePartsField(label=_("First day of cover"), future=True, today=True)
    away_until = DatePartsField(
        label=_("Last day of cover"),
        help_text=_("Cover ends by itself after this day."),
        future=True,
        today=True,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stands on the access page of every case. Write nothing about a person."),
        max_length=200,
    )

    reveals = {"why": {LEAVING: ["leaves_on"], AWAY: ["away_from", "away_until"]}}

    def __init__(self, *, work: OpenWork, takers: "Takers", **options: Any) -> None:
        super().__init__(**options)
        for row in work.allocations:
            label = gettext("%(case)s, %(sides)s") % {
                "case": row.case.reference,
                "sides": row.get_sides_display(),
            }
            if row.state == Allocation.State.OFFERED:
                label = gettext("%(what)s (offered)") % {"what": label}
            self.fields[case_field(row.pk)] = _who(label, takers.of_case(row))
            self.presentation = {**self.presentation, case_field(row.pk): {"optional": False}}
        for kind, found in work.beside.items():
            label = ngettext("%(kind)s: %(n)d file", "%(kind)s: %(n)d files", len(found))
            label %= {"kind": FileGrant.Kind(kind).label, "n": len(found)}
            self.fields[f"beside_{kind}"] = _who(label, takers.beside(kind))
            self.presentation = {**self.presentation, f"beside_{kind}": {"optional": False}}

    def clean(self) -> dict[str, Any]:
        """Days in their order, and somebody who takes something."""
        data = super().clean() or {}
        first, last = data.get("away_from"), data.get("away_until")
        if first and last and last < first:
            self.add_error(
                "away_until", gettext("Last day of cover must be the same as or after the first day")
            )
        chosen = [name for name in self.fields if name.startswith(("case_", "beside_")) and data.get(name)]
        if not chosen:
            self.add_error(None, gettext("Select who takes at least one piece of work"))
        return data

    def plan(self) -> Plan:
        """What was chosen."""
        data = self.cleaned_data
        is_cover = data["why"] == AWAY
        taken = {
            name: int(who) for name, who in data.items() if name.startswith(("case_", "beside_")) and who
        }
        return Plan(
            cases={UUID(name[5:]): who for name, who in taken.items() if name.startswith("case_")},
            beside={name[7:]: who for name, who in taken.items() if name.startswith("beside_")},
            first_day=data["away_from"] if is_cover else None,
            last_day=data["away_until"] if is_cover else data["leaves_on"],
            reason=data["reason"],
        )


def case_field(allocation: UUID) -> str:
    """The name of the question who takes a case."""
    return f"case_{allocation}"


def _who(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", gettext("Nobody yet")), *choices], required=False)


class Takers:
    """Who could take work: in the scheme, with the role, a check that is good today, and no conflict."""

    def __init__(self, leaver: int, work: OpenWork) -> None:
        members = list(Membership.objects.live().exclude(user_id=leaver).select_related("user"))
        checked = {user for user, standing in standings(members).items() if standing.lets_in}
        self._members = sorted((m for m in members if m.user_id in checked), key=lambda m: str(m.user))
        conflicts = Allocation.objects.filter(
            case__in=[row.case_id for row in work.allocations], state=Allocation.State.CONFLICT
        )
        self._conflicts = set(conflicts.values_list("case_id", "user_id"))

    def of_case(self, row: Allocation) -> list[tuple[str, str]]:
        """Facilitators without a conflict in the case."""
        fit = (m for m in self._members if set(m.roles) & PRACTITIONERS)
        return [(str(m.user_id), str(m.user)) for m in fit if (row.case_id, m.user_id) not in self._conflicts]

    def beside(self, kind: str) -> list[tuple[str, str]]:
        """Those whose roles allow this kind of access."""
        wanted = {Role.SUPERVISOR, *PRACTITIONERS} if kind == FileGrant.Kind.SUPERVISION else {Role.LIAISON}
        return [(str(m.user_id), str(m.user)) for m in self._members if set(m.roles) & wanted]


class HandOver(PersonPage, SettingsFormPage):
    """`/<scheme>/scheme/people/<id>/hand-over/`: all open work, who takes it, one page to confirm."""

    template_name = "web/scheme/hand_over.html"
    title = _("Hand over their work")
    form_class = HandOverForm
    button = _("Continue")
    work: OpenWork

    def load(self) -> None:
        super().load()
        if self.is_self:
            raise Http404
        self.work = open_work(self.membership.user_id)

    def form_kwargs(self) -> dict[str, Any]:
        return {"work": self.work, "takers": Takers(self.membership.user_id, self.work)}

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "page_caption": str(self.membership.user),
            "work": self.work,
            "back_url": self.to_person(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what will be done; do it once that was confirmed."""
        self.form = self.make_form()
        if not self.form.is_valid():
            return self.render(form=self.form)
        if "confirmed" not in request.POST:
            return self._confirm()
        try:
            with transaction.atomic():
                return self.redirect(self.save(self.form))
        except DomainError as problem:
            self.form.add_error(None, str(problem))
        return self.render(form=self.form)

    def _confirm(self) -> HttpResponseBase:
        sent = [(name, value) for name, values in self.request.POST.lists() for value in values]
        facts = self.page_context() | {
            "view": self,
            "scheme": self.scheme,
            "actor": self.actor,
            "page_title": gettext("Check before you hand over"),
            "rows": self._rows(),
            "sent": [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"],
            "is_cover": self.form.plan().is_cover,
        }
        return TemplateResponse(self.request, "web/scheme/hand_over_check.html", facts)

    def _rows(self) -> list[Row]:
        plan = self.form.plan()
        first = say_date(plan.first_day) if plan.first_day else gettext("At once")
        rows = [
            Row(_("From"), first),
            Row(_("Until"), say_date(plan.last_day) if plan.is_cover else gettext("For good")),
        ]
        if not plan.is_cover:
            rows.append(Row(_("Their last day"), say_date(plan.last_day)))
        rows.append(Row(_("Reason"), plan.reason))
        for name, field in self.form.fields.items():
            if name.startswith(("case_", "beside_")):
                rows.append(Row(field.label, dict(field.choices)[self.form.cleaned_data[name]]))
        return rows

    def save(self, form: HandOverForm) -> str:
        plan = form.plan()
        count = hand_over(self.membership.user_id, plan, actor=self.actor, scheme=self.scheme)
        if not plan.is_cover:
            end_membership(actor=self.actor, membership=self.membership.pk, last_day=plan.last_day)
        done = ngettext("%(n)d piece of work handed over", "%(n)d pieces of work handed over", count)
        messages.success(self.request, done % {"n": count})
        return self.to_person()
