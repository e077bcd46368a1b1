"""What is half done here and there, so that every address has something to open.

Case R waits to begin, case C was closed while its victim still hears how the agreement goes, case D ended
when the victim said no, and is kept no longer. Case P is held. Both schemes have a draft with two victims,
a system that was let in, a period of keeping, and a proposal to erase.
"""

from datetime import timedelta
from typing import Any

from agreements.services.close_case import close_with_updates
from cases.models import Case, File
from cases.services.perform import pass_gate
from practitioners.scorecard import HEADINGS
from practitioners.services.job_descriptions import save_job_description
from practitioners.services.register import add_duty, add_entry
from practitioners.services.selection import save_scorecard
from referrals.models import DraftPart, IntakeFile, ReferralDraft
from referrals.services.agencies import add_domain, save_whom_to_ask
from referrals.services.api_tokens import make_token
from referrals.services.enquiries import take_enquiry
from referrals.services.guests import hand_over
from referrals.services.information_requests import send_request
from referrals.services.who_manages import ask_other_area
from rjcase.assurance.services.security import save_security_document
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.rights import holds
from rjcase.rights.erasure import propose_erasure
from rjcase.rights.models import RetentionClass
from rjcase.workflow import steps_from
from tests.isolation.places import Place
from tests.world import House, open_scheme


def without_manager() -> None:
    """A third scheme, where nobody is yet."""
    open_scheme("eastshire", "EAS")


def close_while_updates_go_on(house: House, case: Case) -> None:
    """Close a case whose updates go on, past every gate that a manager may pass."""
    with house.at("manager"):
        me = house.actor("manager")
        step = next(step for step in steps_from("following_up") if step.name == "close_with_updates")
        for gate in step.gates:
            if gate.passable:
                pass_gate(gate.name, case, me, reason="For the test")
        close_with_updates(case, actor=me, happened_on=today())


def hold(house: House, case: Case) -> None:
    """Nothing of this case is to be destroyed."""
    with house.at("manager"):
        holds.place_hold(case, actor=house.actor("manager"), reason="A claim")


def enquire(me: Any) -> None:
    """Somebody asked, and is to be called back."""
    facts = {"happened_at": now(), "channel": "freephone", "who": "victim", "origin": "police_letter"}
    take_enquiry(
        actor=me,
        enquiry_id=uuid7(),
        facts=facts | {"come_back_on": today() + timedelta(days=3)},
        person={"given_names": "Ada", "family_name": "Asker", "phone": "0121 496 0001"},
        asked="What is it?",
        answered="We sent a leaflet.",
    )


def ask_the_police(place: Place) -> None:
    """A request for information about a case, without an answer yet."""
    with place.house.at("manager"):
        send_request(
            place.files["papers"],
            actor=place.house.actor("manager"),
            request_id=uuid7(),
            born=None,
            agency=place.house.agency,
            to_whom="Records",
            our_phone="0121 496 0999",
            requested_on=today(),
            offence="Theft",
            wanted_count=2,
        )


def ask_another_area(place: Place) -> None:
    """Another area's service was asked who manages a case."""
    with place.house.at("manager"):
        ask_other_area(
            place.case,
            actor=place.house.actor("manager"),
            decision_id=uuid7(),
            why="one",
            area="46",
            service="Kent RJ",
            asked_on=today(),
        )


def officers(me: Any, house: House) -> None:
    """An agency whose officers refer without an account, one of them with a link; somebody to ask there."""
    add_domain(actor=me, agency=house.agency, domain="police.example")
    hand_over(actor=me, agency=house.agency, email="officer@police.example", letter=uuid7())
    save_whom_to_ask(
        actor=me, agency=house.agency, person=None, name="Kim Lowe", post="", phone="101", email=""
    )


def settle(house: House, case: Case) -> None:
    """One of each thing that only some schemes have; ``case`` is one that nobody has begun."""
    with house.at("manager"):
        me: Any = house.actor("manager")
        RetentionClass.objects.create(name="Any", outcome=RetentionClass.Outcome.ANY, months=0)
        until = today() + timedelta(days=90)
        make_token(actor=me, scheme=house.scheme, agency=house.agency, name="Records", expires_on=until)
        officers(me, house)
        holder, volunteer = (house.people[who].pk for who in ("keyholder", "volunteer"))
        add_duty(
            actor=me,
            duty_id=uuid7(),
            person_id=volunteer,
            kind="cover",
            starts_on=today(),
            ends_on=today(),
        )
        save_security_document(
            actor=me,
            document_id=uuid7(),
            kind="policy",
            title="Information security policy",
            dated_on=today(),
            kept_at="The office",
            review_on=today(),
        )
        save_scorecard(
            actor=me,
            key=uuid7(),
            scores=dict.fromkeys(HEADINGS, 1),
            candidate="Somebody",
            seen_on=today(),
            panel="Two of us",
        )
        save_job_description(actor=me, key=uuid7(), kind="prison", title="Facilitator", facts={})
        add_entry(actor=me, entry_id=uuid7(), user_id=holder, kind="self_assessment", done_on=today())
    with house.at("volunteer"):
        me = house.actor("volunteer")
        add_entry(actor=me, entry_id=uuid7(), user_id=volunteer, kind="self_assessment", done_on=today())
    with house.at("admin"):
        file = File.objects.filter(case=case, kind="party").order_by("pk")[0]
        propose_erasure(actor=house.actor("admin"), case_id=case.pk, file_id=file.pk, basis="request")
    with house.at("referrer"):
        me = house.people["referrer"]
        draft = ReferralDraft.objects.create(user=me, agency=house.agency)
        for number in (1, 2):
            DraftPart.objects.create(draft=draft, user=me, kind="victim", number=number, answers={"": {}})
        IntakeFile.objects.create(user=me, agency=house.agency, purpose="referrals", state="checked")
