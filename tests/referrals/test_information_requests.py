"""Asking the police who was harmed: the paper, chasing it, the answer, and whose file it goes into."""

import io
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from django.test import Client

from cases.models import File, Identity, SafeContact
from referrals.models import InformationRequest, RequestChase
from rjcase.deadlines.models import Deadline
from rjcase.documents.models import Document
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.notifications.models import Notification
from rjcase.notifications.sweeping import sweep_scheme
from tests.world import World, party, sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(world: World, client: Client) -> Client:
    client.force_login(world.north.admin)
    return client


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def at(world: World) -> str:
    return f"/northshire/cases/{world.case.reference}/requests/"


def typed(world: World, **more: Any) -> dict[str, Any]:
    """What the form of a request sends: two victims known, five asked about."""
    return {
        "new_id": str(uuid7()),
        "blocks": "2",
        "agency": str(world.north.agency.pk),
        "to_whom": "The officer in charge, records",
        "our_phone": "0121 496 0999",
        **day("requested_on", today() - timedelta(days=20)),
        "offender_name": "Rob Northoffender",
        **day("born", date(1990, 5, 1)),
        "offence": "Burglary of a home",
        **day("offence_on", date(2026, 9, 1)),
        "place": "1 Harbour Lane",
        "court": "Northshire Crown Court",
        **day("sentenced_on", date(2026, 10, 1)),
        "officer": "DC Dana Hill",
        "station": "Bridge Street",
        "urn": "22NR123426",
        "victim1_name": "Hana Northvictim",
        **day("victim1_born", date(1980, 5, 1)),
        "victim1_sex": "F",
        "victim2_name": "Ugo Unheard",
        "wanted_count": "5",
        "also_wanted": "Anybody who should not be contacted",
    } | more


def sent(office: Client, world: World, **more: Any) -> str:
    answer = office.post(f"{at(world)}add/", typed(world, **more))
    assert answer.status_code == 303, answer.content.decode()[:5000]
    return str(answer["Location"])


def paper(world: World) -> tuple[Any, str]:
    """The newest PDF, and its text."""
    with world.north.at("admin"):
        row = InformationRequest.objects.select_related("document").latest("recorded_at")
        assert row.document_id is not None
        made = Document.objects.defer(None).get(pk=row.document_id)
        reader: Any = pypdf.PdfReader(io.BytesIO(bytes(made.content)))
    return reader, " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.requirement("WTE-4A-01", "WTE-4A-02", "WTE-4A-03", "WTE-4A-04", "WTE-4A-05")
def test_it_makes_a_tagged_paper_with_all_that_is_known_and_wanted(office: Client, world: World) -> None:
    filled = office.get(f"{at(world)}add/").content.decode()
    for value in ("Rob Northoffender", "Hana Northvictim"):
        assert f'value="{value}"' in filled, "what the case holds is typed already"
    sent(office, world)
    reader, text = paper(world)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for words in (
        "To The officer in charge, records, Northshire Police",
        "From Admin, Northshire",
        "0121 496 0999",
        "Date of the request",
        "Confidential",
        "Rob Northoffender",
        "1 May 1990, 36",
        "Burglary of a home",
        "1 September 2026",
        "1 Harbour Lane",
        "Northshire Crown Court",
        "1 October 2026",
        "DC Dana Hill",
        "Bridge Street",
        "22NR123426",
        "Hana Northvictim 1 May 1980 Female",
        "Ugo Unheard",
        "Victim 5",
        "Anybody who should not be contacted",
    ):
        assert words in text, (words, text)
    assert "Victim 6" not in text


def test_it_takes_any_number_of_known_victims_and_keeps_what_was_typed(office: Client, world: World) -> None:
    more = typed(world, another="1", to_whom="")
    page = office.post(f"{at(world)}add/", more).content.decode()
    assert "There is a problem" not in page
    assert 'value="Ugo Unheard"' in page
    assert 'name="victim3_name"' in page
    sent(office, world, blocks="3", victim3_name="Third Person")
    assert "Third Person" in paper(world)[1]
    wrong = office.post(f"{at(world)}add/", typed(world, to_whom="", offence="")).content.decode()
    assert "Enter to whom" in wrong
    assert "Enter offence" in wrong


@pytest.mark.requirement("WTE-4A-06")
def test_it_reminds_to_chase_until_the_answer_came(office: Client, world: World) -> None:
    form = typed(world)
    for _twice in range(2):
        page = office.post(f"{at(world)}add/", form)["Location"]
    sweep_scheme(world.north.scheme)
    with world.north.at("manager"):
        assert InformationRequest.objects.count() == 1
        (clock,) = Deadline.objects.running().filter(kind="police_request")
        assert clock.due_on < today()
        assert Notification.objects.filter(deadline=clock, title__contains="Chase").exists()
    assert "Overdue" in office.get(at(world)).content.decode()
    assert world.case.reference in office.get("/northshire/work/").content.decode()

    early = day("happened_on", today() - timedelta(days=21)) | {"note": "By phone", "new_id": str(uuid7())}
    assert "on or after the date of the request" in office.post(f"{page}chase/", early).content.decode()
    chase = early | day("happened_on", today())
    for _twice in range(2):
        assert office.post(f"{page}chase/", chase).status_code == 303
    with world.north.at("manager"):
        assert RequestChase.objects.count() == 1
        (clock,) = Deadline.objects.running().filter(kind="police_request")
        assert clock.due_on > today()
    assert office.post(f"{page}received/", day("received_on", today())).status_code == 303
    shown = office.get(page).content.decode()
    for words in ("Requested", "Answer received", "By phone"):
        assert words in shown
    with world.north.at("manager"):
        assert not Deadline.objects.running().filter(kind="police_request").exists()
    assert office.get(f"{page}chase/").status_code == 404


@pytest.mark.requirement("WTE-5.8-02")
def test_the_answer_goes_into_each_ones_own_file_and_then_our_own_systems_are_checked(
    office: Client, world: World
) -> None:
    other = world.north.refer(party("victim", "Ugo", "Unheard"))
    page = sent(office, world)
    assert office.get(f"{page}person/").status_code == 404, "no answer has come"
    office.post(f"{page}received/", day("received_on", today()))
    known = {
        "new_id": str(uuid7()),
        "whose": str(world.harmed.pk),
        "address": "9 New Street",
        "postcode": "b1 1aa",
    }
    new = {
        "new_id": str(uuid7()),
        "whose": "new",
        "given_names": "Ugo",
        "family_name": "Unheard",
        "phone": "0121 496 0777",
    }
    for form in (known, new, new):
        answer = office.post(f"{page}person/", form)
        assert answer.status_code == 303, answer.content.decode()[:4000]
    with world.north.at("manager"):
        where = SafeContact.objects.get(file=world.harmed, until_on=None)
        assert (where.address, where.phone) == ("9 New Street", "0121 496 0000")
        assert (where.may_write, where.may_phone) == (False, True), "the new address was not called safe"
        assert Identity.objects.get(file=world.harmed).name == "Hana Northvictim"
        second = File.objects.get(case=world.case, kind="party", side="harmed", party__number=2)
        assert Identity.objects.get(file=second).name == "Ugo Unheard"
        reached = SafeContact.objects.get(file=second, until_on=None)
        assert (reached.phone, reached.may_phone) == ("0121 496 0777", False)
    shown = office.get(page).content.decode()
    assert "Victim 2" in shown
    assert other.reference in shown, "somebody of that name is in another case"
    early = {"found": "x", **day("checked_on", today() - timedelta(days=1))}
    assert "on or after the day the answer came" in office.post(f"{page}check/", early).content.decode()
    office.post(f"{page}check/", {"found": "The other case is hers.", **day("checked_on", today())})
    shown = office.get(page).content.decode()
    assert "The other case is hers." in shown
    assert "Completed" in shown


def test_it_is_corrected_with_a_new_paper_and_withdrawn(office: Client, world: World) -> None:
    page = sent(office, world)
    form = office.get(f"{page}change/").content.decode()
    assert 'value="Ugo Unheard"' in form
    assert 'value="1980"' in form
    office.post(f"{page}change/", typed(world, station="Castle Street"))
    assert "Castle Street" in paper(world)[1]
    with world.north.at("manager"):
        assert Document.objects.filter(kind="information_request").count() == 2, "what went out stays"
    office.post(f"{page}withdraw/", {"reason": "The victim came to us"})
    shown = office.get(page).content.decode()
    assert "The victim came to us" in shown
    assert office.get(f"{page}change/").status_code == 404
    with world.north.at("manager"):
        assert not Deadline.objects.running().filter(kind="police_request").exists()


def test_only_who_sees_both_sides_sees_it(office: Client, world: World) -> None:
    page = sent(office, world)
    world.north.allocate(world.case, "facilitator", "both")
    world.north.allocate(world.case, "facilitator2", "harmed")
    seen = {}
    for who in ("facilitator", "facilitator2", "referrer"):
        other = Client()
        other.force_login(world.north.people[who])
        seen[who] = (other.get(page).status_code, other.get(at(world)).status_code)
    assert seen == {"facilitator": (200, 200), "facilitator2": (404, 404), "referrer": (404, 404)}
    with world.north.at("facilitator2"):
        assert sql("select count(*) from referrals_informationrequest") == [(0,)]
        assert not Document.objects.filter(kind="information_request").exists()
    for side in (world.harmed, world.responsible):
        with world.north.at("admin", only_file=side):
            assert sql("select count(*) from referrals_informationrequest") == [(0,)]
