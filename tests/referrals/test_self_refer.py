"""A victim or an offender refers themself, without an account."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cases.models import Consent, File, Identity, Progress, SafeContact, SourcePaper
from referrals.models import Referral, ReferredPerson, VisitorDraft, VisitorPart
from referrals.tasks import forget_visits
from rjcase.kernel.clock import now, today
from rjcase.tenancy import SYSTEM, acting
from tests.world import House, World, sql

VICTIM: dict[str, dict[str, Any]] = {
    "who": {"who": "harmed"},
    "safe": {"ways": ["may_text", "may_email"]},
    "reach": {"phone": "07700 900 982", "email": "hana@example.org"},
    "careful": {"notes": "Only before 3pm"},
    "name": {"given_names": "Hana", "family_name": "Quillfeather"},
    "birth": {"date_of_birth-day": "1", "date_of_birth-month": "5", "date_of_birth-year": "1980"},
    "happened": {"happened": "My shop window was broken."},
    "when": {},
    "police": {"reported": "yes", "crime_number": "22NR/77/26"},
    "other": {"known": "yes", "given_names": "Rob", "family_name": "Thistlewood"},
    "help": {"needs": "Large print"},
    "heard": {"heard_of_us": "leaflet"},
}
OFFENDER = VICTIM | {
    "who": {"who": "responsible"},
    "responsible": {"responsibility": "yes"},
    "custody": {"custody": "yes", "custody_place": "HMP Bure"},
    "other": {"known": "no"},
}
ORDER = [
    "who",
    "safe",
    "reach",
    "careful",
    "name",
    "birth",
    "responsible",
    "custody",
    "happened",
    "when",
    "police",
    "other",
    "help",
    "heard",
]


class Visitor:
    """Somebody at the public pages of a scheme, in a browser of their own."""

    def __init__(self, house: House) -> None:
        self.client, self.slug = Client(), house.scheme.slug

    def url(self, name: str, **kwargs: Any) -> str:
        return reverse(f"referrals:self-{name}", kwargs={"scheme": self.slug, **kwargs})

    def step(self, key: str) -> str:
        return self.url("step", step=key)

    def start(self) -> Any:
        return self.client.post(self.url("refer"))

    def answer(self, pages: dict[str, dict[str, Any]]) -> Any:
        """Answer page after page, following where each leads."""
        self.start()
        address = self.step("who")
        while address != self.url("check"):
            key = address.rstrip("/").rpartition("/")[2]
            response = self.client.post(address, pages[key])
            assert response.status_code == 303, (key, response.text)
            address = response["Location"]
        return self.client.get(address)

    def send(self) -> Any:
        return self.client.post(self.url("check"))


@pytest.fixture
def visitor(world: World) -> Visitor:
    return Visitor(world.north)


@pytest.mark.requirement("WM-5.5-07")
def test_it_takes_a_victims_own_referral_into_their_file(visitor: Visitor, world: World) -> None:
    checked = visitor.answer(VICTIM)
    assert "Quillfeather" in checked.text
    assert visitor.send()["Location"] == visitor.url("sent")
    sent = visitor.client.get(visitor.url("sent")).text
    with world.north.at("manager"):
        referral = Referral.objects.select_related("case").get(channel="self")
        assert referral.receipt in sent
        assert (referral.source, referral.kind, referral.heard_of_us) == ("self_victim", "victim", "leaflet")
        assert (referral.full_on, referral.agency, referral.referred_by) == (None, None, None)
        case = referral.case
        assert (case.started_by, case.received_on) == ("harmed", today())
        assert Progress.objects.get(case=case).stage == "received"
        harmed = File.objects.get(case=case, side="harmed", kind="party")
        contact = SafeContact.objects.get(file=harmed)
        assert (contact.phone, contact.email, contact.notes) == (
            "07700 900 982",
            "hana@example.org",
            "Only before 3pm",
        )
        assert (contact.may_text, contact.may_email, contact.may_phone, contact.may_write) == (
            True,
            True,
            False,
            False,
        )
        consent = Consent.objects.get(file=harmed)
        assert (consent.purpose, consent.decision, consent.form) == ("explore", "given", "recorded")
        other = File.objects.get(case=case, side="responsible", kind="party")
        assert Identity.objects.get(file=other).family_name == "Thistlewood"
        assert ReferredPerson.objects.get(file=other).consent == "unknown"
        papers = dict(SourcePaper.objects.filter(file__case=case).values_list("kind", "text"))
        assert papers["circumstances"] == "My shop window was broken."
        assert papers["crime_number"] == "22NR/77/26"


@pytest.mark.requirement("WM-5.5-07")
def test_it_takes_an_offenders_own_referral_and_the_office_finds_it(visitor: Visitor, world: World) -> None:
    visitor.answer(OFFENDER)
    visitor.send()
    with world.north.at("manager"):
        referral = Referral.objects.select_related("case").get(channel="self")
        assert (referral.source, referral.kind) == ("self_offender", "offender")
        assert referral.case.is_custody
        own = File.objects.get(case=referral.case, kind="party")
        assert own.side == "responsible"
        said = ReferredPerson.objects.get(file=own)
        assert (said.responsibility, said.custody_place) == ("yes", "HMP Bure")
    office = Client()
    office.force_login(world.north.admin)
    shown = office.get(
        reverse("referrals:show", kwargs={"scheme": visitor.slug, "reference": referral.case.reference})
    )
    assert "Self-referral" in shown.text
    assert "A leaflet or poster" in shown.text
    listed = office.get(reverse("referrals:list", kwargs={"scheme": visitor.slug}))
    assert referral.case.reference in listed.text


def test_it_asks_only_for_the_ways_of_contact_that_are_safe(visitor: Visitor) -> None:
    visitor.start()
    visitor.client.post(visitor.step("who"), {"who": "harmed"})
    visitor.client.post(visitor.step("safe"), {"ways": ["may_write"]})
    page = visitor.client.get(visitor.step("reach")).text
    assert "Address" in page
    assert "Phone number" not in page
    assert "Email address" not in page
    nothing = visitor.client.post(visitor.step("safe"), {})
    assert "Select at least one safe way of contacting you" in nothing.text
    assert visitor.client.get(visitor.step("reach")).status_code == 404


@pytest.mark.requirement("CAMB-03")
def test_it_never_asks_for_residence_status(visitor: Visitor) -> None:
    for pages in (VICTIM, OFFENDER):
        visitor.answer(pages)
        for key in ORDER:
            page = visitor.client.get(visitor.step(key)).text.lower()
            for word in ("residence", "residency", "immigration", "nationality", "visa", "citizen"):
                assert word not in page


def test_it_keeps_a_wrong_answer_and_says_what_is_wrong(visitor: Visitor) -> None:
    visitor.start()
    visitor.client.post(visitor.step("who"), {"who": "harmed"})
    visitor.client.post(visitor.step("safe"), {"ways": ["may_phone"]})
    wrong = visitor.client.post(visitor.step("reach"), {"phone": "call me"})
    assert "Enter a phone number, like" in wrong.text
    assert "call me" in wrong.text
    assert "call me" in visitor.client.get(visitor.step("reach")).text
    early = visitor.send()
    assert "Answer the question “How to reach you”" in early.text
    assert "Answer the question “Your name”" in early.text


def test_it_sends_once_and_shows_the_answers_to_nobody_afterwards(visitor: Visitor, world: World) -> None:
    visitor.answer(VICTIM)
    assert visitor.send().status_code == 303
    assert visitor.send()["Location"] == visitor.url("sent")
    assert visitor.client.get(visitor.step("name"))["Location"] == visitor.url("sent")
    assert Client().get(visitor.url("sent"))["Location"] == visitor.url("refer")
    with world.north.at("manager"):
        assert Referral.objects.filter(channel="self").count() == 1
    assert sql("select count(*) from referrals_visitorpart") == [(0,)]


def test_it_deletes_the_answers_after_an_hour(visitor: Visitor, world: World) -> None:
    visitor.start()
    visitor.client.post(visitor.step("who"), {"who": "harmed"})
    with time_machine.travel(now() + timedelta(minutes=61), tick=False):
        gone = visitor.client.get(visitor.step("safe"))
        assert gone.status_code == 404
        assert "We delete answers that were not sent" in gone.text
        forget_visits()
        with acting(world.north.scheme, SYSTEM):
            assert not VisitorDraft.objects.exists()
            assert not VisitorPart.objects.exists()
    again = visitor.client.get(visitor.step("safe"))
    assert again.status_code == 404


def test_it_deletes_the_answers_when_asked(visitor: Visitor, world: World) -> None:
    visitor.start()
    visitor.client.post(visitor.step("name"), VICTIM["name"])
    assert visitor.client.post(visitor.url("safety"))["Location"] == visitor.url("refer")
    with acting(world.north.scheme, SYSTEM):
        assert not VisitorPart.objects.exists()


def test_it_shows_a_visitors_answers_to_nobody_else(visitor: Visitor, world: World) -> None:
    visitor.start()
    visitor.client.post(visitor.step("name"), VICTIM["name"])
    stranger = Visitor(world.north)
    assert stranger.client.get(stranger.step("name")).status_code == 404
    stranger.start()
    assert "Quillfeather" not in stranger.client.get(stranger.step("name")).text
    elsewhere = visitor.client.get(
        reverse("referrals:self-step", kwargs={"scheme": world.south.scheme.slug, "step": "name"})
    )
    assert elsewhere.status_code == 404
    for who in ("manager", "admin", "facilitator", "referrer"):
        with world.north.at(who):
            assert not VisitorPart.objects.exists()


@pytest.mark.requirement("CAMB-05", "CAMB-22")
def test_it_takes_a_crime_the_police_do_not_know_with_nobody_identified(
    visitor: Visitor, world: World
) -> None:
    visitor.answer(VICTIM | {"police": {"reported": "no"}, "other": {"known": "no"}})
    assert visitor.send()["Location"] == visitor.url("sent")
    with world.north.at("manager"):
        case = Referral.objects.select_related("case").get(channel="self").case
        assert [file.side for file in File.objects.filter(case=case, kind="party")] == ["harmed"]
        assert not SourcePaper.objects.filter(file__case=case, kind="crime_number").exists()


def test_it_keeps_no_answer_in_the_session(visitor: Visitor) -> None:
    visitor.answer(VICTIM)
    kept = str(dict(visitor.client.session))
    for typed in ("Quillfeather", "07700", "hana@", "window", "harmed"):
        assert typed not in kept


def test_it_treats_somebody_signed_in_as_a_stranger(visitor: Visitor, world: World) -> None:
    visitor.client.force_login(world.north.referrer)
    visitor.answer(VICTIM)
    assert visitor.send().status_code == 303
    with world.north.at("manager"):
        assert Referral.objects.get(channel="self").referred_by is None


def test_it_sends_those_who_ask_for_somebody_else_to_people(visitor: Visitor) -> None:
    visitor.start()
    there = visitor.client.post(visitor.step("who"), {"who": "else"})
    assert there["Location"] == visitor.url("else")
    assert "We talk with people themselves" in visitor.client.get(there["Location"]).text


def test_it_slows_down_one_connection_that_sends_too_much(visitor: Visitor, world: World) -> None:
    for _number in range(30):
        assert Client().post(visitor.url("refer")).status_code == 303
    answer = Client().post(visitor.url("refer"))
    assert answer.status_code == 429
    assert "Too many requests" in answer.text
    assert Client(REMOTE_ADDR="192.0.2.7").post(visitor.url("refer")).status_code == 303


def test_it_leads_there_from_the_public_page(visitor: Visitor) -> None:
    page = Client().get(reverse("referrals:public-home", kwargs={"scheme": visitor.slug})).text
    assert visitor.url("refer") in page


def test_it_shows_all_answers_in_one_list(visitor: Visitor) -> None:
    page = visitor.answer(VICTIM).text
    assert page.count("<dl") == 1
    assert page.count("?change#") == 17
