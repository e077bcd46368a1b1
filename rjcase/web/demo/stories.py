"""Which cases the demo tells: about 60 a scheme, in every stage.

What became of the finished ones follows the shares of WTE-3.3-04: of the cases in scope 30% end
with the offender (refused or unsuitable), 15% with the victim (no, or not contactable), 5% are
withdrawn, 30% reach a meeting and 20% an indirect exchange.
"""

from dataclasses import dataclass, field

OPEN_STAGES = ("received", "eligible", "allocated", "preparing", "ready", "in_process", "following_up")


@dataclass(frozen=True)
class Story:
    """One case: how far it goes, how long ago it began, and what is special about it."""

    until: str  # a stage, or "closed"
    days: int
    ending: str = ""  # closure reason, where it ends early
    kind: str = "conference"
    victims: int = 1
    offenders: int = 1
    group: str = "theft"
    source: str = "police_officer"
    started_by: str = "harmed"
    facilitator: str = "facilitator"
    special: frozenset[str] = field(default_factory=frozenset)


GROUPS = ("theft", "violence", "damage", "robbery", "public_order")
SOURCES = ("police_officer", "probation", "victim_care", "prison", "youth_justice")
WORKERS = ("facilitator", "facilitator2", "volunteer")

# (how many, story): finished ones first, in the shares above, then what is still going on.
_FINISHED = (
    (8, "declined_offender", "conference"),
    (4, "unsuitable_offender", "conference"),
    (4, "declined_victim", "conference"),
    (2, "not_contactable_victim", "conference"),
    (2, "withdrawn_victim", "conference"),
    (12, "", "conference"),
    (8, "", "letter"),
)
_OPEN = (
    ("received", 4),
    ("eligible", 2),
    ("allocated", 3),
    ("preparing", 5),
    ("ready", 2),
    ("in_process", 2),
    ("following_up", 2),
)


def stories() -> list[Story]:
    """Return the stories of one scheme, the same at every call."""
    told: list[Story] = []
    for count, ending, kind in _FINISHED:
        for _ in range(count):
            told.append(_plain(len(told), "closed", 60 + 7 * len(told), ending, kind))
    for stage, count in _OPEN:
        for _ in range(count):
            told.append(_plain(len(told), stage, 2 + 3 * (OPEN_STAGES.index(stage)) + len(told) % 3))
    return told + _special()


def _plain(number: int, until: str, days: int, ending: str = "", kind: str = "conference") -> Story:
    return Story(
        until,
        days,
        ending,
        kind,
        group=GROUPS[number % len(GROUPS)],
        source=SOURCES[number % len(SOURCES)],
        facilitator=WORKERS[number % len(WORKERS)],
    )


def _special() -> list[Story]:
    return [
        Story("preparing", 20, offenders=2, group="robbery", special=frozenset({"co-defendants"})),
        Story("preparing", 18, victims=3, group="damage", special=frozenset({"three victims"})),
        Story("preparing", 16, group="violence", special=frozenset({"young victim"})),
        Story("eligible", 9, offenders=0, special=frozenset({"no offender yet"})),
        Story("in_process", 40, source="prison", special=frozenset({"custody"})),
        Story("allocated", 8, source="court", special=frozenset({"court-ordered"}), started_by="responsible"),
    ]
