"""Breaches in every state: the clock running, to be told, told, and closed."""

from dataclasses import dataclass
from datetime import timedelta

from cases.models import Case
from cases.selectors import party_files
from rjcase.assurance.models import Breach, BreachEntry
from rjcase.assurance.services.breaches import add_affected, add_entry, report_breach, tell_affected
from rjcase.kernel.clock import now
from rjcase.web.demo.scene import Scene, case_at

_About, _Kind = BreachEntry.About, Breach.Kind


@dataclass(frozen=True)
class _Said:
    about: str
    text: str = ""
    answer: bool | None = None
    to_whom: str = ""
    reference: str = ""


_REGULATOR, _PEOPLE = _About.REGULATOR, _About.PEOPLE
_NOT_TOLD = _Said(_REGULATOR, "It came back unopened, so nobody is at risk.", False)
# How many hours ago we knew, what it was, what was done at once, and the log in order.
_STORIES: tuple[tuple[int, str, str, str, tuple[_Said, ...]], ...] = (
    (
        20,
        _Kind.OTHER_SIDE,
        "A letter for one side was put into an envelope for the other",
        "It was collected the same evening. The seal was broken.",
        (),
    ),
    (
        50,
        _Kind.LOST,
        "A phone used for the work was stolen on a train",
        "It was locked and wiped within the hour.",
        (_Said(_REGULATOR, "It was not encrypted, and held messages of two cases.", True),),
    ),
    (
        9 * 24,
        _Kind.WRONG_PERSON,
        "An appointment was left on the voicemail of a wrong number",
        "We rang back and asked for it to be deleted.",
        (
            _Said(_REGULATOR, "The message said which service called, and why.", True),
            _Said(_About.TOLD_REGULATOR, reference="IC-0000-DEMO"),
            _Said(_PEOPLE, "They may be spoken to about it by somebody they know.", True),
            _Said(_About.TOLD_OTHER, to_whom="Data protection officer of the commissioner"),
        ),
    ),
    (
        35 * 24,
        _Kind.WRONG_PERSON,
        "A letter went to an old address",
        "The sorting office sent it back.",
        (
            _NOT_TOLD,
            _Said(_PEOPLE, "Nobody read it.", False),
            _Said(_About.LESSONS, "Addresses are read out at every call before anything is posted."),
            _Said(_About.CLOSED),
        ),
    ),
)


def tell_breaches(scene: Scene) -> None:
    """Report each as a facilitator does, and take it as far as its log goes as the manager."""
    with scene.on("manager"):
        case = case_at("following_up")
    for number, (hours, kind, what, contained, log) in enumerate(_STORIES):
        with scene.on("facilitator", hours=hours) as me:
            breach = report_breach(
                actor=me,
                scheme=scene.scheme,
                breach_id=scene.key(f"breach {number}"),
                kind=kind,
                happened_at=now() - timedelta(hours=3),
                aware_at=now(),
                what=what,
                contained=contained,
            )
        for place, said in enumerate(log):
            with scene.on("manager", hours=hours - 4 - place) as me:
                add_entry(
                    breach,
                    actor=me,
                    entry_id=scene.key(f"breach {number} {place}"),
                    about=said.about,
                    text=said.text,
                    answer=said.answer,
                    to_whom=said.to_whom,
                    reference=said.reference,
                )
        if case is not None and any(said.about == _PEOPLE and said.answer for said in log):
            _tell(scene, breach, case, hours - 20)


def _tell(scene: Scene, breach: Breach, case: Case, hours: int) -> None:
    """Whose information it was, and that they were told."""
    with scene.on("manager", hours=hours) as me:
        for file in party_files(case, "harmed"):
            row = add_affected(breach, file, actor=me, what="That they have an appointment, and its date.")
            tell_affected(row, actor=me, told_at=now(), told_how="By phone. Glad to know.")
