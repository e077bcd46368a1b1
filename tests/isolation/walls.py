"""The office at work on two cases, in whatever order hypothesis thinks of; after every step everybody's
reads are compared with the oracle's. The product acts through the functions its services call."""

from collections import Counter
from datetime import date, timedelta
from math import inf
from typing import Any

from django.db import transaction
from django.db.utils import DatabaseError
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cases.models import Case, Consent, Disclosure, JointShare
from practitioners.models import VettingCheck
from rjcase.access.models import Membership
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.tenancy.context import Context, _entered
from tests.isolation.oracle import Folder, Offer, Oracle, Passed, Person
from tests.isolation.reads import Reads, by_orm, changeable, expected, raw
from tests.isolation.scene import ROLES, Scene, furnish, plan
from tests.world import House, sql

OFFICE = ("manager", "admin")
OTHERS = ("referrer", "commissioner")
KINDS = {"liaison": ("liaison", "victim_liaison", "offender_manager", "interpreter")}
WORKERS = st.sampled_from(["facilitator", "facilitator2", "volunteer"])
PEOPLE = st.sampled_from(sorted(ROLES))
CASES = st.sampled_from("ab")
SIDES = st.sampled_from(["harmed", "responsible"])
WORKED = st.sampled_from(["both", "both", "harmed", "responsible"])
DAYS = st.integers(min_value=-1, max_value=9)
FILES = st.integers(min_value=0, max_value=11)
MOST_FILES = 6  # of a case

taken: Counter[str] = Counter()  # steps by rule, over all walks of this process


class Walls(RuleBasedStateMachine):
    """Two cases of Northshire; Southshire and the operator look on. Made by ``walk`` for one scene."""

    scene: Scene
    ORM_EVERY = 3  # steps from one reader's turn to the next one's

    def __init__(self) -> None:
        super().__init__()
        self.north: House = self.scene.north
        self.undo = transaction.savepoint()
        self.cases = {name: case.pk for name, case in self.scene.cases.items()}
        files = {
            file.pk: Folder(name, file.kind, file.side)
            for name, found in self.scene.files.items()
            for file in found
        }
        self.oracle = Oracle({name: Person(role) for name, role in ROLES.items()}, files)
        for name, until in self.scene.checked.items():
            self.oracle.people[name].checked_until = (until - today()).days
        self.consents: dict[Any, Any] = {}
        self.seats: dict[str, Context] = {}
        self.steps, self.acts = 0, -1
        self.began = today()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.undo)

    # --- Between the oracle's days and names and the product's ------------------------------------
    def date(self, day: float) -> date | None:
        """The oracle's day as a date; None for no end."""
        return None if day == inf else today() + timedelta(days=int(day) - self.oracle.day)

    def pick(self, number: int) -> Any:
        """One of the files there are."""
        files = sorted(self.oracle.files)
        return files[number % len(files)]

    def seat(self, who: str) -> Context:
        """The context somebody acts in; asked of the product again whenever memberships have changed."""
        if who not in self.seats:
            with self.north.at(who) as context:
                self.seats[who] = context
        return self.seats[who]

    def user(self, who: str) -> int:
        return int(self.north.people[who].pk)

    def call(self, query: str, *params: Any, who: str = "manager") -> bool:
        """Let somebody call a database function; whether it agreed."""
        try:
            with _entered(self.seat(who)):
                sql(query, params)
        except DatabaseError:
            return False
        return True

    def agree(self, rule: str, product: bool, oracle: bool) -> None:
        """The product said yes where the oracle does, and no where it does not."""
        taken[rule] += 1
        assert product == oracle, f"{rule}: the product said {product}"

    # --- Access by hand ---------------------------------------------------------------------------
    @rule(number=FILES, who=PEOPLE, days=DAYS, forever=st.booleans(), verb=st.integers(0, 3), kind=FILES)
    def grant(self, number: int, who: str, days: int, forever: bool, verb: int, kind: int) -> None:
        """Let somebody into a file until a day; a day in the past lets nobody in."""
        file, kinds = self.pick(number), KINDS.get(who, ("supervision",))
        name, asked = kinds[kind % len(kinds)], inf if forever and days > 5 else self.oracle.day + days
        query = "select grant_file(%s, %s, %s, %s, 'x', %s)"
        said = self.call(query, file, self.user(who), verb, name, self.date(asked))
        self.agree("grant", said, self.oracle.grant(who, file, verb, name, asked))

    @rule(number=FILES, who=PEOPLE)
    def revoke(self, number: int, who: str) -> None:
        """Take it back."""
        file = self.pick(number)
        self.agree("revoke", self.call("select end_grant(%s, %s, 'x')", file, self.user(who)), True)
        self.oracle.end(who, file)

    @rule(number=FILES, who=PEOPLE, days=DAYS)
    def move_end(self, number: int, who: str, days: int) -> None:
        """Another last day."""
        file, until = self.pick(number), self.oracle.day + days
        query = "select move_grant_end(%s, %s, %s, 'x')"
        said = self.call(query, file, self.user(who), self.date(until))
        self.agree("move_end", said, self.oracle.move_end(who, file, until))

    # --- Work -------------------------------------------------------------------------------------
    @rule(case=CASES, who=WORKERS, lead=st.booleans(), sides=WORKED)
    def offer(self, case: str, who: str, lead: bool, sides: str) -> None:
        """Ask somebody to work a case."""
        offer = Offer(uuid7(), case, who, lead, sides)
        query = "select offer_case(%s, %s, %s, %s, %s)"
        said = self.call(query, offer.id, self.cases[case], self.user(who), lead, sides)
        self.agree("offer", said, self.oracle.offer(offer))

    @rule(case=CASES, who=WORKERS, answer=st.sampled_from(["accepted"] * 6 + ["declined", "conflict"]))
    def answer(self, case: str, who: str, answer: str) -> None:
        """They answer."""
        offer = self.oracle.open_offer(who, case)
        if offer is None or offer.state != "offered":
            return
        said = self.call("select answer_offer(%s, %s, 'x')", offer.id, answer, who=who)
        self.agree(f"answer {answer}", said, self.oracle.answer(offer, answer))

    @rule(case=CASES, who=WORKERS)
    def end_work(self, case: str, who: str) -> None:
        """They are taken off the case."""
        if (offer := self.oracle.open_offer(who, case)) is not None:
            self.agree("end_work", self.call("select end_allocation(%s, 'x')", offer.id), True)
            self.oracle.end_work(offer)

    @rule(case=CASES, who=WORKERS, by=WORKERS, first=DAYS, last=DAYS)
    def cover(self, case: str, who: str, by: str, first: int, last: int) -> None:
        """A colleague covers from a day to a day."""
        if (offer := self.oracle.open_offer(who, case)) is not None:
            first, last = self.oracle.day + first, self.oracle.day + last
            query = "select cover_case(%s, %s, %s, %s, 'x')"
            said = self.call(query, offer.id, self.user(by), self.date(first), self.date(last))
            self.agree("cover", said, self.oracle.cover(offer, by, first, last))

    @rule(case=CASES, who=WORKERS, to=WORKERS, last=DAYS)
    def hand_over(self, case: str, who: str, to: str, last: int) -> None:
        """The case changes hands."""
        if (offer := self.oracle.open_offer(who, case)) is not None:
            new_id, day = uuid7(), self.oracle.day + last
            query = "select hand_over(%s, %s, %s, %s, 'x')"
            said = self.call(query, offer.id, new_id, self.user(to), self.date(day))
            self.agree("hand_over", said, self.oracle.hand_over(offer, new_id, to, day))

    @rule(case=CASES, side=SIDES)
    def open_party(self, case: str, side: str) -> None:
        """Another person, and their file."""
        if len(self.oracle.of_case(case)) < MOST_FILES:
            file = uuid7()
            role = {"harmed": "victim", "responsible": "offender"}[side]
            query = "select open_party(%s, %s, %s, %s, %s, null)"
            said = self.call(query, uuid7(), file, self.cases[case], role, side)
            self.agree("open_party", said, True)
            self.oracle.new_file(file, Folder(case, "party", side))
            with _entered(self.seat("manager")):
                furnish(file)

    @rule(case=CASES)
    def open_joint(self, case: str) -> None:
        """Another joint file, with a plan in it."""
        if len(self.oracle.of_case(case)) < MOST_FILES:
            file = uuid7()
            self.agree("open_joint", self.call("select open_joint(%s, %s)", file, self.cases[case]), True)
            self.oracle.new_file(file, Folder(case, "joint", "neutral"))
            with _entered(self.seat("manager")):
                plan(file, self.cases[case], self.north.manager)

    @rule(joint=FILES, number=FILES)
    def share(self, joint: int, number: int) -> None:
        """Show the plan to one party of the case."""
        file = self.pick(number)
        its = self.oracle.files[file]
        joints = [each for each in self.oracle.of_case(its.case) if self.oracle.files[each].kind == "joint"]
        if its.kind != "party" or not joints:
            return
        pair = (joints[joint % len(joints)], file)
        if pair not in self.oracle.shared:
            with _entered(self.seat("manager")):
                JointShare.objects.create(joint_id=pair[0], file_id=file, part="plan")
            self.oracle.shared.add(pair)
            taken["share"] += 1

    # --- Time, people, closure --------------------------------------------------------------------
    @rule(days=st.sampled_from([1, 1, 1, 2, 5, 40, 91]))
    def days_pass(self, days: int) -> None:
        """Everything that has a day comes nearer (the clock of the server stands still)."""
        with _entered(Context(scheme=self.north.scheme.pk, user=0, scope="maintenance")):
            sql("select days_pass(%s)", [days])
        self.oracle.day += days
        self.seats.clear()
        taken["days_pass"] += 1

    @rule(who=PEOPLE, days=st.sampled_from([-1, 3, None]))
    def last_day(self, who: str, days: int | None) -> None:
        """Somebody leaves, will leave, or stays after all."""
        until = inf if days is None else self.oracle.day + days
        with _entered(self.seat("manager")):
            Membership.objects.filter(user=self.user(who)).update(ends_on=self.date(until))
        self.oracle.membership(who, until)
        self.seats.pop(who, None)
        taken["last_day"] += 1

    @rule(who=PEOPLE)
    def other_role(self, who: str) -> None:
        """Somebody becomes a commissioner's reader, or what they were: grants rest meanwhile."""
        person = self.oracle.people[who]
        person.role = "commissioner" if person.role == ROLES[who] else ROLES[who]
        with _entered(self.seat("manager")):
            Membership.objects.filter(user=self.user(who)).update(roles=[person.role])
        self.seats.pop(who, None)
        taken["other_role"] += 1

    @rule(who=PEOPLE, days=st.sampled_from([3, 60]))
    def check(self, who: str, days: int) -> None:
        """Somebody's check is withdrawn, and another recorded the next time."""
        person = self.oracle.people[who]
        with _entered(self.seat("manager")):
            held = VettingCheck.objects.filter(user=self.user(who), withdrawn_at=None).first()
            if held is not None:
                sql("select withdraw_check(%s, 'x')", [held.pk])
                person.checked_until = -inf
            else:
                kind = "employer" if who == "liaison" else "dbs"
                given = [uuid7(), self.user(who), kind, self.date(self.oracle.day + days)]
                sql("select record_check(%s, %s, %s, current_date, '', 'x', %s, '')", given)
                person.checked_until = self.oracle.day + days
        taken["check"] += 1

    @rule(case=CASES)
    def close_or_reopen(self, case: str) -> None:
        """The case is closed today, or taken up again."""
        closing = case not in self.oracle.closed
        with _entered(Context(scheme=self.north.scheme.pk, user=0, scope="system")):
            Case.objects.filter(pk=self.cases[case]).update(closed_on=today() if closing else None)
        if closing:
            self.oracle.closed[case] = self.oracle.day
        else:
            del self.oracle.closed[case]
        taken["close_or_reopen"] += 1

    @rule(case=CASES, side=SIDES, who=st.sampled_from(["supervisor", "supervisor", "volunteer", "liaison"]))
    def open_with_reason(self, case: str, side: str, who: str) -> None:
        """The duty supervisor opens a side; nobody else can."""
        reference = self.scene.cases[case].reference
        query = "select open_with_reason(%s, %s, 'duty', 'x')"
        said = self.call(query, reference, side, who=who)
        self.agree("open_with_reason", said, self.oracle.open_with_reason(who, case, side))

    # --- Passing on, erasing ----------------------------------------------------------------------
    @rule(number=FILES, given=st.booleans())
    def consent(self, number: int, given: bool) -> None:
        """A party says yes to sharing, or takes it back."""
        file = self.pick(number)
        if self.oracle.files[file].kind != "party":
            return
        with _entered(self.seat("manager")):
            row = Consent.objects.create(
                file_id=file, purpose="share", decision="given" if given else "withdrawn", form="verbal"
            )
        if given:
            self.consents[file] = row.pk
        else:
            self.oracle.withdraw_consent(file)
        taken["consent" if given else "withdraw"] += 1

    @rule(giver=FILES, taker=FILES, consented=st.booleans(), days=st.sampled_from([None, 0, 3]))
    def disclose(self, giver: int, taker: int, consented: bool, days: int | None) -> None:
        """Pass something on, to somebody of the same case or to an agency."""
        of, to = self.pick(giver), self.pick(taker)
        same = self.oracle.files[of].case == self.oracle.files[to].case and of != to
        if {self.oracle.files[of].kind, self.oracle.files[to].kind} != {"party"}:
            return
        consent = self.consents.get(of) if consented else None
        row = Passed(
            of,
            to if same else None,
            "consent" if consent else "safeguarding",
            inf if days is None else self.oracle.day + days,
        )
        with _entered(self.seat("manager")):
            made = Disclosure.objects.create(
                file_id=of,
                to_party_file_id=row.taker,
                to_whom="x",
                what="x",
                basis=row.basis,
                consent_id=consent,
                by=self.north.manager,
                happened_at=now(),
                until_on=self.date(row.until),
            )
        self.oracle.passed_on[made.pk] = row
        taken["disclose"] += 1

    @precondition(lambda self: self.oracle.passed_on)
    @rule(number=st.integers(0, 99))
    def take_back(self, number: int) -> None:
        """End what was passed on: the receiver's side reads it no more."""
        row = sorted(self.oracle.passed_on)[number % len(self.oracle.passed_on)]
        with _entered(self.seat("manager")):
            ended = {"ended_on": today(), "ended_reason": "x", "ended_by": self.north.manager}
            Disclosure.objects.filter(pk=row, ended_on=None).update(**ended)
        self.oracle.passed_on[row].ended = True
        taken["take_back"] += 1

    @precondition(lambda self: sum(its.erased for its in self.oracle.files.values()) < 3)
    @rule(number=FILES, whole=st.booleans())
    def erase(self, number: int, whole: bool) -> None:
        """One party's file, or the whole of a closed case: proposed by one, carried out by another."""
        file, proposal = self.pick(number), uuid7()
        its = self.oracle.files[file]
        whole = whole and its.case in self.oracle.closed
        if not whole and (its.kind != "party" or its.erased):
            return
        given = [proposal, self.cases[its.case], None if whole else file]
        said = self.call("select propose_erasure(%s, %s, %s, 'request', 'x')", *given, who="admin")
        self.agree("propose_erasure", said, True)
        refused = self.call("select carry_out_erasure(%s, '{}')", proposal, who="admin")
        self.agree("erase alone", refused, False)
        self.agree("erase", self.call("select carry_out_erasure(%s, '{}')", proposal), True)
        gone = self.oracle.of_case(its.case) if whole else [file]
        self.oracle.erase(gone)
        self.consents = {each: row for each, row in self.consents.items() if each not in gone}

    # --- The comparison ---------------------------------------------------------------------------
    @invariant()
    def everybody_reads_what_the_oracle_says(self) -> None:
        """Every role by raw SQL after every step; one of them in turn through the ORM as well."""
        assert today() == self.began, "midnight came in between: walk again"
        taken["steps"] += 1
        if self.acts == (acts := taken.total() - taken["steps"]):
            return  # nobody acted, nothing was sent to the database: it stands as it was compared
        self.acts = acts
        readers = [*ROLES, *OFFICE, *OTHERS]
        found = raw([self.seat(who) for who in readers] + self.scene.strangers)
        for who, reads in zip(readers, found, strict=False):
            self._compare(f"{who} by raw SQL", reads, self._expected(who)[0])
        known = {str(key) for key in (*self.oracle.files, *self.cases.values(), *self.oracle.passed_on)}
        for reads in found[len(readers) :]:
            assert not {key for _, key in reads} & known, "somebody of elsewhere reads it"
        if self.steps % self.ORM_EVERY == 0:
            self._through_the_orm(readers[self.steps // self.ORM_EVERY % len(readers)])
        self.steps += 1

    def _through_the_orm(self, who: str) -> None:
        """What the product's own queries read, and whose file may be changed."""
        reads, change = self._expected(who)
        with self.north.at(who):
            self._compare(f"{who} through the ORM", by_orm(), reads)
            assert changeable() == change, f"{who} may change other files than the oracle says"

    def _expected(self, who: str) -> tuple[Reads, set[str]]:
        return expected(self.oracle, who, self.cases, office=who in OFFICE)

    @staticmethod
    def _compare(what: str, reads: Reads, wanted: Reads) -> None:
        more, less = sorted(reads - wanted), sorted(wanted - reads)
        assert reads == wanted, f"{what} reads {more}, and does not read {less}"
