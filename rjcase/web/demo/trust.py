"""What the demo shows of data protection: shares, breaches, complaints, papers, requests, openings.

Each part needs a case at some stage and is left out where none of the told stories stands there.
"""

from datetime import timedelta

from cases.models import Case, Disclosure, DisclosureReview, SharingTest
from cases.rights.openings import CLOCK, tell
from cases.selectors import party_files
from cases.services.consents import record_consent
from cases.services.disclosures import Receiver, Weighed, pass_on, review_disclosure
from rjcase.access.models import User
from rjcase.assurance.models import Breach, DataComplaint, PapersOut
from rjcase.assurance.services.registers import answer_complaint, bring_back, record_complaint, take_out
from rjcase.deadlines.services import meet_deadline
from rjcase.kernel.clock import now, today
from rjcase.rights.openings import open_files, review
from rjcase.tenancy.models import Scheme
from rjcase.web.demo.breaches import tell_breaches
from rjcase.web.demo.requests import tell_requests
from rjcase.web.demo.scene import Scene, case_at, worked_at

_To, _Purpose, _Basis = Disclosure.To, Disclosure.Purpose, Disclosure.Basis


def add_trust(scheme: Scheme) -> None:
    """Tell all of it, once: a scheme in which it is there already keeps what became of it."""
    scene = Scene(scheme)
    with scene.on("manager"):
        if Breach.objects.filter(pk=scene.key("breach 0")).exists():
            return
    tell_breaches(scene)
    tell_requests(scene)
    _complain(scene)
    _open_with_a_reason(scene)
    if preparing := worked_at(scene, "preparing"):
        _share(scene, *preparing)
        _take_papers(scene, *preparing)
    if in_process := worked_at(scene, "in_process"):
        _share_between(scene, *in_process)


def _share(scene: Scene, case: Case, worker: User) -> None:
    """With consent to a support service; to protect a child without it, once reviewed and once not."""
    with scene.on(worker, days=2) as me:
        (file, *_others) = party_files(case, "harmed")
        record_consent(
            file,
            actor=me,
            purpose="agency",
            decision="given",
            form="verbal",
            happened_on=today(),
            explained_on=today(),
            to_whom="Victim Care",
        )
        pass_on(
            file,
            actor=me,
            disclosure_id=scene.key("shared with support"),
            to=Receiver(_To.PARTNER, words="Case worker, Victim Care"),
            thing=Disclosure.Thing.INFORMATION,
            what="Asks for help with locks and lighting. Best reached in the morning.",
            means=Disclosure.Means.SECURE,
            purpose=_Purpose.SUPPORT,
            basis=_Basis.CONSENT,
            happened_at=now() - timedelta(minutes=5),
            weighed=Weighed(
                why_needed="They fit the locks, and need to arrange a day.",
                why_no_less="Nothing was said about the offence or about meeting anybody.",
                told=SharingTest.Told.BEFORE,
            ),
        )
    for days, is_reviewed in ((6, True), (1, False)):
        with scene.on(worker, days=days) as me:
            file = party_files(case, "responsible")[0]
            row = pass_on(
                file,
                actor=me,
                disclosure_id=scene.key(f"safeguarding {days}"),
                to=Receiver(_To.THIRD, words="Duty social worker, children’s services"),
                thing=Disclosure.Thing.INFORMATION,
                what="A young child was alone in the flat in the evening.",
                means=Disclosure.Means.SPOKEN,
                purpose=_Purpose.SAFEGUARD,
                basis=_Basis.SAFEGUARDING,
                happened_at=now() - timedelta(minutes=30),
                weighed=Weighed(
                    why_needed="Somebody has to see that the child is safe tonight.",
                    why_no_less="The offence and the other people in the case were not spoken of.",
                    told=SharingTest.Told.AFTER,
                    at_risk=SharingTest.AtRisk.CHILD,
                    known_at=now() - timedelta(hours=2),
                ),
            )
        if is_reviewed:
            with scene.on("manager", days=days - 1) as me:
                review_disclosure(
                    row,
                    actor=me,
                    finding=DisclosureReview.Finding.RIGHT,
                    note="Right, and fast. Children’s services have confirmed that they visited.",
                )


def _share_between(scene: Scene, case: Case, worker: User) -> None:
    """From one side to the other, with the consent given before the meeting was planned."""
    with scene.on(worker, days=1) as me:
        giver, receiver = (party_files(case, side)[0] for side in ("harmed", "responsible"))
        pass_on(
            giver,
            actor=me,
            disclosure_id=scene.key("between the sides"),
            to=Receiver(_To.PARTY, file=receiver),
            thing=Disclosure.Thing.INFORMATION,
            what="Would like to speak first, and to sit near the door.",
            means=Disclosure.Means.SPOKEN,
            purpose=_Purpose.ARRANGE,
            basis=_Basis.CONSENT,
            happened_at=now() - timedelta(minutes=20),
            until_on=today() + timedelta(days=60),
            weighed=Weighed(
                why_needed="So that it does not come as a surprise on the day.",
                why_no_less="Why they wish it was not said.",
                told=SharingTest.Told.BEFORE,
            ),
        )


def _take_papers(scene: Scene, case: Case, worker: User) -> None:
    """Papers that came back, papers out today, and papers that should have been back."""
    for name, days, away, came_back in (
        ("visit", 6, 1, True),
        ("prison", 5, 2, False),
        ("home", 0, 1, False),
    ):
        with scene.on(worker, days=days, hours=2) as me:
            file = party_files(case, "responsible" if name == "prison" else "harmed")[0]
            row = take_out(
                file,
                actor=me,
                paper_id=scene.key(f"papers {name}"),
                what="Consent form and information sheets, 4 pages",
                risk=PapersOut.Risk.ELSEWHERE if name == "prison" else PapersOut.Risk.HOME_VISIT,
                care="In a locked case, never left in the car",
                taken_at=now(),
                due_back_on=today() + timedelta(days=away),
            )
        if came_back:
            with scene.on(worker, days=days - away) as me:
                bring_back(row, actor=me, at=now() - timedelta(hours=1), is_lost=False, note="All pages back")


def _complain(scene: Scene) -> None:
    """A complaint about data that was answered, and one that waits."""
    for number, (stage, days, text) in enumerate(
        (
            ("closed", 40, "My old address was still on your letter, though I told you that I had moved."),
            ("following_up", 9, "You spoke with my probation officer before you asked me."),
        )
    ):
        with scene.on("admin", days=days) as me:
            case = case_at(stage)
            files = party_files(case, "responsible") if case else []
            if not files:
                continue
            row = record_complaint(
                files[0],
                actor=me,
                complaint_id=scene.key(f"complaint {number}"),
                about=DataComplaint.About.SHARED if number else DataComplaint.About.WRONG,
                text=text,
                received_on=today(),
            )
        with scene.on("manager", days=days - 3) as me:
            answer_complaint(
                row,
                actor=me,
                acknowledged_on=today(),
                answered_on=None if number else today(),
                outcome="" if number else DataComplaint.Outcome.UPHELD,
                answer="" if number else "You are right. The address is corrected, and we have apologised.",
                lessons="" if number else "The address is asked for again at every contact.",
                told_of_regulator=not number,
            )


def _open_with_a_reason(scene: Scene) -> None:
    """One side of a case opened by the supervisor on duty: one reviewed, one waiting for it."""
    for stage, side, is_reviewed in (("allocated", "responsible", True), ("ready", "harmed", False)):
        with scene.on("manager"):
            case = case_at(stage)
        if case is None:
            continue
        with scene.on("supervisor") as me:
            made = open_files(
                actor=me,
                reference=case.reference,
                side=side,
                grounds="absence",
                reason="They rang in distress, and their facilitator could not be reached.",
            )
            tell(made, scene.scheme, me)
        for opening in made if is_reviewed else ():
            with scene.on("manager") as me:
                review(opening, actor=me, outcome="right", note="It could not have waited.")
                meet_deadline(CLOCK, case, subject=opening.pk)
