"""Every address of the product, from the resolver, and the objects to put into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import URLPattern, get_resolver, reverse

from rjcase.tenancy import acting
from tests.isolation.museum import wall_of
from tests.isolation.places import Place
from tests.isolation.planting import PAPERS

NOWHERE = UUID("00000000-0000-7000-8000-00000000dead")


@dataclass(frozen=True)
class Route:
    """One address: its name with namespaces, the names of its variable parts, and its view."""

    name: str
    parts: tuple[str, ...]
    view: Any

    @property
    def takes_posts(self) -> bool:
        """Whether its view has a hand-written or inherited ``post``."""
        return hasattr(getattr(self.view, "view_class", None) or getattr(self.view, "cls", None), "post")

    @property
    def is_public(self) -> bool:
        """Whether anybody may open it, signed in or not."""
        page = getattr(self.view, "view_class", None)
        return getattr(page, "permission", "public") == "public"


@cache
def routes() -> tuple[Route, ...]:
    """Every route of every included module, the API's too."""
    return tuple(_walk(get_resolver(), ()))


def _walk(resolver: Any, spaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name or str(entry.pattern)))
            yield Route(name, tuple(entry.pattern.converters), entry.callback)
        else:
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            for found in _walk(entry, inner):
                outer = tuple(entry.pattern.converters)
                yield Route(found.name, tuple(dict.fromkeys(outer + found.parts)), found.view)


# Which table an id in an address is of. A new name of a part needs its line here.
TABLES = {
    "affected": "assurance.AffectedFile",
    "agency": "referrals.Agency",
    "agreement": "agreements.OutcomeAgreement",
    "allocation": "cases.Allocation",
    "asked": "rights.RightsRequest",
    "assessment": "assessments.RiskAssessment",
    "attendee": "conferences.Attendee",
    "bar": "cases.ContactBar",
    "breach": "assurance.Breach",
    "bundle": "rights.Bundle",
    "card": "practitioners.Scorecard",
    "check": "practitioners.VettingCheck",
    "complaint": "assurance.DataComplaint",
    "contact": "cases.Contact",
    "deadline": "deadlines.Deadline",
    "decision": "referrals.CrossBorderDecision",
    "disclosure": "cases.Disclosure",
    "document": "documents.Document",
    "domain": "referrals.AgencyDomain",
    "draft": "referrals.ReferralDraft",
    "duty": "practitioners.Duty",
    "entry": "practitioners.Entry",
    "enquiry": "referrals.Enquiry",
    "erasure": "rights.Erasure",
    "guest": "referrals.GuestLink",
    "held": "referrals.PartnerAgreement",
    "invitation": "access.Invitation",
    "job": "practitioners.JobDescription",
    "intake": "referrals.IntakeFile",
    "item": "agreements.AgreementItem",
    "member": "referrals.AgencyMember",
    "membership": "access.Membership",
    "message": "conferences.Message",
    "mine": "practitioners.Entry",
    "notice": "agreements.EndingNotice",
    "offer": "cases.Allocation",
    "opening": "rights.Opening",
    "paper": "assurance.PapersOut",
    "permission": "cases.ItemPermission",
    "person": "referrals.AgencyPerson",
    "pk": "reporting.Return",
    "process": "conferences.Process",
    "referral": "referrals.Referral",
    "information": "referrals.InformationRequest",
    "secured": "assurance.SecurityDocument",
    "signature": "referrals.AgreementSignature",
    "upload": "documents.Upload",
}
# The same name for another table, and parts that are no id.
SPECIAL: dict[str, dict[str, Any]] = {
    "agreements:start": {"file": "joint"},
    "notifications:settle": {"message": "notifications.Notification"},
    "cases:text": {"row": "cases.Contact"},
    "referrals:revoke-system": {"token": "referrals.ApiToken"},
    "scheme:change-retention": {"row": "rights.RetentionClass"},
    "scheme:change-areas": {"row": "access.Area"},
    "scheme:change-teams": {"row": "access.DeliveryTeam"},
}
PLAIN = {
    "about": "regulator",
    "gate": "process_written_up",
    "key": "police_officer",
    "kind": "first_contact",
    "factor": 1,
    "field": "note",
    "measure": "referrals_by_source",
    "source": "cases_contact",
    "slug": "northshire",
    "uid": "Mw",
    "step": "offence",
    "token": "no-such-token",
}
PLAIN_OF = {
    "reporting:download": {"kind": "pdf"},
    "scheme:access-list-file": {"kind": "pdf"},
    "assurance:edit_rule": {"code": "referral"},
    "assurance:edit_item": {"code": "people"},
    "operator:invite-manager": {"slug": "eastshire"},
    "practitioners:add": {"kind": "training"},
    "practitioners:add-own": {"kind": "cpd"},
    "practitioners:add-job": {"post": "prison"},
    "referrals:remove": {"step": "victim-1"},
    "referrals:guest-remove": {"step": "victim-1"},
    "referrals:step": {"step": "victim-1"},
}


class Addresses:
    """Addresses of a route for a place and one of its files; ids come from the database once."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, int, str], Any] = {}

    def of(self, route: Route, place: Place, side: str = "harmed", **instead: Any) -> str:
        """The address of a route about a place; ``instead`` puts other values into parts."""
        values = {part: self._value(route, part, place, side) for part in route.parts}
        return reverse(route.name, kwargs=values | instead)

    def part(self, route: Route, part: str, place: Place, side: str = "harmed") -> Any:
        """What stands in one part of a route for a place."""
        return self._value(route, part, place, side)

    def _value(self, route: Route, part: str, place: Place, side: str) -> Any:
        special = SPECIAL.get(route.name, {}).get(part)
        if part == "scheme":
            return place.slug
        if part == "reference":
            return place.case.reference
        if part == "file":
            return place.files[special or side].pk
        if part == "user":
            return place.house.people["liaison"].pk
        label = special or TABLES.get(part)
        if label is None:
            return PLAIN_OF.get(route.name, {}).get(part, PLAIN.get(part, NOWHERE))
        return self._id(label, part, place, side)

    def _id(self, label: str, part: str, place: Place, side: str) -> Any:
        key = (f"{label} {part}", id(place), side)
        if key not in self._ids:
            self._ids[key] = self._look_up(label, part, place, side)
        return self._ids[key]

    def _look_up(self, label: str, part: str, place: Place, side: str) -> Any:
        model: Any = apps.get_model(label)
        people = place.house.people
        who = {"draft": "referrer", "intake": "referrer", "offer": "volunteer", "mine": "volunteer"}.get(
            part, "manager"
        )
        rows = model._base_manager.all()
        wall = wall_of(model._meta.db_table)
        if part == "offer":
            rows = rows.filter(user=people["volunteer"], state="offered")
        elif part in ("membership", "check", "entry"):
            rows = rows.filter(user=people["keyholder"])
        elif wall.kind in ("file", "received", "passed_on"):
            home = place.files["joint" if wall.part or wall.column == "joint_id" else side]
            if model.__name__ in PAPERS:
                home = place.files["papers"]
            rows = rows.filter(**{wall.column: home.pk})
        elif (
            part != "erasure"
            and wall.kind != "own"
            and any(field.name == "case" for field in model._meta.fields)
        ):
            rows = rows.filter(case=place.case)
            if part == "deadline":
                rows = rows.filter(met_on=None, waived_at=None)
        with acting(place.house.scheme, people[who]):
            found = rows.order_by("pk").first()
            if found is None and side == "harmed":  # there can be one only, and the other side has it
                return self._id(label, part, place, "responsible")
        assert found is not None, f"{place.slug} has no {label} for {part}"
        return found.pk


def is_about_a_file(route: Route) -> bool:
    """Whether the address names a party's file."""
    return "file" in route.parts and SPECIAL.get(route.name, {}).get("file") is None
