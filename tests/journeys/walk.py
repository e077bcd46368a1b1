"""The whole way of one case, stage by stage, each by the person whose work it is."""

from datetime import date, timedelta
from typing import Any

from agreements.models import AgreementItem, AgreementParty, OutcomeAgreement
from cases.models import Case, File, Progress
from tests.journeys import answers
from tests.journeys.answers import day, moment
from tests.journeys.hand import Hand
from tests.world import House

TODAY = date(2026, 11, 18)  # a Wednesday, the clock of the walk stands at 4pm
ROLE = {"harmed": "victim", "responsible": "offender"}
NAMES = {"harmed": "Hana", "responsible": "Rob"}


class Walk:
    """A case of one scheme. ``hand`` may be changed between stages: whoever does it, the case goes on."""

    def __init__(self, house: House, hand: Hand) -> None:
        self.house, self.hand, self.reference = house, hand, ""
        self.slug = house.scheme.slug

    # --- Where things are -------------------------------------------------------------------------
    def as_(self, who: str) -> Hand:
        """Sign in as one of the people of the scheme."""
        self.hand.sign_in(self.house.people[who].email)
        return self.hand

    def at(self, rest: str = "") -> str:
        """The address of a page of the case."""
        return f"/{self.slug}/cases/{self.reference}/{rest}"

    def of(self, side: str, rest: str = "") -> str:
        """The address of a page of the file of a side."""
        return self.at(f"files/{self.file(side).pk}/{rest}")

    def case(self) -> Case:
        """The only case of the scheme."""
        with self.house.at("manager"):
            return Case.objects.get()

    def file(self, side: str) -> File:
        """The party file of a side."""
        return self.house.file(self.case(), side)

    def stage(self) -> str:
        """The exact stage."""
        with self.house.at("manager"):
            return Progress.objects.get().stage

    # --- The stages -------------------------------------------------------------------------------
    def refer(self) -> None:
        """The partner types the referral at `/<scheme>/refer/`."""
        hand = self.as_("referrer")
        hand.visit(f"/{self.slug}/refer/")
        hand.press("Start a referral")
        for page in answers.REFERRAL.values():
            hand.press("Save and continue", page)
        hand.press("Send referral")
        self.reference = self.case().reference
        assert self.reference not in hand.text, "what a partner is given is not the number of the staff"

    def register(self) -> None:
        """The administrator enters it in the register."""
        hand = self.as_("admin")
        hand.visit(f"/{self.slug}/referrals/")
        hand.follow(self.reference)
        hand.follow("referral/register/")
        hand.press("Register", {"in_area": "yes"})

    def accept(self) -> None:
        """The administrator finds it eligible."""
        hand = self.as_("admin")
        hand.visit(self.at("referral/"))
        hand.press("Accept the referral")

    def allocate(self) -> None:
        """The manager offers the case, the facilitator declares no conflict and accepts."""
        hand = self.as_("manager")
        hand.visit(self.at())
        hand.follow(self.at("offer/"))
        hand.press("Offer the case", {"user": str(self.house.facilitator.pk), "sides": "both"})
        hand = self.as_("facilitator")
        hand.visit(f"/{self.slug}/work/")
        hand.follow("work/offers/")
        hand.press("Send answer", {"answer": "accepted"})

    def approach(self) -> None:
        """The facilitator asks the victim first, as the victim began it; then the offender."""
        self.as_("facilitator")
        for side, time in (("harmed", "10am"), ("responsible", "11am")):
            self.write(side)
            self.contact(side, time)
            self.consent(side, "explore", "verbal")

    def write(self, side: str) -> None:
        """Make the introductory letter, where it is known to be safe to write."""
        self.hand.visit(self.of(side, "letters/"))
        if side == "harmed":
            self.hand.press("Make the letter")

    def contact(self, side: str, time: str) -> None:
        """Log a call to the victim, or a visit to the offender, who is in prison."""
        self.hand.visit(self.of(side))
        self.hand.follow("Log a contact")
        method = "phone" if side == "harmed" else "visit"
        self.hand.press("Save contact", answers.contact(TODAY, time, method))

    def consent(self, side: str, purpose: str, form: str) -> None:
        """Record a yes."""
        self.hand.visit(self.of(side))
        self.hand.follow("Record consent")
        self.hand.press("Save consent", answers.consent(purpose, form, TODAY))

    def prepare(self) -> None:
        """The facilitator meets each party: consent to take part, suitability, needs, risk."""
        hand = self.as_("facilitator")
        for side in ("harmed", "responsible"):
            self.consent(side, "take_part", "written")
            hand.visit(self.of(side, "suitability/"))
            hand.follow("Decide on suitability")
            hand.press("Save decision", answers.suitability(side, TODAY))
            hand.visit(self.of(side, "needs/"))
            hand.follow("Record needs")
            hand.press("Save needs", {"has_needs": "no"})
            hand.visit(self.of(side, "risk/"))
            hand.follow("Write a risk assessment")
            hand.press("Send for approval", answers.risk(ROLE[side], TODAY))

    def approve(self) -> None:
        """The manager approves both risk assessments from the queue."""
        hand = self.as_("manager")
        for _side in ROLE:
            hand.visit(f"/{self.slug}/approvals/")
            hand.follow("/decide/")
            hand.press("Save decision", {"decision": "approved"})

    def confirm(self) -> None:
        """The facilitator confirms that everyone is ready."""
        hand = self.as_("facilitator")
        hand.visit(self.at())
        hand.follow(self.at("ready/"))
        hand.press("Confirm that everyone is ready")

    def plan(self) -> None:
        """The facilitator plans a meeting and goes ahead with it."""
        hand = self.as_("facilitator")
        hand.visit(self.at("together/"))
        hand.follow("Plan a meeting or an exchange")
        people = [str(self.file(side).pk) for side in ROLE]
        hand.press("Continue", {"kind": "conference", "people": people})
        if not hand.path.endswith("/plan/"):
            hand.follow("plan/")
        when = moment("starts_at", TODAY, "2pm")
        hand.press("Save plan", when | {"place": "Friends Meeting House", "running_order": "Welcome"})
        hand.follow("Begin")
        hand.press("Begin")

    def hold(self) -> None:
        """The facilitator records the meeting as held and signs the write-up."""
        hand = self.as_("facilitator")
        self.open_process()
        hand.follow("Record as held")
        came = [str(self.file(side).pk) for side in ROLE]
        when = moment("held_at", TODAY, "2pm")
        hand.press("Record as held", when | {"ended_at": "3:30pm", "came": came})
        self.open_process()
        hand.follow("Write up")
        hand.press("Save write-up", answers.write_up())

    def open_process(self) -> None:
        """Open the page of the meeting."""
        self.hand.visit(self.at("together/"))
        self.hand.follow(f"together/{self._process()}/")

    def _process(self) -> Any:
        from conferences.models import Process

        with self.house.at("manager"):
            return Process.objects.get().pk

    def agree(self) -> None:
        """The facilitator writes down what was agreed, item by item, and how each agreed."""
        hand = self.as_("facilitator")
        with self.house.at("manager"):
            joint = File.objects.get(kind="joint")
        hand.visit(self.at())
        hand.follow(f"{joint.pk}/agreement/")
        called = {str(self.file(side).party_id): NAMES[side] for side in ROLE}
        terms = day("made_on", TODAY) | {"parties": list(called), "monitor": "facilitator"}
        terms |= {f"called_{party}": name for party, name in called.items()}
        hand.press("Save and add items", terms | day("updates_until", TODAY + timedelta(days=365)))
        hand.follow("Add an item")
        hand.press("Save item", self._item())
        hand.follow("/agree/")
        hand.press("Record the agreement", self._signatures())

    def _item(self) -> dict[str, Any]:
        item: dict[str, Any] = {
            "kind": "action",
            "what": "Write a letter of apology",
            "type": "apology_letter",
            "owner": str(self.file("responsible").party_id),
            "may_tell_victim": "on",
        }
        return item | day("due_on", TODAY + timedelta(days=14))

    def _signatures(self) -> dict[str, Any]:
        with self.house.at("manager"):
            parts = list(AgreementParty.objects.select_related("party"))
        said: dict[str, Any] = day("agreed_on", TODAY) | day("asked_on", TODAY)
        for part in parts:
            said[f"signed_{part.pk}"] = "paper"
            if part.party.role == "victim":
                said |= {f"wants_{part.pk}": "yes", **day(f"next_on_{part.pk}", TODAY + timedelta(days=7))}
        return said

    def copies(self) -> None:
        """The administrator makes the copies and notes that each party got theirs."""
        hand = self.as_("admin")
        with self.house.at("manager"):
            agreement = OutcomeAgreement.objects.get()
            parts = list(AgreementParty.objects.all())
        hand.visit(self.at(f"agreements/{agreement.pk}/copies/"))
        hand.press("Make the copies")
        ways: dict[str, Any] = {f"way_{part.pk}": "handed" for part in parts}
        hand.press("Save", ways | day("on", TODAY))

    def complete(self) -> None:
        """The facilitator takes the case on to follow-up and asks each party how it was."""
        hand = self.as_("facilitator")
        hand.visit(self.at("together/complete/"))
        hand.press("Go on to follow-up")
        for side in ROLE:
            hand.visit(self.of(side, "feedback/"))
            hand.follow("Record feedback")
            said: dict[str, Any] = {"answer": "given", "how": "phone", "satisfaction": "5"}
            hand.press("Save feedback", said | day("happened_on", TODAY))

    def follow_up(self) -> None:
        """The facilitator records that the letter was written and tells the victim."""
        hand = self.as_("facilitator")
        with self.house.at("manager"):
            item, agreement = AgreementItem.objects.get(), OutcomeAgreement.objects.get()
        hand.visit(self.at(f"agreements/{agreement.pk}/"))
        hand.follow(f"agreement-items/{item.pk}/")
        hand.press("Save", {"state": "done", **day("done_on", TODAY), "evidence": "Read it"})
        assert hand.path == self.at(f"agreements/{agreement.pk}/updates/{self.file('harmed').pk}/")
        told: dict[str, Any] = {"method": "phone", "items": [str(item.pk)], "goes_on": "no"}
        hand.press("Save update", moment("happened_at", TODAY, "3:50pm") | told)

    def close(self) -> None:
        """The facilitator closes the case."""
        hand = self.as_("facilitator")
        hand.visit(self.at())
        hand.follow(self.at("close/"))
        hand.press("Close the case", day("happened_on", TODAY))

    STAGES = (
        ("refer", "received"),
        ("register", "received"),
        ("accept", "eligible"),
        ("allocate", "allocated"),
        ("approach", "preparing"),
        ("prepare", "preparing"),
        ("approve", "preparing"),
        ("confirm", "ready"),
        ("plan", "in_process"),
        ("hold", "in_process"),
        ("agree", "in_process"),
        ("copies", "in_process"),
        ("complete", "following_up"),
        ("follow_up", "following_up"),
        ("close", "closed"),
    )

    def go(self, *, after: str = "", until: str = "close") -> None:
        """Walk the stages behind ``after`` up to and with ``until``; each leaves the case where it says."""
        names = [name for name, _stage in self.STAGES]
        start = names.index(after) + 1 if after else 0
        for name, stage in self.STAGES[start : names.index(until) + 1]:
            getattr(self, name)()
            assert self.stage() == stage, name
