"""One practitioner's record: the manager's view of it, one's own, and what is added to it."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practitioners import presenters
from practitioners.experience import loads_of, processes_of
from practitioners.forms.entries import EntryForm, WithdrawEntryForm
from practitioners.forms.register import JobForm, ReachForm
from practitioners.kinds import OWN, SPECS, STAGES, Kind, code_words
from practitioners.models import Entry, Practitioner
from practitioners.policies import KEEP, OWN_PAGE
from practitioners.rules import is_ready
from practitioners.selectors import register, standing_of
from practitioners.services.register import add_entry, save_practitioner, withdraw_entry
from rjcase.access.models import Membership
from rjcase.access.pages import FormPage, Page
from rjcase.kernel.clock import today


class RecordPage(Page):
    """A page about one person of the register. Loads ``membership``, whose record it is."""

    abstract = True
    membership: Membership
    is_own = False

    def load(self) -> None:
        """Whose record it is."""
        self.membership = self.find_member()

    def find_member(self) -> Membership:
        """Somebody of the scheme, by the address; not there for a stranger."""
        rows = Membership.objects.select_related("user").filter(pk=self.kwargs["membership"])
        found = rows.first()
        if found is None:
            raise Http404
        return found

    def url(self, name: str, **parts: Any) -> str:
        """The address of a page about this person."""
        here = {} if self.is_own else {"membership": self.membership.pk}
        return reverse(f"practitioners:{name}", kwargs={"scheme": self.scheme.slug, **here, **parts})

    def to_record(self) -> str:
        """The address of the record itself."""
        return self.url("me" if self.is_own else "record")


class OwnRecordPage(RecordPage):
    """The same about oneself."""

    abstract = True
    is_own = True

    def find_member(self) -> Membership:
        """The person at the screen."""
        return Membership.objects.select_related("user").get(user_id=self.actor.pk)


class Record(RecordPage):
    """`/<scheme>/practitioners/<membership>/`: all that the register says of somebody."""

    permission = KEEP
    template_name = "practitioners/record.html"

    def page_context(self) -> dict[str, Any]:
        who = self.membership.user_id
        row, rows = register.record_of(self.membership), register.all_entries(who)
        standing = [entry for entry in rows if entry.withdrawn_at is None]
        held, stage = processes_of([who])[who], register.stage(standing)
        change = {} if self.is_own else {name: self.url(f"change-{name}") for name in ("job", "reach")}
        return {
            "page_title": _("My page") if self.is_own else str(self.membership.user),
            "page_caption": "" if self.is_own else _("Register of practitioners"),
            "back_url": ""
            if self.is_own
            else reverse("practitioners:list", kwargs={"scheme": self.scheme.slug}),
            "is_own": self.is_own,
            "membership": self.membership,
            "check": standing_of(self.membership),
            "job": presenters.job_rows(self.membership, row, loads_of([who])[who], change.get("job", "")),
            "reach": presenters.reach_rows(row, change.get("reach", "")),
            "progress": presenters.progress(held),
            "is_ready": is_ready(held, today()) and stage not in STAGES[-2:],
            "stage": code_words(Kind.ACCREDITATION, stage) if stage else "",
            "competences": [code_words(Kind.COMPETENCE, code) for code in register.competences(standing)],
            "supervised": self._supervised(),
            "sections": self._sections(rows),
        }

    def _sections(self, rows: list[Entry]) -> list[Any]:
        """The parts with where each is added to; own pages add what is one's own."""
        add, end = ("add-own", "withdraw-own") if self.is_own else ("add", "withdraw")
        return [
            (
                title,
                [
                    {
                        "part": part,
                        "add_url": self.url(add, kind=part.kind) if part.is_own or not self.is_own else "",
                        "lines": [(line, self._withdraw_url(line.entry, end)) for line in part.lines],
                    }
                    for part in parts
                ],
            )
            for title, parts in presenters.sections(rows)
        ]

    def _withdraw_url(self, row: Entry, name: str) -> str:
        mine = row.kind in OWN and row.by_id == self.actor.pk
        may = row.withdrawn_at is None and (mine or not self.is_own)
        return self.url(name, **{"mine" if self.is_own else "entry": row.pk}) if may else ""

    def _supervised(self) -> list[str]:
        """Those whom this person mentors; the office alone may read whose record names them."""
        if self.is_own:
            return []
        rows = Practitioner.objects.filter(mentor_id=self.membership.user_id).select_related("user")
        return sorted(str(row.user) for row in rows)


class MyRecord(OwnRecordPage, Record):
    """`/<scheme>/practitioners/me/`: one's own record."""

    permission = OWN_PAGE


class RecordFormPage(RecordPage, FormPage):
    """A form about somebody's record."""

    abstract = True
    permission = KEEP
    template_name = "practitioners/form.html"
    button: Any = gettext_lazy("Save")

    def page_context(self) -> dict[str, Any]:
        """Whose it is, and the way back."""
        caption = "" if self.is_own else str(self.membership.user)
        return {"page_caption": caption, "button": self.button, "back_url": self.to_record()}


class ChangeJob(RecordFormPage):
    """`/<scheme>/practitioners/<membership>/job/`"""

    form_class: ClassVar[Any] = JobForm
    title = gettext_lazy("Job and caseload")

    def form_kwargs(self) -> dict[str, Any]:
        """Nobody is offered as their own mentor."""
        return {"user_id": self.membership.user_id}

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        row = register.record_of(self.membership)
        plain = ("kind", "employer", "grade", "hours", "purpose", "caseload_limit", "serious_limit")
        people = {"reports_to": row.reports_to_id or "", "mentor": row.mentor_id or ""}
        return {name: getattr(row, name) for name in plain} | people

    def save(self, form: Any) -> str:
        """Keep it; what was not asked here stays as it is."""
        row = register.record_of(self.membership)
        kept = {"kind": row.kind} | form.facts()
        save_practitioner(actor=self.actor, user_id=self.membership.user_id, **kept)
        messages.success(self.request, _("Record saved"))
        return self.to_record()


class ChangeReach(ChangeJob):
    """`/<scheme>/practitioners/<membership>/reach/`"""

    form_class = ReachForm
    title = gettext_lazy("Where, when and in which languages they can work")

    def form_kwargs(self) -> dict[str, Any]:
        """Nothing but the answers."""
        return {}

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        row = register.record_of(self.membership)
        return {
            "home_area": str(row.home_area or ""),
            "areas": [str(area) for area in row.areas],
            "times": row.times,
            "languages": row.languages,
            "strengths": row.strengths,
        }


class AddEntry(RecordFormPage):
    """`/<scheme>/practitioners/<membership>/add/<kind>/`"""

    form_class = EntryForm

    def load(self) -> None:
        """One of the kinds that the office keeps."""
        super().load()
        if self.kwargs["kind"] not in (OWN if self.is_own else SPECS):
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        """Which kind it is."""
        return {"kind": self.kwargs["kind"]}

    def page_context(self) -> dict[str, Any]:
        """The verb of the kind."""
        return super().page_context() | {"page_title": SPECS[self.kwargs["kind"]].add}

    def save(self, form: EntryForm) -> str:
        """Add it."""
        add_entry(
            actor=self.actor,
            entry_id=form.cleaned_data["new_id"],
            user_id=self.membership.user_id,
            kind=self.kwargs["kind"],
            **form.facts(),
        )
        messages.success(self.request, _("Added to the record"))
        return self.to_record()


class AddOwnEntry(OwnRecordPage, AddEntry):
    """`/<scheme>/practitioners/me/add/<kind>/`: professional development and the like (WM-7-04)."""

    permission = OWN_PAGE


class WithdrawEntry(RecordFormPage):
    """`/<scheme>/practitioners/<membership>/entries/<entry>/withdraw/`"""

    form_class = WithdrawEntryForm
    title = gettext_lazy("Withdraw this entry")
    button = gettext_lazy("Withdraw entry")
    template_name = "practitioners/withdraw.html"
    entry: Entry

    def load(self) -> None:
        """An entry of this person that stands; of one's own, one that one wrote."""
        super().load()
        rows = Entry.objects.filter(user_id=self.membership.user_id, withdrawn_at=None)
        if self.is_own:
            rows = rows.filter(kind__in=OWN, by_id=self.actor.pk)
        found = rows.filter(pk=self.kwargs["mine" if self.is_own else "entry"]).first()
        if found is None:
            raise Http404
        self.entry = found

    def page_context(self) -> dict[str, Any]:
        """What it is about."""
        return super().page_context() | {"line": presenters.line_of(self.entry)}

    def save(self, form: WithdrawEntryForm) -> str:
        """Withdraw it."""
        withdraw_entry(actor=self.actor, entry=self.entry.pk, **form.cleaned_data)
        messages.success(self.request, _("Entry withdrawn"))
        return self.to_record()


class WithdrawOwnEntry(OwnRecordPage, WithdrawEntry):
    """`/<scheme>/practitioners/me/entries/<mine>/withdraw/`"""

    permission = OWN_PAGE
