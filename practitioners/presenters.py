"""The words of a record: facts, dated entries, and how far somebody is towards accreditation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from practitioners import kinds, rules
from practitioners.experience import Load
from practitioners.models import Entry, Practitioner
from practitioners.selectors.overview import Listed
from practitioners.selectors.register import area_names, latest
from rjcase.access.models import Membership
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import say, say_date
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist

_NEEDS = {
    rules.Need.EXPERIENCE: gettext_lazy("Months since the first process they facilitated"),
    rules.Need.PROCESSES: gettext_lazy("Processes facilitated"),
    rules.Need.FACE_TO_FACE: gettext_lazy("Of these, face to face or by live link"),
}


@dataclass(frozen=True)
class Progress:
    """One thing that an application for accreditation asks, in words."""

    what: Any
    have: int
    wanted: int
    state: str  # a word of designsystem.words


@dataclass(frozen=True)
class Line:
    """An entry as a row of a table. ``state`` is a word of designsystem.words, or ""."""

    entry: Entry
    what: str
    details: list[str]
    state: str


@dataclass(frozen=True)
class Part:
    """The entries of one kind on a record's page."""

    kind: str
    label: Any
    add: Any
    is_own: bool
    lines: list[Line] = field(default_factory=list)


def progress(held: Sequence[rules.Held]) -> list[Progress]:
    """How far somebody is towards applying for accreditation today (WM-5.1-05)."""
    return [
        Progress(_NEEDS[step.need], step.have, step.wanted, "gate_done" if step.is_met else "gate_open")
        for step in rules.towards_accreditation(held, today())
    ]


def job_rows(member: Membership, row: Practitioner, load: Load, change: str = "") -> list[Row]:
    """Kind of worker and job description."""
    return [
        Row(_("Kind of worker"), row.get_kind_display(), change),
        Row(_("Employer or provider"), row.employer, change),
        Row(_("Job title"), member.job_title),
        Row(_("Grade or band"), row.grade, change),
        Row(_("Hours a week"), row.hours, change),
        Row(_("Reports to"), str(row.reports_to) if row.reports_to else "", change),
        Row(_("Purpose and duties of the job"), row.purpose, change),
        Row(_("Open cases"), load_words(row, load), change, _("the caseload limits")),
        Row(_("Mentor"), str(row.mentor) if row.mentor else "", change),
    ]


def load_words(row: Practitioner, load: Load) -> str:
    """What somebody carries, and how much they may."""
    words = ngettext("%(n)d open case", "%(n)d open cases", load.cases) % {"n": load.cases}
    if row.caseload_limit is not None:
        words += _(" of at most %(limit)d") % {"limit": row.caseload_limit}
    words += "\n" + _("%(n)d sensitive or complex") % {"n": load.serious}
    if row.serious_limit is not None:
        words += _(" of at most %(limit)d") % {"limit": row.serious_limit}
    return words


def reach_rows(row: Practitioner, change: str = "") -> list[Row]:
    """Where, when and in which languages somebody can work."""
    names = area_names()
    times = dict(Practitioner.Time.choices)
    return [
        Row(_("Area they are based in"), names.get(row.home_area or UUID(int=0), ""), change),
        Row(_("Areas they travel to"), sorted(names[key] for key in row.areas if key in names), change),
        Row(_("When they can work"), [str(times[code]) for code in row.times], change),
        Row(_("Languages they can work in"), language_names(row.languages), change),
        Row(_("Cultures they know, and other skills"), row.strengths, change),
    ]


def language_names(codes: Iterable[str]) -> list[str]:
    """Languages by name, sorted."""
    known = codelist("language")
    return sorted(str(known.label(code)) for code in codes if code in known)


def sections(rows: Sequence[Entry]) -> list[tuple[Any, list[Part]]]:
    """The entries of a record, newest first, as the parts of its page."""
    counting = {row.pk for row in latest(row for row in rows if row.withdrawn_at is None)}
    return [
        (title, [_part(kind, [row for row in rows if row.kind == kind], counting) for kind in each])
        for title, each in kinds.SECTIONS
    ]


def _part(kind: str, rows: list[Entry], counting: set[Any]) -> Part:
    spec = kinds.SPECS[kind]
    lines = [line_of(row, counts=row.pk in counting) for row in rows]
    return Part(kind, kinds.Kind(kind).label, spec.add, spec.own, lines)


def line_of(row: Entry, *, counts: bool = True) -> Line:
    """One entry; ``counts`` says whether a later one has taken its place."""
    spec = kinds.SPECS[row.kind]
    parts = [kinds.code_words(row.kind, row.code), row.title]
    what = ": ".join(str(part) for part in parts if part) or str(kinds.Kind(row.kind).label)
    details = []
    for name in spec.asks:
        value = getattr(row, name)
        if name == kinds.TITLE or value in (None, ""):
            continue
        label = _("Provider has the training quality mark") if name == kinds.MARK else spec.label(name)
        details.append(f"{label}: {say(value)}")
    state = ""
    if row.withdrawn_at is not None:
        state = "ended"
    elif spec.renews and row.expires_on is not None:
        state = str(rules.lasts(row.expires_on, today())) if counts else "replaced"
    return Line(row, what, details, state)


def withdrawn_words(row: Entry) -> str:
    """Who withdrew an entry, when and why."""
    if row.withdrawn_at is None:
        return ""
    return _("Withdrawn on %(day)s by %(who)s: %(reason)s") % {
        "day": say_date(row.withdrawn_at),
        "who": row.withdrawn_by,
        "reason": row.withdrawn_reason,
    }


@dataclass(frozen=True)
class ListedRow:
    """Somebody as a line of the list."""

    one: Listed
    url: str
    areas: str
    languages: str
    may_take: str
    load: str
    notes: list[str]


def listed_row(one: Listed, names: dict[UUID, str], slug: str) -> ListedRow:
    """A line of the list: what somebody can be asked, and what to know of them today."""
    codes = kinds.SPECS[kinds.Kind.COMPETENCE].codes
    load = str(one.load.cases)
    if one.record.caseload_limit is not None:
        load = _("%(n)d of %(limit)d") % {"n": one.load.cases, "limit": one.record.caseload_limit}
    where = [names[key] for key in (one.record.home_area, *one.record.areas) if key in names]
    notes = [
        text
        for holds, text in (
            (one.is_away, _("Away today")),
            (not one.has_room, _("At their limit")),
            (one.is_ready, _("Ready to apply for accreditation")),
        )
        if holds
    ]
    return ListedRow(
        one=one,
        url=record_url(one, slug),
        areas=", ".join(dict.fromkeys(where)),
        languages=", ".join(language_names(one.record.languages)),
        may_take=", ".join(str(codes[code]) for code in one.competences),
        load=load,
        notes=notes,
    )


def record_url(one: Listed, slug: str) -> str:
    """Where the record of somebody is."""
    return reverse("practitioners:record", kwargs={"scheme": slug, "membership": one.member.pk})


def what_runs_out(one: Listed) -> list[tuple[str, str]]:
    """What of somebody runs out within 60 days, or has: words and state."""
    found = []
    if one.check.state not in ("", "vetted"):
        day = say_date(one.check.until) if one.check.until else ""
        found.append((_("DBS check, %(day)s") % {"day": day} if day else _("DBS check"), one.check.state))
    for row in one.running_out:
        label = kinds.code_words(row.kind, row.code) or kinds.Kind(row.kind).label
        words = _("%(what)s, %(day)s") % {
            "what": label,
            "day": say_date(row.expires_on) if row.expires_on else "",
        }
        found.append((words, str(rules.lasts(row.expires_on, today()))))
    return found
