"""What the case page shows: the next steps with what is missing, and a card for each party."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases import presenters
from cases.links import case_url, case_url_or_none
from cases.models import Case, Consent, Contact, ContactBar, Explanation, File, Identity, SafeContact
from cases.panels import panels_at
from cases.selectors import by_file, consents_in, contacts_in, identities_in, live_consents, open_bars_in
from cases.services.perform import next_steps
from rjcase.designsystem.summary import Row
from rjcase.kernel.clock import now
from rjcase.workflow import Missing, StepView
from rjcase.workflow.gates import GateResult


@dataclass(frozen=True)
class GateLine:
    """A gate as the reader sees it: what is missing, as far as they may know."""

    title: str
    is_open: bool
    was_passed: bool
    lines: list[Missing]
    pass_url: str = ""


@dataclass(frozen=True)
class NextStep:
    """A step with its gates; ``url`` leads to where it is taken, if the reader may take it now."""

    label: str
    is_possible: bool
    is_exit: bool
    gates: list[GateLine]
    url: str = ""


def next_step_lines(case: Case, actor: Any, visible: set[UUID]) -> list[NextStep]:
    """The steps the case can take now. A line about a file the reader may not see is left out."""
    return [_step(view, case, actor, visible) for view in next_steps(case, actor)]


def _step(view: StepView, case: Case, actor: Any, visible: set[UUID]) -> NextStep:
    may = view.is_possible and actor.may(view.step.permission) and view.step.url
    return NextStep(
        label=str(view.step.label),
        is_possible=view.is_possible,
        is_exit=view.step.is_exit,
        gates=[_gate(result, case, actor, visible) for result in view.results],
        url=case_url_or_none(view.step.url, case) if may else "",
    )


def _gate(result: GateResult, case: Case, actor: Any, visible: set[UUID]) -> GateLine:
    shown = [line for line in result.missing if _may_know(line, visible)]
    if result.missing and not shown:
        shown = [Missing(_("Something in a file that is not open to you"))]
    may_pass = result.gate.passable and not result.is_open and actor.may("cases.pass_gate")
    return GateLine(
        title=str(result.gate.title),
        is_open=result.is_open,
        was_passed=result.passed,
        lines=[] if result.is_open else shown,
        pass_url=case_url("cases:pass_gate", case, gate=result.gate.name) if may_pass else "",
    )


def _may_know(line: Missing, visible: set[UUID]) -> bool:
    return line.file is None or getattr(line.file, "pk", line.file) in visible


@dataclass
class PartyCard:
    """One party as the case page shows them."""

    file: File
    person: Identity | None = None
    safe: SafeContact | None = None
    consents: list[Consent] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    bars: list[ContactBar] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    panels: list[SafeString] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Their name and age, or that they are not known."""
        if self.person is None or not self.person.name:
            return _("Name not known")
        age = self.person.age()
        return self.person.name if age is None else f"{self.person.name}, {age}"

    @property
    def badges(self) -> list[dict[str, str]]:
        """What to beware of."""
        return presenters.contact_badges(self.safe, self.person, self.bars)

    @property
    def rows(self) -> list[Row]:
        """Contact wishes, consent, what was not explained yet, last contact, next appointment."""
        answers = [f"{row.get_purpose_display()}: {presenters.consent_words(row)}" for row in self.consents]
        last = max(self.contacts, key=lambda row: row.happened_at, default=None)
        coming = [row for row in self.contacts if row.next_at and row.next_at > now()]
        appointment = min(coming, key=lambda row: row.next_at or now(), default=None)
        untold = presenters.unexplained(self.told)
        return [
            Row(_("Safe to"), presenters.channels(self.safe) or _("Nothing is known to be safe")),
            Row(_("Consent"), "; ".join(answers) or _("Not asked yet")),
            Row(_("Still to explain"), untold or _("Nothing: all was explained")),
            Row(_("Last contact"), presenters.contact_words(last) if last else _("None yet")),
            Row(
                _("Next appointment"),
                presenters.appointment_words(appointment) if appointment else _("None arranged"),
            ),
        ]


def party_cards(files: Iterable[File], actor: Any, place: str = "party") -> list[PartyCard]:
    """A card for each party's file given, with the stages' panels of a place."""
    files = list(files)
    ids = tuple(file.pk for file in files)
    people = identities_in(ids)
    safe = {row.file_id: row for row in SafeContact.objects.filter(file_id__in=ids, until_on=None)}
    contacts, bars, answers = by_file(contacts_in(ids)), by_file(open_bars_in(ids)), by_file(consents_in(ids))
    told: dict[UUID, set[str]] = defaultdict(set)
    for file_id, topic in Explanation.objects.filter(file_id__in=ids).values_list("file", "topic"):
        told[file_id].add(topic)
    return [
        PartyCard(
            file=file,
            person=people.get(file.pk),
            safe=safe.get(file.pk),
            consents=live_consents(answers[file.pk]),
            contacts=contacts[file.pk],
            bars=bars[file.pk],
            told=told[file.pk],
            panels=drawn_panels(place, file.case, actor, file),
        )
        for file in files
        if file.kind == File.Kind.PARTY
    ]


def case_badges(cards: Iterable[PartyCard]) -> list[dict[str, str]]:
    """What the strip says of the people in the case, as far as the reader may see their files."""
    cards = list(cards)
    found = []
    if any(card.bars for card in cards):
        found.append({"text": _("Bar on contact"), "colour": "red"})
    ages = [card.person.age() for card in cards if card.person]
    if any(age is not None and age < presenters.ADULT_AGE for age in ages):
        found.append({"text": _("Under 18"), "colour": "purple"})
    return found


def drawn_panels(place: str, case: Case, actor: Any, file: File | None = None) -> list[SafeString]:
    """What the stages show in a place, drawn; panels with nothing to say are left out."""
    about = file if place in ("party", "liaison") else case
    base = {"case": case, "scheme": case.scheme, "actor": actor, "file": file}
    contexts = [(panel, panel.context(about, actor)) for panel in panels_at(place)]
    return [
        render_to_string(panel.template, base | context) for panel, context in contexts if context is not None
    ]
