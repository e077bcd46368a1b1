"""Enquiries: taken, come back to, made a referral with what is known, ended, kept no longer than needed."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, connection
from django.db.transaction import atomic
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Contact, File, SourcePaper
from referrals.models import DraftPart, Enquiry, EnquiryContact, EnquiryPerson, Referral, ReferralDraft
from referrals.services.enquiry_keeping import forget_old_enquiries
from reporting.measures import enquiries_by_channel, enquiries_by_origin
from reporting.periods import quarter_of
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import local_date, now, today
from rjcase.kernel.ids import uuid7
from rjcase.notifications.models import Notification
from rjcase.notifications.sweeping import sweep_scheme
from tests.referrals.typed import PAGES, REFERRER
from tests.world import World, sql

pytestmark = pytest.mark.django_db
LIST = "/northshire/enquiries/"


@pytest.fixture
def office(world: World, client: Client) -> Client:
    client.force_login(world.north.admin)
    return client


@pytest.fixture
def manager(world: World) -> Client:
    other = Client()
    other.force_login(world.north.manager)
    return other


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def moment(name: str, days_ago: int = 0) -> dict[str, str]:
    at = now() - timedelta(days=days_ago)
    return day(name, local_date(at)) | {f"{name}-time": "00:01"}


def typed(**more: Any) -> dict[str, Any]:
    """What the form of an enquiry sends."""
    return {
        "new_id": str(uuid7()),
        **moment("happened_at", 1),
        "channel": "freephone",
        "who": "victim",
        "origin": "police_letter",
        "given_names": "Ada",
        "family_name": "Asker",
        "phone": "0121 496 0001",
        "ways": ["may_phone"],
        "notes": "Not before noon",
        "asked": "What happens if he says no?",
        "answered": "Then nothing happens.",
        **day("come_back_on", today() + timedelta(days=3)),
    } | more


def taken(office: Client, **more: Any) -> str:
    answer = office.post(f"{LIST}add/", typed(**more))
    assert answer.status_code == 303, answer.content.decode()[:4000]
    return str(answer["Location"])


def contact(**more: Any) -> dict[str, Any]:
    return {
        "new_id": str(uuid7()),
        **moment("happened_at"),
        "method": "phone",
        "direction": "out",
        "result": "reached",
        "asked": "She wants to meet him.",
        **day("come_back_on", today() + timedelta(days=10)),
    } | more


def send_referral(office: Client, draft: str, *, knows_victim: bool = True) -> None:
    """Fill in what the enquiry did not know, and send it."""
    victim = office.get(f"{draft}victim-1/").content.decode()
    assert ('value="Asker"' in victim) is knows_victim
    mine = {"given_names": "Ada", "family_name": "Asker", "phone": "0121 496 0001", "ways": ["may_phone"]}
    pages: dict[str, dict[str, Any]] = PAGES | {
        "referrer": REFERRER | day("happened_on", today()),
        "victim-1": mine | {"consent": "yes"},
        "offender-1": {"is_known": "no"},
    }
    for name, answers in pages.items():
        answer = office.post(f"{draft}{name}/", answers)
        assert answer.status_code == 303, (name, answer.content.decode()[:4000])
    sent = office.post(f"{draft}check/")
    assert sent.status_code == 303, sent.content.decode()[:4000]


@pytest.mark.requirement("CAMB-17", "CAMB-18", "CAMB-19")
def test_it_keeps_channel_enquirer_origin_question_and_answer_apart_from_referrals(
    office: Client, world: World
) -> None:
    form = typed()
    for _twice in range(2):
        answer = office.post(f"{LIST}add/", form)
        assert answer.status_code == 303
    page = office.get(answer["Location"]).content.decode()
    for text in (
        "Enquiry 1",
        "Freephone",
        "Victim",
        "A letter or email from the police",
        "What happens if he says no?",
        "Then nothing happens.",
        "Ada Asker",
        "Phone call",
        "Not before noon",
        "Who has looked",
    ):
        assert text in page
    with world.north.at("manager"):
        assert Enquiry.objects.count() == 1
        assert Referral.objects.filter(enquiries__isnull=False).count() == 0
    for channel, who, origin in (("email", "officer", "work"), ("in_person", "agency", "recovery_plan")):
        taken(office, channel=channel, who=who, origin=origin)
    listed = office.get(LIST).content.decode()
    for text in ("Enquiry 3", "Email", "In person", "A police officer or police staff", "Another agency"):
        assert text in listed
    assert "Asker" not in listed
    assert "Enquiry 1<" not in office.get(f"{LIST}?channel=email").content.decode()


@pytest.mark.requirement("CAMB-20")
def test_it_reminds_the_office_to_come_back_and_logs_each_contact_before_anybody_is_allocated(
    office: Client, world: World
) -> None:
    at = taken(office, **day("come_back_on", today() + timedelta(days=1)))
    assert "Enquiry 1" in office.get("/northshire/work/").content.decode()
    sweep_scheme(world.north.scheme)
    with world.north.at("manager"):
        title = Notification.objects.get(recipient=world.north.admin, deadline__kind="enquiry").title
        assert "Come back to an enquiry" in title
    form = contact()
    for _twice in range(2):
        assert office.post(f"{at}contact/", form).status_code == 303
    page = office.get(at).content.decode()
    assert "She wants to meet him." in page
    with world.north.at("manager"):
        assert EnquiryContact.objects.count() == 2
        (deadline,) = Deadline.objects.running().filter(kind="enquiry")
        assert deadline.due_on == today() + timedelta(days=10)
        assert Deadline.objects.filter(kind="enquiry", met_on=today()).count() == 1


def test_it_becomes_a_referral_with_what_is_known_linked_both_ways(office: Client, world: World) -> None:
    at = taken(office)
    office.post(f"{at}contact/", contact())
    draft = office.post(f"{at}refer/")["Location"]
    assert office.post(f"{at}refer/")["Location"] == draft, "one draft, however often"
    send_referral(office, draft)
    with world.north.at("manager"):
        enquiry = Enquiry.objects.select_related("referral__case").get()
        assert (enquiry.outcome, enquiry.closed_on) == ("referral", today())
        assert not EnquiryPerson.objects.exists()
        assert not EnquiryContact.objects.exists()
        assert not ReferralDraft.objects.exists()
        assert not Deadline.objects.running().filter(kind="enquiry").exists()
        assert enquiry.referral is not None
        case = enquiry.referral.case
        harmed = File.objects.get(case=case, side="harmed")
        notes = list(
            Contact.objects.filter(file=harmed).order_by("happened_at").values_list("note", flat=True)
        )
        assert notes == ["What happens if he says no?\n\nThen nothing happens.", "She wants to meet him."]
    page = office.get(at).content.decode()
    assert case.reference in page
    assert "Asker" not in page
    shown = office.get(f"/northshire/cases/{case.reference}/referral/").content.decode()
    assert f'href="{at}"' in shown
    assert "It began as Enquiry 1" in shown


def test_it_puts_what_somebody_else_said_into_the_papers(office: Client, world: World) -> None:
    at = taken(office, who="officer", organisation="Northshire Police, constable")
    draft = office.post(f"{at}refer/")["Location"]
    assert 'value="Ada Asker"' in office.get(f"{draft}referrer/").content.decode()
    send_referral(office, draft, knows_victim=False)
    with world.north.at("manager"):
        texts = SourcePaper.objects.filter(file__case=Referral.objects.get(enquiries__isnull=False).case)
        assert any("What happens if he says no?" in each.text for each in texts)


@pytest.mark.requirement("CAMB-21")
def test_it_helps_another_area_which_it_names_with_what_help(office: Client, world: World) -> None:
    wrong = office.post(f"{LIST}add/", typed(who="area")).content.decode()
    assert "Select which area asks" in wrong
    at = taken(
        office,
        who="area",
        asking_area="35",
        asking_service="Cambridgeshire RJ Hub",
        asked="Their victim moved here. May they use a room?",
    )
    page = office.get(at).content.decode()
    for text in ("Cambridgeshire", "Cambridgeshire RJ Hub", "May they use a room?"):
        assert text in page
    assert "another area" in office.get(f"{LIST}?who=area").content.decode()
    office.post(f"{at}close/", {"outcome": "assisted"})
    assert "Helped another area’s service" in office.get(at).content.decode()
    own = taken(office)
    assert "Select" in office.post(f"{own}close/", {"outcome": "assisted"}).content.decode()


def test_it_ends_with_what_became_of_it_and_goes_on_again(office: Client, world: World) -> None:
    at = taken(office)
    wrong = office.post(f"{at}close/", {"outcome": "signposted"}).content.decode()
    assert "Enter who you pointed them to" in wrong
    assert office.post(f"{at}close/", {"outcome": "signposted", "signposted_to": "Victim Care"})
    page = office.get(at).content.decode()
    assert "Victim Care" in page
    assert "Pointed to somebody else" in page
    for step in ("change/", "contact/", "close/"):
        assert office.get(at + step).status_code == 404
    with world.north.at("manager"):
        assert not Deadline.objects.running().filter(kind="enquiry").exists()
    office.post(f"{at}open/", day("come_back_on", today() + timedelta(days=2)))
    page = office.get(at).content.decode()
    assert "Log a contact" in page
    assert "What became of it: from Pointed to somebody else who can help to nothing" in page
    with world.north.at("manager"):
        assert Deadline.objects.running().filter(kind="enquiry").count() == 1


def test_it_says_what_is_wrong_and_corrects_with_history(office: Client, world: World) -> None:
    page = office.post(f"{LIST}add/", {"family_name": "Kept"}).content.decode()
    for text in (
        "Select how it came",
        "Select who enquired",
        "Select where they heard of restorative justice",
        "Enter what they asked",
        'value="Kept"',
    ):
        assert text in page
    no_number = office.post(f"{LIST}add/", typed(ways=["may_email"])).content.decode()
    assert "Enter an email address, or say that email is not safe" in no_number
    at = taken(office)
    changed = typed(channel="email", email="ada@person.example", **moment("happened_at", 1))
    assert office.post(f"{at}change/", changed).status_code == 303
    page = office.get(at).content.decode()
    assert "How it came: from Freephone to Email" in page
    assert "ada@person.example" in page


def drafts_with_details(world: World) -> int:
    """How many begun forms name who asked, as their writer sees them."""
    with world.north.at("admin"):
        parts = DraftPart.objects.filter(kind="referrer", answers__icontains="Asker")
        assert ReferralDraft.objects.count() == parts.count()
        return parts.count()


def test_begun_forms_stay_while_their_enquiry_names_somebody(office: Client, world: World) -> None:
    at = taken(office)
    office.post(f"{at}refer/")
    with world.north.at("manager"), pytest.raises(ProgrammingError, match="destroyed first"), atomic():
        sql("select forget_enquiry_drafts(%s)", [Enquiry.objects.get().pk])
    assert drafts_with_details(world) == 1


def test_two_people_destroy_the_details_and_time_does_by_itself(
    office: Client, manager: Client, world: World
) -> None:
    for _one in range(2):
        at = taken(office)
        assert office.post(f"{at}refer/").status_code == 303  # a form that is begun, and never sent
        office.post(f"{at}close/", {"outcome": "information"})
    assert drafts_with_details(world) == 2
    with world.north.at("manager"):
        first, second = (f"{LIST}{row.pk}/" for row in Enquiry.objects.order_by("number"))
    office.post(f"{first}erase/", {"step": "propose"})
    assert "Somebody else of the office" in office.post(f"{first}erase/", {"step": "erase"}).content.decode()
    with world.north.at("manager"):
        assert EnquiryPerson.objects.count() == 2
    assert manager.post(f"{first}erase/", {"step": "erase"}).status_code == 303
    page = office.get(first).content.decode()
    assert "Asker" not in page
    assert "The personal details were destroyed on" in page
    assert "Freephone" in page
    assert drafts_with_details(world) == 1

    assert forget_old_enquiries(world.north.scheme) == 0
    with time_machine.travel(now() + timedelta(days=400)):
        assert forget_old_enquiries(world.north.scheme) == 1
    assert drafts_with_details(world) == 0
    with world.north.at("manager"):
        assert Enquiry.objects.filter(erased_on=None).count() == 0
        assert not EnquiryPerson.objects.exists()
        assert not EnquiryContact.objects.exists()
        text = sql("select coalesce(string_agg(e::text, ''), '') from referrals_enquiryevent e")[0][0]
        assert "Asker" not in text
    assert "Asker" not in office.get(second).content.decode()


def test_nobody_but_the_office_reads_it_and_no_letter_reaches_it(office: Client, world: World) -> None:
    at = taken(office)
    for house, who in ((world.north, "facilitator"), (world.north, "referrer"), (world.south, "manager")):
        other = Client()
        other.force_login(house.people[who])
        for page in (LIST, at, f"{at}change/"):
            assert other.get(page).status_code == 404, (who, page)
        with house.at(who):
            assert sql("select count(*) from referrals_enquiryperson") == [(0,)]
            assert sql("select count(*) from referrals_enquirycontact") == [(0,)]
    with world.north.at("admin", only_file=world.harmed):
        assert sql("select count(*) from referrals_enquiryperson") == [(0,)]
    with world.north.at("admin"):
        assert sql("select count(*) from referrals_enquiryperson") == [(1,)]


def test_a_quarter_counts_them_by_channel_and_origin(office: Client, world: World) -> None:
    for channel in ("freephone", "freephone", "email"):
        taken(office, channel=channel)
    at = taken(office, **moment("happened_at", 200))
    assert at
    with world.north.at("manager"):
        quarter = quarter_of(today() - timedelta(days=1))
        counts = {figure.label: figure.count for figure in enquiries_by_channel(quarter)}
        assert counts == {"Freephone": 2, "Email": 1}
        origins = {figure.label: figure.count for figure in enquiries_by_origin(quarter)}
        assert origins == {"A letter or email from the police": 3}


def test_it_asks_the_database_as_often_for_many_as_for_one(office: Client, world: World) -> None:
    taken(office)
    office.get(LIST)
    with CaptureQueriesContext(connection) as one:
        office.get(LIST)
    for _more in range(3):
        taken(office)
    office.get(LIST)  # shows what was saved
    with CaptureQueriesContext(connection) as many:
        office.get(LIST)
    assert len(many) == len(one)
