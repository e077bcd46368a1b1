"""The same cast for every test: two schemes, their people, one case in each.

Scheme is *on* inside tests too: reach data through ``world.at(person)``.
"""

from contextlib import AbstractContextManager
from typing import Any

from django.db import connection

from cases.models import Allocation, Case, File
from practitioners.selectors import kinds_for
from referrals.models import Agency, AgencyMember
from referrals.services.enter_referral import enter_referral
from rjcase.access.actors import Actor, actor_for
from rjcase.access.models import Membership, User
from rjcase.access.roles import Role
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, acting, as_person
from rjcase.tenancy.context import MachineActor
from rjcase.tenancy.models import Scheme

PASSWORD = "a long enough passphrase"
PEOPLE = {
    "manager": Role.MANAGER,
    "admin": Role.ADMINISTRATOR,
    "facilitator": Role.FACILITATOR,
    "facilitator2": Role.FACILITATOR,
    "volunteer": Role.VOLUNTEER,
    "supervisor": Role.SUPERVISOR,
    "referrer": Role.PARTNER,
    "liaison": Role.LIAISON,
    "commissioner": Role.COMMISSIONER,
}


def sql(query: str, params: Any = None) -> Any:
    """Run raw SQL on the default connection; rows, or the number of rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def open_scheme(slug: str, prefix: str, name: str = "") -> Scheme:
    """Make a scheme the way an operator does."""
    with as_person(MachineActor("operator"), scope="operator"):
        made = sql("select open_scheme(%s, %s, %s)", [slug, name or slug.title(), prefix])
    return Scheme.objects.get(pk=made[0][0])


def vet(user: User, kind: str = "dbs", days: int = 1000) -> None:
    """Record a check of a person of the open scheme, as the system."""
    check = [uuid7(), user.pk, kind, "1234" if kind == "dbs" else "", "" if kind == "dbs" else "Employer"]
    sql(
        "select record_check(%s, %s, %s, current_date, %s, %s, current_date + %s::int, '')",
        [*check, days],
    )


def party(role: str, given: str, family: str, **more: Any) -> dict[str, Any]:
    """A party for ``enter_referral``, with everything about it findable by its family name."""
    side = {"victim": "harmed", "offender": "responsible"}[role]
    return {
        "role": role,
        "side": side,
        "identity": {"given_names": given, "family_name": family, "date_of_birth": "1990-05-01"},
        "contact": {
            "address": f"1 {family} Road",
            "postcode": "B1 1AA",
            "phone": "0121 496 0000",
            "email": f"{family.lower()}@person.example",
            "may_phone": True,
            "may_write": True,
        },
    } | more


class House:
    """One scheme with everybody in it, and one case."""

    def __init__(self, slug: str, prefix: str) -> None:
        self.scheme = open_scheme(slug, prefix)
        self.people: dict[str, User] = {}
        with acting(self.scheme, SYSTEM):
            self.agency = Agency.objects.create(name=f"{slug.title()} Police", kind="police")
            for name, role in PEOPLE.items():
                self.people[name] = self.join(name, role)
            AgencyMember.objects.create(agency=self.agency, user=self.people["referrer"])

    def join(self, name: str, *roles: Role) -> User:
        """Add a person to the open scheme, with the check that their roles ask for."""
        user = User.objects.create_user(f"{name}@{self.scheme.slug}.example", PASSWORD, name=name.title())
        Membership.objects.create(user=user, roles=list(roles))
        if kinds := kinds_for(roles):
            vet(user, kinds[0])
        return user

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def at(self, who: str, **narrow: Any) -> AbstractContextManager[Any]:
        """Enter the scheme as one of its people."""
        return acting(self.scheme, self.people[who], **narrow)

    def actor(self, who: str) -> Actor:
        """The actor of a person; call inside ``at(who)``."""
        return actor_for(self.people[who])

    def refer(self, *parties: dict[str, Any], who: str = "referrer", **more: Any) -> Case:
        """Enter a referral and return its case, as the office sees it."""
        payload = {
            "channel": "form",
            "source": "police",
            "kind": "post_sentence",
            "agency": str(self.agency.pk),
            "full_on": "2026-11-02",
            "happened_on": "2026-11-02",
            "offence_group": "theft",
            "started_by": "harmed",
            "offences": [{"group": "theft", "happened_on": "2026-09-01"}],
            "papers": [{"kind": "circumstances", "text": f"Papers of {self.scheme.slug}"}],
            "parties": list(parties),
        } | more
        with self.at(who):
            receipt = enter_referral(payload)
        with self.at("manager"):
            return Case.objects.get(pk=receipt.case_id)

    def allocate(self, case: Case, who: str = "facilitator", sides: str = "both") -> Allocation:
        """Offer a case to a facilitator, who accepts."""
        offer = uuid7()
        with self.at("manager"):
            sql("select offer_case(%s, %s, %s, true, %s)", [offer, case.pk, self.people[who].pk, sides])
        with self.at(who):
            sql("select answer_offer(%s, 'accepted', '')", [offer])
            return Allocation.objects.get(pk=offer)

    def file(self, case: Case, side: str) -> File:
        """The first party file of a side, as the office sees it."""
        with self.at("manager"):
            return File.objects.filter(case=case, kind="party", side=side).order_by("party__number")[0]


class World:
    """Northshire and Southshire. ``case`` is Northshire's, not yet allocated."""

    def __init__(self) -> None:
        self.north, self.south = House("northshire", "NOR"), House("southshire", "SOU")
        self.case = self.north.refer(
            party("victim", "Hana", "Northvictim"), party("offender", "Rob", "Northoffender")
        )
        self.south_case = self.south.refer(
            party("victim", "Hugh", "Southvictim"), party("offender", "Rita", "Southoffender")
        )
        self.harmed = self.north.file(self.case, "harmed")
        self.responsible = self.north.file(self.case, "responsible")
        self.south_harmed = self.south.file(self.south_case, "harmed")
