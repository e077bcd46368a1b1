"""A partner's system refers, and follows its own referrals."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from drf_spectacular.validation import validate_schema

from cases.models import File, Identity, SourcePaper
from referrals.criteria.screening import QUESTIONS
from referrals.models import (
    Agency,
    AgencyMember,
    ApiRequest,
    ApiToken,
    CourtRecord,
    IntakeSettings,
    Referral,
    ReferredPerson,
)
from rjcase.kernel.clock import today
from tests.world import House, World, sql

BODY: dict[str, Any] = {
    "referrer": {"name": "PC Dana Hill", "contact": "01632 960 100", "source": "police_officer"},
    "offence": {
        "subgroup": "burglary_home",
        "happened_on": "2026-09-03",
        "in_area": "yes",
        "crime_number": "22NR/1234/26",
    },
    "circumstances": {"happened": "He broke in through the kitchen."},
    "start": {"started_by": "harmed", "is_court_ordered": "no", "explained": ["voluntary"]},
    "victims": [
        {
            "given_names": "Hana",
            "family_name": "Quillfeather",
            "date_of_birth": "1980-05-01",
            "phone": "01632 960 001",
            "ways": ["may_phone"],
            "consent": "yes",
        }
    ],
    "offenders": [
        {
            "is_known": "yes",
            "family_name": "Thistlewood",
            "date_of_birth": "1999-02-12",
            "custody": "no",
            "phone": "01632 960 002",
            "plea": "guilty",
            "responsibility": "yes",
            "consent": "unknown",
            "justice_stage": "custody",
        }
    ],
}


class System:
    """A partner's system with its token."""

    def __init__(self, token: str) -> None:
        self.client, self.token = Client(), token

    def refer(self, body: Any, key: str = "first-request") -> Any:
        return self.client.post(
            "/api/v1/referrals/", body, content_type="application/json", headers=self._headers(key)
        )

    def get(self, address: str = "/api/v1/referrals/") -> Any:
        return self.client.get(address, headers=self._headers())

    def _headers(self, key: str = "") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} | ({"Idempotency-Key": key} if key else {})


def agency_of(house: House) -> Agency:
    with house.at("manager"):
        return AgencyMember.objects.select_related("agency").get(user=house.referrer).agency


def let_in(house: House, name: str = "Records system") -> System:
    """The manager makes a token in the browser and hands it over."""
    manager = Client()
    manager.force_login(house.manager)
    last = today() + timedelta(days=90)
    page = manager.post(
        reverse("referrals:add-system", kwargs={"scheme": house.scheme.slug, "agency": agency_of(house).pk}),
        {
            "name": name,
            "expires_on-day": last.day,
            "expires_on-month": last.month,
            "expires_on-year": last.year,
        },
    )
    assert page.status_code == 200
    return System(page.context["token"])


@pytest.fixture
def system(world: World) -> System:
    return let_in(world.north)


def test_it_takes_a_referral_into_the_files(system: System, world: World) -> None:
    answer = system.refer(BODY)
    assert answer.status_code == 201, answer.json()
    with world.north.at("manager"):
        referral = Referral.objects.select_related("case").get(pk=answer.json()["id"])
        assert (referral.channel, referral.source, referral.agency_id) == (
            "api",
            "police_officer",
            agency_of(world.north).pk,
        )
        assert referral.receipt == answer.json()["receipt"]
        harmed = File.objects.get(case=referral.case, side="harmed", kind="party")
        assert Identity.objects.get(file=harmed).family_name == "Quillfeather"
        responsible = File.objects.get(case=referral.case, side="responsible", kind="party")
        assert Identity.objects.get(file=responsible).family_name == "Thistlewood"
        papers = dict(SourcePaper.objects.filter(file__case=referral.case).values_list("kind", "text"))
        assert papers["crime_number"] == "22NR/1234/26"


def test_it_answers_the_same_to_the_same_key_and_body(system: System, world: World) -> None:
    first, again = system.refer(BODY), system.refer(dict(reversed(BODY.items())))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    with world.north.at("manager"):
        assert Referral.objects.filter(channel="api").count() == 1
    other = system.refer(BODY | {"circumstances": {"happened": "Something else."}})
    assert other.status_code == 409
    assert system.refer(BODY, key="another-request").json()["id"] != first.json()["id"]


def test_it_says_everything_that_is_wrong_at_once_and_keeps_nothing(system: System, world: World) -> None:
    body = copy.deepcopy(BODY)
    body["victims"][0] |= {"family_name": "", "phone": "none", "shoe_size": "9"}
    body["offence"]["subgroup"] = "magic"
    body["offence"]["happened_on"] = "yesterday"
    body["nonsense"] = 1
    del body["start"]["started_by"]
    answer = system.refer(body)
    assert answer.status_code == 400
    errors = answer.json()["errors"]
    assert errors["victims.0.family_name"] == ["Enter their last name, or the organisation that was harmed"]
    assert {
        "victims.0.phone",
        "victims.0.shoe_size",
        "offence.subgroup",
        "offence.happened_on",
        "start.started_by",
        "nonsense",
    } <= errors.keys()
    assert sql("select count(*) from referrals_apirequest") == [(0,)]
    assert system.refer(BODY).status_code == 201  # the same key, as nothing was kept


COURT: dict[str, Any] = {name: "no" for name, _question in QUESTIONS} | {
    "court": "Norwich Crown Court",
    "hearing_on": "2026-12-01",
    "footing": "statutory",
    "tier_model": "tier_1_4",
    "tier_1_4": "3",
    "tier_on": "2026-10-01",
    "ogrs": 61,
    "ogrs_on": "2026-10-01",
    "statuses": ["iom"],
    "supervision_months": "12",
    "wants_to_stop": True,
}


def test_it_takes_what_is_asked_only_where_it_applies(system: System, world: World) -> None:
    with world.north.at("manager"):
        IntakeSettings.objects.create(remedies=["Apology by letter"])
    body = copy.deepcopy(BODY)
    body["start"]["is_court_ordered"] = "yes"
    body["offenders"][0] |= {
        "disposal": "conditional_caution",
        "court": COURT,
        "remedy": {"remedy_action": "Apology by letter", "remedy_by": "Sgt Fox"},
    }
    body["victims"][0]["rights"] = {"remedy_asked_on": "2026-11-01", "remedy_view": "An apology"}
    answer = system.refer(body)
    assert answer.status_code == 201, answer.json()
    with world.north.at("manager"):
        referral = Referral.objects.get(pk=answer.json()["id"])
        row = CourtRecord.objects.get(file__case=referral.case)
        assert (row.tier, row.ogrs, row.supervision_months, row.statuses) == ("3", 61, 12, ["iom"])
        assert (row.wants_to_stop, row.finished_programme, row.remedy_by) == (True, False, "Sgt Fox")
        assert row.screening["denies"]["answer"] == "no"
        victim = ReferredPerson.objects.get(file__case=referral.case, file__side="harmed")
        assert (victim.remedy_view, str(victim.remedy_asked_on)) == ("An apology", "2026-11-01")
        assert str(referral.hearing_on) == "2026-12-01"
    assert system.refer(body).json() == answer.json()


def test_it_names_the_field_of_what_is_wrong_about_courts_and_rights(system: System) -> None:
    body = copy.deepcopy(BODY)
    body["start"]["is_court_ordered"] = "yes"
    body["offenders"][0]["court"] = COURT | {
        "ogrs": 101,
        "tier_on": None,
        "wants_to_stop": 1,
        "statuses": 7,
        "footing": "",
        "shoe_size": "9",
        "supervision_months": True,
    }
    body["offenders"][0]["remedy"] = {"remedy_by": "Sgt Fox"}
    body["victims"][0]["rights"] = {"contact_scheme": "yes"}
    errors = system.refer(body).json()["errors"]
    at = "offenders.0.court."
    assert errors[f"{at}tier_on"] == ["Enter the date of the tier"]
    assert errors[f"{at}footing"] == ["Select whether it is statutory or voluntary"]
    assert errors[f"{at}ogrs"] == ["Score for reconviction (OGRS) must be 100 or lower"]
    assert errors[f"{at}supervision_months"] == ["Send a whole number."]
    assert errors[f"{at}wants_to_stop"] == ["Send true or false."]
    assert errors[f"{at}statuses"] == ["Send a list of texts."]
    assert errors[f"{at}shoe_size"] == ["There is no such field."]
    assert errors["offenders.0.remedy"][0].startswith("Leave this out")
    assert errors["victims.0.rights"][0].startswith("Leave this out")
    for other in ([], "court", 5):
        body["offenders"][0]["court"] = other
        assert system.refer(body).json()["errors"]["offenders.0.court"] == ["Send an object."]


@pytest.mark.parametrize("body", [[], "text", None, {"victims": "x"}, {"victims": [1]}, {"offence": [[1]]}])
def test_it_refuses_what_has_another_shape(system: System, body: Any) -> None:
    assert system.refer(body).status_code == 400


def test_it_refuses_what_cannot_be_read_and_what_has_no_key(system: System) -> None:
    broken = system.client.post(
        "/api/v1/referrals/",
        "{",
        content_type="application/json",
        headers={"Authorization": f"Bearer {system.token}", "Idempotency-Key": "broken-json"},
    )
    assert broken.status_code == 400
    assert system.refer(BODY, key="short").status_code == 400


def test_it_shows_the_progress_of_its_agencys_referrals_only(system: System, world: World) -> None:
    mine = system.refer(BODY).json()["id"]
    with world.north.at("manager"):
        other = Agency.objects.create(name="Another agency", kind="probation")
        stranger = Referral.objects.exclude(pk=mine).filter(agency=other)
        assert not stranger.exists()
    listed = system.get().json()
    assert mine in [row["id"] for row in listed["referrals"]]
    shown = system.get(f"/api/v1/referrals/{mine}/").json()
    assert (shown["state"], shown["reason"]) == ("received", "")
    elsewhere = let_in(world.south)
    hidden = elsewhere.get(f"/api/v1/referrals/{mine}/")
    absent = elsewhere.get("/api/v1/referrals/00000000-0000-7000-8000-000000000000/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    for text in ("Quillfeather", "Thistlewood", "NOR-"):
        assert text not in str(listed)


def test_it_keeps_out_whoever_has_no_live_token(system: System, world: World) -> None:
    assert system.refer(BODY).status_code == 201
    wrong = ("", "nonsense", "rjc.northshire.guess", "rjc.nowhere.guess", system.token + "x")
    for token in wrong:
        answer = System(token).get()
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    moved = system.token.replace("northshire", "southshire")
    assert System(moved).get().status_code == 401
    with world.north.at("manager"):
        ApiToken.objects.update(expires_on=today() - timedelta(days=1))
    assert system.get().status_code == 401


def test_it_shuts_a_system_out_at_once(system: System, world: World) -> None:
    with world.north.at("manager"):
        row = ApiToken.objects.get()
    manager = Client()
    manager.force_login(world.north.manager)
    kwargs = {"scheme": "northshire", "agency": row.agency_id, "token": row.pk}
    address = reverse("referrals:revoke-system", kwargs=kwargs)
    assert "Records system" in manager.get(address).text
    assert manager.post(address).status_code == 303
    assert system.get().status_code == 401


def test_it_lets_managers_alone_make_tokens_and_shows_one_once(world: World) -> None:
    kwargs = {"scheme": "northshire", "agency": agency_of(world.north).pk}
    for who in (world.north.admin, world.north.facilitator, world.north.referrer):
        client = Client()
        client.force_login(who)
        assert client.get(reverse("referrals:add-system", kwargs=kwargs)).status_code == 404
    system = let_in(world.north)
    manager = Client()
    manager.force_login(world.north.manager)
    shown = manager.get(reverse("referrals:agency", kwargs=kwargs)).text
    assert "Records system" in shown
    assert system.token not in shown
    assert all(system.token not in str(row) for row in sql("select * from referrals_apitoken"))


def test_it_opens_nothing_else_with_a_token(system: System) -> None:
    for address in ("/northshire/cases/", "/northshire/our-referrals/", "/accounts/"):
        answer = system.get(address)
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_it_keeps_nothing_of_the_content_with_the_key(system: System) -> None:
    system.refer(BODY)
    kept = str(sql("select * from referrals_apirequest"))
    for text in ("Quillfeather", "Thistlewood", "kitchen", "first-request"):
        assert text not in kept
    assert ApiRequest._meta.db_table == "referrals_apirequest"


def test_it_slows_down_a_system_that_asks_too_often(system: System) -> None:
    codes = [system.get().status_code for _number in range(121)]
    assert codes[0] == 200
    assert codes[-1] == 429


def test_it_describes_itself(client: Client) -> None:
    answer = client.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
    assert answer.status_code == 200
    document = answer.json()
    validate_schema(document)
    assert {"/api/v1/referrals/", "/api/v1/referrals/{referral}/"} <= document["paths"].keys()
    assert document["components"]["securitySchemes"]["agencyToken"]["scheme"] == "bearer"
    shapes = document["components"]["schemas"]
    assert {"court", "remedy"} <= shapes["Offender"]["properties"].keys()
    assert "rights" in shapes["Victim"]["properties"]
    court = shapes["Court"]["properties"]
    assert (court["ogrs"]["type"], court["ogrs"]["maximum"]) == ("integer", 100)
    assert court["wants_to_stop"]["type"] == "boolean"
    assert {"denies", "resistant_comment"} <= court.keys()
