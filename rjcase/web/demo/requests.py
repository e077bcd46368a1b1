"""Requests of people about their data in several states, a hold, and an erasure waiting for somebody."""

from dataclasses import dataclass

from cases.models import Case, File, Progress
from cases.selectors import party_files
from rjcase.kernel.clock import today
from rjcase.rights.erasure import propose_erasure
from rjcase.rights.holds import place_hold
from rjcase.rights.models import RightsRequest
from rjcase.rights.requests import answer_request, extend_request, receive_request
from rjcase.web.demo.scene import Scene

_Kind, _State = RightsRequest.Kind, RightsRequest.State


@dataclass(frozen=True)
class _Asked:
    kind: str
    days: int  # ago
    details: str
    state: str = _State.OPEN
    answer: str = ""
    more_time: str = ""


_STORIES = (
    _Asked(_Kind.ACCESS, 20, "Everything you hold about me, and what was said in the meeting."),
    _Asked(_Kind.ACCESS, 27, "A copy of my file.", more_time="It takes in two cases and 60 texts to read."),
    _Asked(_Kind.CORRECTION, 50, "My name is spelled wrong.", _State.GRANTED, "Corrected in the file."),
    _Asked(
        _Kind.OBJECTION,
        45,
        "I want no letters about surveys, and no records at all.",
        _State.PARTLY,
        "No more surveys. The record of the case is kept as long as our rule says.",
    ),
    _Asked(_Kind.ERASURE, 6, "Take me out of your records."),
)


def tell_requests(scene: Scene) -> None:
    """One request each in the newest closed cases, as the administrator works on them."""
    with scene.on("admin"):
        closed = Progress.objects.filter(stage="closed").values("case")
        cases = list(Case.objects.filter(pk__in=closed).order_by("-closed_on", "pk")[: len(_STORIES)])
        files = [party_files(case, "harmed")[0] for case in cases]
    for number, (asked, file) in enumerate(zip(_STORIES, files, strict=False)):
        _tell(scene, number, asked, file)
    if cases:
        with scene.on("manager") as me:
            place_hold(cases[0], actor=me, reason="A complaint to the ombudsman is being looked into")


def _tell(scene: Scene, number: int, asked: _Asked, file: File) -> None:
    with scene.on("admin", days=asked.days) as me:
        request = receive_request(
            file,
            actor=me,
            request_id=scene.key(f"request {number}"),
            kind=asked.kind,
            received_on=today(),
            identity_how="Known to the facilitator, who rang them back",
            details=asked.details,
        )
    with scene.on("admin", days=max(asked.days - 12, 1)) as me:
        if asked.more_time:
            extend_request(request, actor=me, reason=asked.more_time)
        if asked.state != _State.OPEN:
            answer_request(request, actor=me, state=asked.state, answered_on=today(), answer=asked.answer)
    if asked.kind == _Kind.ERASURE:
        with scene.on("admin") as me:
            propose_erasure(actor=me, case_id=file.case_id, file_id=file.pk, basis="request", rule="Erasure")
