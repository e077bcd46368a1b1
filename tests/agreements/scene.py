"""A meeting that has been held: where every agreement begins."""

from datetime import date, timedelta
from typing import Any

from agreements.models import AgreementItem, AgreementParty, OutcomeAgreement
from agreements.services.agree import Signature, Wish, agree
from agreements.services.draft_agreement import ItemTerms, Terms, save_item, start_agreement
from cases.models import Case, Consent, File, Party, Progress, SafeContact
from conferences.models import Participant, Process
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from tests.world import World, sql

HARMED_MARK, RESPONSIBLE_MARK = "Northvictim", "Northoffender"


def date_parts(name: str, day: date) -> dict[str, str]:
    """A date as a browser posts it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def moment_parts(name: str, day: date, time: str = "9am") -> dict[str, str]:
    """A date and time as a browser posts them."""
    return date_parts(name, day) | {f"{name}-time": time}


class Scene:
    """Northshire's case after its meeting: allocated to the facilitator, following up."""

    def __init__(self, world: World, stage: str = "following_up") -> None:
        self.world, self.north, self.case = world, world.north, world.case
        self.held_on = today() - timedelta(days=1)
        self.north.allocate(self.case)
        self.joint = self._open_joint()
        with self.north.at("manager"):
            Progress.objects.filter(case=self.case).update(stage=stage)
            self.victim = Party.objects.get(case=self.case, role="victim")
            self.offender = Party.objects.get(case=self.case, role="offender")
            self.harmed = File.objects.get(party=self.victim)
            self.responsible = File.objects.get(party=self.offender)
            process = Process.objects.create(
                case=self.case,
                joint=self.joint,
                form="direct",
                kind="conference",
                state="held",
                held_at=now() - timedelta(days=1),
                opened_by=self.north.manager,
            )
            for file in (self.harmed, self.responsible):
                Participant.objects.create(joint=self.joint, process=process, party=file.party, file=file)
                SafeContact.objects.filter(file=file).update(may_write=True)
        self.process = process

    def _open_joint(self) -> File:
        pk = uuid7()
        with self.north.at("facilitator"):
            sql("select open_joint(%s, %s)", [pk, self.case.pk])
            return File.objects.get(pk=pk)

    def url(self, tail: str = "") -> str:
        """The address of something below the case."""
        return f"/northshire/cases/{self.case.reference}/{tail}"

    def draft(self, who: str = "facilitator") -> OutcomeAgreement:
        """A draft between the two, without items."""
        with self.north.at(who):
            return start_agreement(
                self.joint,
                Terms(
                    made_on=self.held_on, monitor="facilitator", updates_until=today() + timedelta(days=365)
                ),
                {self.victim: "", self.offender: ""},
                actor=self.north.actor(who),
            )

    def item(self, agreement: OutcomeAgreement, **more: Any) -> AgreementItem:
        """An action of the offender."""
        terms: dict[str, Any] = {
            "kind": "action",
            "what": "Write a letter",
            "type": "apology_letter",
            "owner": self.offender,
            "due_on": today() + timedelta(days=14),
            "may_tell_victim": True,
        }
        with self.north.at("facilitator"):
            return save_item(agreement, ItemTerms(**{**terms, **more}), actor=self.north.actor("facilitator"))

    def agree(self, agreement: OutcomeAgreement, wants: bool = True) -> OutcomeAgreement:
        """Make a draft the agreement."""
        with self.north.at("facilitator"):
            parts = AgreementParty.objects.filter(agreement=agreement)
            return agree(
                agreement,
                actor=self.north.actor("facilitator"),
                agreed_on=self.held_on,
                signatures={part.pk: Signature("paper", self.held_on) for part in parts},
                wishes={
                    self.victim.pk: Wish(wants, self.held_on, today() + timedelta(days=7) if wants else None)
                },
            )

    def agreed(self, wants: bool = True, **item: Any) -> tuple[OutcomeAgreement, AgreementItem]:
        """An agreement with one item."""
        draft = self.draft()
        made = self.item(draft, **item)
        return self.agree(draft, wants), made

    def consent(self, file: File, purpose: str, decision: str = "given") -> Consent:
        """A consent decision in a party's file."""
        with self.north.at("facilitator"):
            return Consent.objects.create(file=file, purpose=purpose, decision=decision, form="written")

    def stage(self) -> str:
        """Where the case stands."""
        with self.north.at("manager"):
            return Progress.objects.get(case=self.case).stage

    def again(self) -> Case:
        """The case as it is now."""
        with self.north.at("manager"):
            return Case.objects.select_related("scheme").get(pk=self.case.pk)
