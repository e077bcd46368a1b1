"""Who may read what, by the rules as people would tell them: plain Python, no query, no policy text.

Days are whole numbers that only grow. Every action answers whether the service agrees to it, and if it
does, remembers what follows. `walls.py` does the same to the product and compares.
"""

from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

WORK = ("allocation", "co_facilitation", "cover")
NEEDS = {kind: {"facilitator", "volunteer"} for kind in WORK} | {
    "supervision": {"facilitator", "volunteer", "supervisor"},
    "emergency": {"supervisor"},
}
ONE_SIDE = {"offender_manager": "responsible", "victim_liaison": "harmed"}
DAYS_AFTER_CLOSURE = 90
VIEW, CHANGE, DISCLOSE = 1, 2, 3
OPEN = ("offered", "accepted")


@dataclass
class Person:
    """A member: their role, the last day of membership, and the last day of their check."""

    role: str
    member_until: float = inf
    checked_until: float = inf


@dataclass
class Folder:
    """A file: its case, kind and side; emptied for good once erased."""

    case: str
    kind: str
    side: str
    erased: bool = False


@dataclass
class Grant:
    """One verb on one file: asked for until a day, or ended by somebody."""

    kind: str
    since: float
    asked: float
    ended: bool = False


@dataclass
class Offer:
    """A case offered to somebody."""

    id: Any
    case: str
    who: str
    lead: bool
    sides: str
    state: str = "offered"


@dataclass
class Passed:
    """Something that crossed from a file to another, or to nobody of the case."""

    giver: Any
    taker: Any
    basis: str
    until: float
    ended: bool = False


@dataclass
class Oracle:
    """What happened so far. Files are named by their ids, cases and people by short names."""

    people: dict[str, Person]
    files: dict[Any, Folder]
    day: int = 0
    grants: dict[tuple[str, Any, int], Grant] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    closed: dict[str, int] = field(default_factory=dict)
    opened: set[tuple[str, Any, int]] = field(default_factory=set)
    passed_on: dict[Any, Passed] = field(default_factory=dict)
    shared: set[tuple[Any, Any]] = field(default_factory=set)  # joint file, party's file

    # --- What holds today -------------------------------------------------------------------------
    def closes(self, case: str) -> float:
        """The last day a closed case stays open to who works it."""
        return self.closed[case] + DAYS_AFTER_CLOSURE if case in self.closed else inf

    def is_member(self, who: str, kind: str) -> bool:
        """In the scheme today, in a role that may hold this kind of grant."""
        person = self.people[who]
        return person.member_until >= self.day and person.role in NEEDS.get(kind, {"liaison"})

    def last_day(self, who: str, file: Any, grant: Grant) -> float:
        """When a grant ends by itself."""
        person = self.people[who]
        if person.role not in NEEDS.get(grant.kind, {"liaison"}):
            return -inf
        return min(grant.asked, person.member_until, person.checked_until, self.closes(self.files[file].case))

    def may(self, who: str, file: Any, verb: int) -> bool:
        """Whether somebody may do this with a file today, by a grant."""
        grant = self.grants.get((who, file, verb))
        if grant is None or grant.ended:
            return False
        return grant.since <= self.day <= self.last_day(who, file, grant)

    def still_held(self, who: str, file: Any) -> list[Grant]:
        """Grants of a file that are in force or will be: what a second grant must reckon with."""
        mine = [grant for (user, its, _), grant in self.grants.items() if user == who and its == file]
        return [each for each in mine if not each.ended and self.last_day(who, file, each) >= self.day]

    def has_conflict(self, who: str, case: str) -> bool:
        """Whether they said so when they were asked."""
        return any(each.state == "conflict" for each in self.offers if (each.who, each.case) == (who, case))

    def may_be_given(self, who: str, kind: str, case: str) -> bool:
        """Role, check, no conflict, and a case not closed for too long."""
        fit = self.is_member(who, kind) and self.people[who].checked_until >= self.day
        return fit and not self.has_conflict(who, case) and self.closes(case) >= self.day

    def of_case(self, case: str) -> list[Any]:
        """The files of a case."""
        return [file for file, its in self.files.items() if its.case == case]

    def on_sides(self, case: str, sides: str) -> list[Any]:
        """The files that come with working these sides of a case."""
        fits = [file for file in self.of_case(case) if self.files[file].kind == "party"]
        if sides == "both":
            return self.of_case(case)
        return [file for file in fits if self.files[file].side == sides]

    # --- Grants by hand ---------------------------------------------------------------------------
    def put(self, who: str, file: Any, verb: int, grant: Grant) -> None:
        """Give one verb, unless what is held already reaches as far."""
        held = self.grants.get((who, file, verb))
        other = held is not None and not held.ended and held.kind != grant.kind
        if held and other and held.asked >= grant.asked and self.last_day(who, file, held) >= self.day:
            return
        self.grants[who, file, verb] = replace(grant)

    def grant(self, who: str, file: Any, verb: int, kind: str, asked: float) -> bool:
        """The office lets somebody into a file."""
        its = self.files[file]
        beside = kind not in NEEDS
        if not self.may_be_given(who, kind, its.case) or (kind == "interpreter") != (verb == 0):
            return False
        if beside and (asked == inf or its.kind != "party" or verb > VIEW):
            return False
        others = [each for each in self.of_case(its.case) if self.files[each].side != its.side]
        if beside and any(self.still_held(who, each) for each in others):
            return False
        if any(each.kind != kind for each in self.still_held(who, file)):
            return False
        if ONE_SIDE.get(kind, its.side) != its.side:
            return False
        for each in range(min(verb, VIEW), verb + 1):
            self.put(who, file, each, Grant(kind, self.day, asked))
        return True

    def end(self, who: str, file: Any) -> None:
        """The office takes it back."""
        for (user, its, _), grant in self.grants.items():
            if (user, its) == (who, file) and grant.asked >= self.day:
                grant.ended = True

    def move_end(self, who: str, file: Any, until: int) -> bool:
        """The office moves the last day of what was given by hand."""
        if until < self.day:
            return False
        for each in self.still_held(who, file):
            if each.kind not in ("allocation", "co_facilitation"):
                each.asked = until
        return True

    def end_all(self, who: str, case: str, kinds: tuple[str, ...] = ()) -> None:
        """End everything somebody holds in a case, or what is of some kinds."""
        for (user, file, _), grant in self.grants.items():
            if user == who and self.files[file].case == case and (not kinds or grant.kind in kinds):
                grant.ended = True

    # --- Work -------------------------------------------------------------------------------------
    def open_offer(self, who: str, case: str) -> Offer | None:
        """What somebody was asked or works."""
        mine = [each for each in self.offers if (each.who, each.case) == (who, case)]
        return next((each for each in mine if each.state in OPEN), None)

    def offer(self, offer: Offer) -> bool:
        """The office asks somebody to work a case."""
        free = self.open_offer(offer.who, offer.case) is None
        if not free or not self.may_be_given(offer.who, "allocation", offer.case):
            return False
        self.offers.append(offer)
        return True

    def answer(self, offer: Offer, said: str) -> bool:
        """They say yes, no, or that they know somebody; then all they hold of the case ends."""
        fit = self.may_be_given(offer.who, "allocation", offer.case)
        if not (fit if said == "accepted" else self.is_member(offer.who, "allocation")):
            return False
        offer.state = said
        if said == "accepted":
            self.give_work(offer)
        if said == "conflict":
            self.end_all(offer.who, offer.case)
        return True

    def give_work(self, offer: Offer, only: Any = None) -> None:
        """What an accepted offer opens."""
        kind = "allocation" if offer.lead else "co_facilitation"
        for file in self.on_sides(offer.case, offer.sides):
            for verb in (VIEW, CHANGE, DISCLOSE) if only in (None, file) else ():
                self.put(offer.who, file, verb, Grant(kind, self.day, inf))

    def end_work(self, offer: Offer) -> None:
        """The office takes somebody off a case, or an offer back."""
        offer.state = "withdrawn" if offer.state == "offered" else "ended"
        self.end_all(offer.who, offer.case, ("allocation", "co_facilitation"))

    def cover(self, offer: Offer, who: str, first: int, last: int) -> bool:
        """Somebody covers for a colleague from a day to a day."""
        if offer.state != "accepted" or offer.who == who or last < max(first, self.day):
            return False
        if not self.may_be_given(who, "cover", offer.case):
            return False
        self._put_cover(offer, who, first, last)
        return True

    def _put_cover(self, offer: Offer, who: str, first: int, last: int) -> None:
        for file in self.on_sides(offer.case, offer.sides):
            for verb in (VIEW, CHANGE, DISCLOSE):
                self.put(who, file, verb, Grant("cover", first, last))

    def hand_over(self, offer: Offer, new_id: Any, to: str, last: int) -> bool:
        """A case changes hands for good; who had it may look until a last day."""
        if offer.who == to or not self.may_be_given(to, "allocation", offer.case):
            return False
        was, held = offer.state, self.open_offer(to, offer.case)
        self.end_work(offer)
        if was == "offered":
            if held is None:
                self.offers.append(Offer(new_id, offer.case, to, offer.lead, offer.sides))
            return True
        if held is None:
            held = Offer(new_id, offer.case, to, offer.lead, offer.sides, "accepted")
            self.offers.append(held)
        else:
            alike = held.state == "offered" or held.sides == offer.sides
            held.lead, held.sides = held.lead or offer.lead, offer.sides if alike else "both"
            held.state = "accepted"
        self.give_work(held)
        if last >= self.day:
            self._put_cover(offer, offer.who, self.day, last)
        return True

    def new_file(self, file: Any, folder: Folder) -> None:
        """A file is opened: whoever covers its side gets it, then whoever works it."""
        self.files[file] = folder
        for who in self.people:
            covers = self._covers(who, folder)
            for verb in (VIEW, CHANGE, DISCLOSE) if covers else ():
                since, asked = min(each.since for each in covers), max(each.asked for each in covers)
                self.put(who, file, verb, Grant("cover", since, asked))
        for offer in self.offers:
            if offer.case == folder.case and offer.state == "accepted":
                self.give_work(offer, only=file)

    def _covers(self, who: str, folder: Folder) -> list[Grant]:
        found: dict[str, list[Grant]] = {}
        for file in self.of_case(folder.case):
            side, held = self.files[file].side, self.grants.get((who, file, CHANGE))
            if side == "neutral" or folder.side not in (side, "neutral"):
                continue
            if held and held.kind == "cover" and held in self.still_held(who, file):
                found.setdefault(side, []).append(held)
        if folder.side == "neutral" and len(found) < 2:
            return []
        return [each for held in found.values() for each in held]

    # --- Coming, going, opening with a reason -----------------------------------------------------
    def membership(self, who: str, until: float) -> None:
        """Somebody's last day. Who comes back after they had left starts with nothing."""
        returned = self.people[who].member_until < self.day <= until
        self.people[who].member_until = until
        if not returned:
            return
        for (user, _, _), grant in self.grants.items():
            grant.ended = grant.ended or user == who
        for offer in self.offers:
            if offer.who == who and offer.state in OPEN:
                offer.state = "withdrawn" if offer.state == "offered" else "ended"

    def open_with_reason(self, who: str, case: str, side: str) -> bool:
        """The duty supervisor opens one side for the rest of the day."""
        if not self.may_be_given(who, "emergency", case):
            return False
        for file in self.on_sides(case, side):
            if (who, file, self.day) in self.opened or self.may(who, file, VIEW):
                continue
            self.put(who, file, VIEW, Grant("emergency", self.day, self.day))
            self.opened.add((who, file, self.day))
        return True

    # --- Passing on, erasing ----------------------------------------------------------------------
    def withdraw_consent(self, file: Any) -> None:
        """What is still being shared on that consent ends."""
        for each in self.passed_on.values():
            if each.giver == file and each.basis == "consent" and self.day <= each.until < inf:
                each.ended = True

    def erase(self, files: list[Any]) -> None:
        """What stood in these files is gone, what was passed on from them too."""
        for file in files:
            self.files[file].erased = True
        for row in [row for row, each in self.passed_on.items() if each.giver in files]:
            del self.passed_on[row]
