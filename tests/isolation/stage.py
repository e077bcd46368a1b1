"""Cases far on their way, with everybody who holds a part of them, nothing of them, or no longer one.

Case A is the one tests look at: a meeting was held and an agreement made. The facilitator works both
sides of it, facilitator2 and the liaison hold the victim's file alone, the supervisor may look at both
sides, the volunteer and a former liaison held files until yesterday. The keyholder, who has a second
factor, holds nothing; the champion is of the referrer's agency. Case B is facilitator2's, in the same
scheme. Case S is in the other scheme. Cases P and Q stand as A does, with a meeting and an exchange that
have begun; so do R, C and D of `corners.py`.
"""

from datetime import timedelta
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator

from agreements.services.draft_agreement import ItemTerms, Terms, save_item, start_agreement
from cases.models import Case, File
from cases.services.uploads import add_upload, retract_upload
from conferences.models import Attendee, Process
from conferences.services.messages import write_message
from referrals.models import AgencyMember, PartnerAgreement
from referrals.services.partner_agreements import keep_agreement
from reporting.periods import quarter_of
from reporting.services.returns import start_return
from rjcase.access.models import Area, DeliveryTeam, Invitation, Membership, User
from rjcase.access.roles import Role
from rjcase.documents.uploads.check import check
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.notifications.services import notify
from rjcase.tenancy import SYSTEM, acting
from rjcase.web.demo.stories import Story
from rjcase.web.demo.telling import Teller
from tests.isolation import corners
from tests.isolation.places import Place
from tests.world import PASSWORD, House, sql

# Who is on the stage besides the cast of `tests/world.py`.
LATER = {
    "former": Role.LIAISON,
    "coordinator": Role.COORDINATOR,
    "champion": Role.CHAMPION,
    "senior": Role.SENIOR,
}


class Stage:
    """Everything, committed. Build it inside ``Clone.in_use``."""

    soon = today() + timedelta(days=30)
    marks: Any = None  # what was planted (planting.Planting)

    def __init__(self) -> None:
        self.north, self.south = House("northshire", "NOR"), House("southshire", "SOU")
        self.operator = User.objects.create_user(
            "operator@rjcase.example", PASSWORD, name="Operator", is_operator=True
        )
        for house in (self.north, self.south):
            with acting(house.scheme, SYSTEM):
                holder = house.people["keyholder"] = house.join("keyholder", Role.VOLUNTEER)
                Authenticator.objects.create(user=holder, type="totp", data={"secret": ""})
                Membership.objects.update(starts_on=today() - timedelta(days=800))
        with acting(self.north.scheme, SYSTEM):
            for who, role in LATER.items():
                self.north.people[who] = self.north.join(who, role)
            AgencyMember.objects.create(agency=self.north.agency, user=self.north.people["champion"])
        self.a = self._tell(self.north, 1, "facilitator")
        self.b = self._tell(self.north, 2, "facilitator2")
        self.s = self._tell(self.south, 3, "facilitator")
        self.p = self._tell(self.north, 4, "facilitator", "in_process")
        self.q = self._tell(self.north, 5, "facilitator", "in_process", kind="letter")
        self.r = self._tell(self.north, 6, "facilitator", "ready")
        self.c = self._tell(self.north, 7, "facilitator")
        self.d = self._tell(self.north, 8, "facilitator", "closed", ending="declined_victim")
        self._begin()
        for place in (self.a, self.b, self.s):
            self._hand_in(place)
            corners.ask_the_police(place)
            corners.ask_another_area(place)
        for place in (self.a, self.p, self.q, self.r, self.c):
            self._let_in(place)
        corners.close_while_updates_go_on(self.north, self.c.case)
        corners.hold(self.north, self.p.case)
        corners.without_manager()
        for house in (self.north, self.south):
            self._settle(house)

    def _tell(self, house: House, number: int, who: str, until: str = "following_up", **more: Any) -> Place:
        teller = Teller(house.scheme, Story(until, 40, facilitator=who, **more), number)
        teller.tell()
        with house.at("manager"):
            place = Place(house, Case.objects.select_related("scheme").get(pk=teller.case.pk))
            for file in File.objects.filter(case=place.case).select_related("party"):
                place.files[file.side if file.kind == "party" else file.kind] = file
        return place

    def _settle(self, house: House) -> None:
        """One row of each thing a scheme's settings, partners and returns are about."""
        waiting = Teller(house.scheme, Story("eligible", 3), 9)
        waiting.tell()
        with house.at("manager"):
            me = house.actor("manager")
            volunteer = house.people["volunteer"].pk
            sql("select offer_case(%s, %s, %s, true, 'both')", [uuid7(), waiting.case.pk, volunteer])
            Area.objects.create(name="Town")
            DeliveryTeam.objects.create(name="Town team")
            Invitation.objects.create(
                email="new@person.example",
                name="New",
                roles=["facilitator"],
                digest="0" * 64,
                expires_at=now() + timedelta(days=7),
            )
            start_return(me, quarter_of(today()))
            keep_agreement(
                actor=me,
                agreement=PartnerAgreement(),
                agencies=[house.agency],
                kind="sharing",
                title="Sharing",
                starts_on=today(),
                review_on=self.soon,
            )
            corners.enquire(me)
            notify(subject=uuid7(), recipients=[me.pk], title="Look", body="At this")
        corners.settle(house, waiting.case)

    def _begin(self) -> None:
        """What is half done in P's meeting and in Q's exchange."""
        with self.north.at("facilitator"):
            me = self.north.actor("facilitator")
            parties = {side: self.p.files[side].party for side in ("harmed", "responsible")}
            meeting = Process.objects.get(case=self.p.case)
            Attendee.objects.create(joint=meeting.joint, process=meeting, role="observer", name="Someone")
            draft = start_agreement(
                meeting.joint,
                Terms(made_on=today(), monitor="facilitator", updates_until=today()),
                dict.fromkeys(parties.values(), ""),
                actor=me,
            )
            promise = ItemTerms(
                kind="action",
                what="A letter",
                type="apology_letter",
                owner=parties["responsible"],
                due_on=today(),
                may_tell_victim=True,
            )
            save_item(draft, promise, actor=me)
            write_message(
                actor=me,
                process=Process.objects.get(case=self.q.case),
                from_party=self.q.files["responsible"].party,
                to_party=self.q.files["harmed"].party,
                medium="writing",
                text="I am sorry.",
                written_on=today(),
            )

    def _hand_in(self, place: Place) -> None:
        """A file handed in to each party's file, and one that was taken back."""
        with place.house.at("manager"):
            me = place.house.actor("manager")
            for side in ("harmed", "responsible"):
                for title in ("A letter", "Another letter"):
                    checked = check("letter.txt", f"{title} {side}".encode())
                    made = add_upload(
                        place.files[side],
                        checked,
                        actor=me,
                        upload_id=uuid7(),
                        title=title,
                        received_on=today(),
                    )
                retract_upload(made, place.files[side], actor=me, reason="Elsewhere")

    def _let_in(self, place: Place) -> None:
        """Allocate and grant what the head of this file says."""
        self.north.allocate(place.case, "facilitator2", "harmed")
        ended = self.north.allocate(place.case, "volunteer", "both")
        harmed, responsible = place.files["harmed"], place.files["responsible"]
        with self.north.at("manager"):
            sql("select end_allocation(%s, 'Left')", [ended.pk])
        for who in ("liaison", "former"):
            self.grant(harmed, who, "liaison", self.soon)
        for file in (harmed, responsible):
            self.grant(file, "supervisor", "supervision", self.soon)
        self.revoke(harmed, "former")

    @cached_property
    def names(self) -> dict[str, str]:
        """The letter of each case, by its reference."""
        return {
            place.case.reference: letter.upper()
            for letter, place in vars(self).items()
            if isinstance(place, Place)
        }

    def grant(self, file: File, who: str, kind: str, until: Any, verb: int = 1) -> None:
        """Give one of Northshire's people a file, as its manager."""
        user = self.north.people[who].pk
        with self.north.at("manager"):
            sql("select grant_file(%s, %s, %s, %s, 'For the test', %s)", [file.pk, user, verb, kind, until])

    def revoke(self, file: File, who: str) -> None:
        """Take it back, as the manager."""
        with self.north.at("manager"):
            sql("select end_grant(%s, %s, 'Over')", [file.pk, self.north.people[who].pk])
