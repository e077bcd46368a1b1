"""A case that is ready, and the pages of its meeting or exchange."""

from typing import Any

from django.test import Client

from cases.models import Consent, File, Progress
from conferences.models import Message, Process
from tests.assessments.helpers import prepare, set_stage
from tests.world import House, World

PLACE = "Friends Meeting House"


def make_ready(world: World) -> None:
    """Allocate Northshire's case and record what the gates ask of every party; it stands at ready."""
    prepare(world)
    set_stage(world.north, world.case, "ready")


def withdraw(house: House, file: File, who: str = "facilitator", **facts: Any) -> None:
    """A party takes their consent back, today unless ``happened_on`` says when."""
    facts = {"purpose": "take_part", "decision": "withdrawn", "form": "verbal"} | facts
    with house.at(who):
        Consent.objects.create(file=file, **facts)


class Walk:
    """One person working one case by HTTP."""

    def __init__(self, client: Client, world: World, who: str = "facilitator") -> None:
        self.client, self.world, self.who = client, world, who
        self.client.force_login(getattr(world.north, who))
        self.base = f"/northshire/cases/{world.case.reference}/"

    def get(self, rest: str) -> Any:
        """Open a page of the case."""
        return self.client.get(self.base + rest)

    def text(self, rest: str) -> str:
        """The text of a page that must be there."""
        answer = self.get(rest)
        assert answer.status_code == 200, (rest, answer.status_code)
        return answer.content.decode()

    def send(self, rest: str, **data: Any) -> str:
        """Post a form that must go through; where it leads."""
        answer = self.client.post(self.base + rest, data)
        assert answer.status_code == 303, _errors(answer)
        return answer["Location"]

    def refused(self, rest: str, **data: Any) -> str:
        """Post a form that must come back with an error; the page."""
        answer = self.client.post(self.base + rest, data)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "There is a problem" in page
        return page

    def stage(self) -> str:
        """The exact stage."""
        with self.world.north.at("manager"):
            return Progress.objects.get(case=self.world.case).stage

    def process(self) -> Process:
        """The only process of the case."""
        with self.world.north.at("manager"):
            return Process.objects.get(case=self.world.case)

    def message(self, number: int = 1) -> Message:
        """A message by its number."""
        with self.world.north.at("manager"):
            return Message.objects.get(process__case=self.world.case, number=number)

    # --- The journey ----------------------------------------------------------------------------
    def open(self, kind: str = "conference", **more: Any) -> str:
        """Open a process for both parties; its address below the case."""
        people = [str(self.world.harmed.pk), str(self.world.responsible.pk)]
        url = self.send("together/open/", **({"kind": kind, "people": people} | more))
        return url.removeprefix(self.base)

    def planned(self) -> str:
        """A meeting with date and place."""
        at = self.open()
        self.send(at + "plan/", **when("starts_at", 1, 12, 2026, "2pm"), place=PLACE, running_order="Welcome")
        return at

    def begun(self) -> str:
        """A meeting that goes ahead."""
        at = self.planned()
        self.send(at + "begin/")
        return at

    def hold(self, at: str, **more: Any) -> dict[str, Any]:
        """What the form of a held meeting sends."""
        came = [str(self.world.harmed.pk), str(self.world.responsible.pk)]
        return {**when("held_at", 20, 11, 2026, "2pm"), "ended_at": "3:30pm", "came": came} | more

    def held(self) -> str:
        """A meeting that was held on Friday 20 November 2026."""
        at = self.begun()
        self.send(at + "hold/", **self.hold(at))
        return at

    def exchange(self) -> str:
        """An exchange that goes ahead."""
        at = self.open("letter", why_indirect="choice")
        self.send(at + "begin/")
        return at

    def wrote(self, at: str, text: str) -> str:
        """A letter from the offender to the victim; its address."""
        with self.world.north.at("manager"):
            offender, victim = self.world.responsible.party_id, self.world.harmed.party_id
        self.send(
            at + "messages/add/",
            sender=str(offender),
            receiver=str(victim),
            medium="writing",
            text=text,
            **day("written_on", 18, 11, 2026),
        )
        with self.world.north.at("manager"):
            newest = Message.objects.filter(process__case=self.world.case).order_by("-number").first()
        assert newest is not None
        return f"{at}messages/{newest.pk}/"


def day(name: str, date: int, month: int, year: int) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}-day": str(date), f"{name}-month": str(month), f"{name}-year": str(year)}


def when(name: str, date: int, month: int, year: int, time: str) -> dict[str, str]:
    """A date and time as its boxes send it."""
    return day(name, date, month, year) | {f"{name}-time": time}


def _errors(answer: Any) -> Any:
    context = getattr(answer, "context", None)
    form = context.get("form") if context else None
    return (answer.status_code, form.errors if form is not None else "")
