"""A partner refers a case through the form."""

import re

import pytest
from django.test import Client

from cases.models import Case, Consent, File, Identity, Offence, Progress, SafeContact, SourcePaper
from referrals.models import Agency, AgencyMember, DraftPart, Referral, ReferralDraft, ReferredPerson
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.workingdays import Unit, due
from tests.referrals.test_court import COURT
from tests.referrals.typed import PAGES, VICTIM, Typist
from tests.world import World, sql


@pytest.fixture
def typist(client: Client, world: World) -> Typist:
    return Typist(client, world.north)


def _sent(world: World, draft: ReferralDraft) -> Referral:
    with world.north.at("manager"):
        return Referral.objects.select_related("case").get(pk=draft.pk)


@pytest.mark.requirement("WM-5.6-01", "WM-5.6-02", "WM-5.6-03", "WM-5.6-04", "WM-5.6-05", "WM-5.6-07")
def test_it_takes_a_case_from_the_form_into_the_files(typist: Typist, world: World) -> None:
    draft = typist.fill()
    response = typist.send(draft)
    assert response.status_code == 303
    referral = _sent(world, draft)
    with world.north.at("manager"):
        case = referral.case
        assert (case.offence_group, case.started_by, case.is_custody) == ("theft", "harmed", True)
        assert (referral.source, referral.kind, referral.channel) == ("police_officer", "victim", "form")
        assert referral.explained == PAGES["start"]["explained"]
        assert Progress.objects.get(case=case).stage == "received"
        offence = Offence.objects.get(case=case)
        assert (offence.subgroup, offence.markers) == ("burglary_home", ["knife"])
        harmed = File.objects.get(case=case, side="harmed", kind="party")
        responsible = File.objects.get(case=case, side="responsible", kind="party")
        assert Identity.objects.get(file=harmed).needs == "Large print"
        contact = SafeContact.objects.get(file=harmed)
        assert (contact.postcode, contact.may_phone, contact.may_text) == ("NR1 3JU", True, False)
        assert Consent.objects.get(file=harmed).decision == "given"
        offender = Identity.objects.get(file=responsible)
        assert (offender.family_name, offender.identifiers) == ("Thistlewood", {"prison_number": "A1234AA"})
        assert (str(offender.date_of_birth), offender.needs) == ("1999-02-12", "Reads with difficulty")
        said = ReferredPerson.objects.get(file=responsible)
        assert (said.justice_stage, said.disposal, said.plea) == ("custody", "determinate", "guilty")
        papers = dict(SourcePaper.objects.filter(file__case=case).values_list("kind", "text"))
        assert papers["circumstances"] == "He broke in through the kitchen."


@pytest.mark.requirement("WM-5.6-06")
def test_it_starts_the_clock_of_first_contact_for_a_full_referral(typist: Typist, world: World) -> None:
    draft = typist.fill()
    typist.send(draft)
    referral = _sent(world, draft)
    with world.north.at("manager"):
        assert referral.full_on == today()
        deadline = Deadline.objects.get(case=referral.case)
        assert (deadline.kind, deadline.started_on) == ("first_contact", today())
        assert deadline.due_on == due(today(), 5, Unit.WORKING_DAYS)


@pytest.mark.requirement("WM-5.6-06", "WM-5.6-08")
def test_it_takes_a_partial_referral_without_starting_the_clock(typist: Typist, world: World) -> None:
    bare = {"family_name": "Quillfeather", "consent": "unknown"}
    draft = typist.fill(victim_1=bare)
    typist.send(draft)
    referral = _sent(world, draft)
    with world.north.at("manager"):
        assert referral.full_on is None
        assert not Deadline.objects.filter(case=referral.case).exists()
        harmed = File.objects.get(case=referral.case, side="harmed")
        assert not Consent.objects.filter(file=harmed).exists()
        assert ReferredPerson.objects.get(file=harmed).consent == "unknown"
    assert "Some details are missing" in typist.client.get(typist.url("sent", referral=draft.pk)).text


@pytest.mark.requirement("CAMB-22")
def test_it_takes_a_case_with_no_offender_yet(typist: Typist, world: World) -> None:
    draft = typist.fill(offender_1={"is_known": "no", "phone": "not a number"})
    typist.send(draft)
    with world.north.at("manager"):
        case = Case.objects.get(referrals=draft.pk)
        assert not File.objects.filter(case=case, side="responsible").exists()


@pytest.mark.requirement("WM-5.3-01")
def test_it_takes_a_case_at_any_stage_of_the_justice_system(typist: Typist) -> None:
    draft = typist.begin()
    page = typist.client.get(typist.url("step", draft=draft.pk, step="offender-1")).text
    for code in ("no_further_action", "out_of_court", "pre_sentence", "community", "custody", "ended"):
        assert f'<option value="{code}"' in page
        answers = PAGES["offender-1"] | {"justice_stage": code}
        assert typist.page(draft, "offender-1", answers).status_code == 303


def test_it_sends_one_referral_however_often_the_button_is_pressed(typist: Typist, world: World) -> None:
    draft = typist.fill()
    first = typist.send(draft)
    second = typist.send(draft)
    assert first.headers["Location"] == second.headers["Location"]
    later = typist.client.get(typist.url("check", draft=draft.pk))
    assert later.headers["Location"] == first.headers["Location"]
    with world.north.at("manager"):
        assert Referral.objects.filter(pk=draft.pk).count() == 1
        assert Case.objects.count() == 2


def test_it_shows_a_receipt_that_names_nobody(typist: Typist, world: World) -> None:
    draft = typist.fill()
    page = typist.client.get(typist.send(draft).headers["Location"]).text
    referral = _sent(world, draft)
    assert referral.receipt in page
    assert "What happens next" in page
    assert referral.case.reference not in page
    assert "Quillfeather" not in page
    assert "Thistlewood" not in page


def test_it_takes_nine_pages_for_one_victim_and_one_offender(typist: Typist) -> None:
    pages = 1
    draft = typist.begin()
    where = typist.url("step", draft=draft.pk, step="referrer")
    for step, answers in PAGES.items():
        assert where == typist.url("step", draft=draft.pk, step=step)
        where = typist.page(draft, step, answers).headers["Location"]
        pages += 1
    assert where == typist.url("check", draft=draft.pk)
    typist.client.get(typist.send(draft).headers["Location"])
    assert pages + 2 == 9  # the answers and the confirmation


def test_it_shows_every_wrong_field_at_once_and_keeps_what_was_typed(typist: Typist) -> None:
    draft = typist.begin()
    wrong = {
        "given_names": "x" * 101,
        "family_name": "",
        "date_of_birth-day": "31",
        "date_of_birth-month": "2",
        "date_of_birth-year": "1980",
        "postcode": "NOWHERE",
        "phone": "call me",
        "email": "hana at home",
        "ways": ["may_write"],
        "notes": "Only on Tuesdays",
        "consent": "",
    }
    response = typist.page(draft, "victim-1", wrong)
    page = response.text
    assert response.status_code == 200
    assert "<title>Error: Victim" in page
    for message in (
        "First names must be 100 characters or fewer",
        "Enter their last name, or the organisation that was harmed",
        "Date of birth must be a real date",
        "Enter a full UK postcode, such as NR1 3JU",
        "Enter a phone number, like 01632 960 001 or 07700 900 982",
        "Enter an email address in the correct format, like name@example.com",
        "Enter an address, or say that letters are not safe",
        "Select whether they have agreed to be contacted",
    ):
        assert page.count(message) == 2, message  # in the summary and at the field
    for typed in ("x" * 101, "NOWHERE", "call me", "hana at home", "Only on Tuesdays"):
        assert typed in page
    again = typist.client.get(typist.url("step", draft=draft.pk, step="victim-1")).text
    for typed in ("x" * 101, "NOWHERE", "call me", "hana at home", "Only on Tuesdays", 'value="31"'):
        assert typed in again
    assert "There is a problem" not in again


def test_it_refuses_to_send_until_every_page_is_complete(typist: Typist, world: World) -> None:
    draft = typist.fill(offence=None, start=None)
    response = typist.send(draft)
    assert response.status_code == 200
    assert typist.url("step", draft=draft.pk, step="offence") in response.text
    assert "Complete the page “The offence”" in response.text
    assert "Complete the page “How it started”" in response.text
    with world.north.at("manager"):
        assert not Referral.objects.filter(pk=draft.pk).exists()


def test_it_returns_to_the_answers_after_a_change(typist: Typist) -> None:
    draft = typist.fill()
    check = typist.url("check", draft=draft.pk)
    page = typist.client.get(check).text
    change = typist.url("step", draft=draft.pk, step="offence") + "?change"
    assert change in page
    response = typist.client.post(change, PAGES["offence"] | {"subgroup": "arson"})
    assert response.headers["Location"] == check
    assert "Arson" in typist.client.get(check).text


def test_it_takes_several_victims_and_offenders(typist: Typist, world: World) -> None:
    draft = typist.fill()
    response = typist.page(draft, "victim-1", VICTIM, another="1")
    assert response.headers["Location"] == typist.url("step", draft=draft.pk, step="victim-2")
    assert "Victim 2" in typist.client.get(response.headers["Location"]).text
    typist.page(draft, "victim-2", VICTIM | {"family_name": "Second"})
    typist.page(draft, "victim-3", VICTIM | {"family_name": "Third"})
    typist.client.post(typist.url("remove", draft=draft.pk, step="victim-2"))
    typist.page(draft, "offender-2", PAGES["offender-1"] | {"family_name": "Other"})
    typist.send(draft)
    with world.north.at("manager"):
        case = Case.objects.get(referrals=draft.pk)
        names = Identity.objects.filter(file__case=case).values_list("family_name", flat=True)
        assert sorted(names) == ["Other", "Quillfeather", "Third", "Thistlewood"]
        assert sorted(case.parties.values_list("role", "number")) == [
            ("offender", 1),
            ("offender", 2),
            ("victim", 1),
            ("victim", 2),
        ]


def test_it_offers_no_person_out_of_turn(typist: Typist) -> None:
    draft = typist.fill()
    for step in ("victim-7", "offender-0", "victim-x", "nonsense"):
        assert typist.client.get(typist.url("step", draft=draft.pk, step=step)).status_code == 404


def test_it_sends_a_signed_out_visitor_to_sign_in(client: Client, world: World) -> None:
    response = client.get("/northshire/refer/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/?next=/northshire/refer/"


@pytest.mark.parametrize("who", ["facilitator", "liaison", "commissioner", "supervisor"])
def test_it_is_not_there_for_those_who_do_not_refer(client: Client, world: World, who: str) -> None:
    client.force_login(world.north.people[who])
    assert client.get("/northshire/refer/").status_code == 404


def test_it_is_not_there_for_another_scheme(client: Client, world: World) -> None:
    client.force_login(world.south.referrer)
    assert client.get("/northshire/refer/").status_code == 404


@pytest.mark.requirement("WM-5.5-01", "WM-5.5-04")
def test_it_lets_the_office_enter_what_came_by_phone(client: Client, world: World) -> None:
    typist = Typist(client, world.north, "admin")
    when = {"happened_on-day": "2", "happened_on-month": "11", "happened_on-year": "2026"}
    referrer = {"name": "Vi Care", "contact": "01632 960 500", "source": "victim_care", "agency": "", **when}
    draft = typist.fill(referrer=referrer)
    typist.send(draft)
    referral = _sent(world, draft)
    assert (referral.channel, referral.source, referral.agency_id) == ("office", "victim_care", None)
    assert str(referral.happened_on) == "2026-11-02"


def test_it_asks_a_partner_of_two_agencies_for_which_it_refers(typist: Typist, world: World) -> None:
    with world.north.at("manager"):
        second = Agency.objects.create(name="Northshire Probation", kind="probation")
        AgencyMember.objects.create(agency=second, user=world.north.referrer)
    draft = typist.begin()
    assert "Select agency" in typist.page(draft, "referrer", {"name": "A", "contact": "B"}).text
    answers = {"name": "A", "contact": "B", "agency": str(second.pk), "source": "probation"}
    assert typist.page(draft, "referrer", answers).status_code == 303
    mixed = typist.page(draft, "referrer", answers | {"source": "police_officer"}).text
    assert mixed.count("Select a source that belongs to the agency") == 2
    other = answers | {"agency": str(world.south.agency.pk)}
    assert "Select agency from the list" in typist.page(draft, "referrer", other).text


def test_it_keeps_nothing_personal_outside_the_parts(typist: Typist, world: World) -> None:
    draft = typist.fill()
    with world.north.at("referrer"):
        assert DraftPart.objects.filter(draft=draft).count() == 4
        envelope = sql("select row_to_json(d)::text from referrals_referraldraft d")[0][0]
        assert "Quillfeather" not in envelope
    assert "Quillfeather" not in str(dict(typist.client.session))


@pytest.mark.requirement("WM-5.5-02", "WM-5.5-06")
@pytest.mark.parametrize(
    ("kind", "source", "started_by"),
    [
        ("probation", "Probation Service", "responsible"),
        ("probation", "Probation Service", "harmed"),
        ("prison", "Prison", "responsible"),
        ("community_safety", "Community safety partnership", "harmed"),
    ],
)
def test_it_takes_referrals_of_probation_prisons_and_partnerships(
    typist: Typist, world: World, kind: str, source: str, started_by: str
) -> None:
    with world.north.at("manager"):
        Agency.objects.filter(pk=world.north.agency.pk).update(name="Our partner", kind=kind)
    pages = PAGES | {
        "referrer": {"name": "Jo Ray", "contact": "01632 960 700"},  # one source: nothing to choose
        "start": PAGES["start"] | {"started_by": started_by},
    }
    draft = typist.begin()
    for step, answers in pages.items():
        assert typist.page(draft, step, answers).status_code == 303, step
    if kind != "community_safety":
        assert typist.page(draft, "court-1", COURT).status_code == 303
    assert typist.send(draft).status_code == 303
    referral = _sent(world, draft)
    assert referral.kind == {"responsible": "offender", "harmed": "victim"}[started_by]
    typist.client.force_login(world.north.admin)
    shown = typist.client.get(f"/northshire/cases/{referral.case.reference}/referral/").text
    asked = {"responsible": "The person responsible", "harmed": "The person harmed"}[started_by]
    for words in ("Our partner", source, "Partner form", "Jo Ray", asked):
        assert re.search(rf"<dd[^>]*>\s*{words}\s*</dd>", shown), words


@pytest.mark.requirement("WM-5.5-02", "WM-5.5-03")
def test_the_office_enters_what_probation_sent_before_it_was_one(client: Client, world: World) -> None:
    typist = Typist(client, world.north, "admin")
    draft = typist.begin()
    sent = {"name": "K Reed", "contact": "01632 960 800", "agency": ""}
    sent |= {"happened_on-day": "4", "happened_on-month": "3", "happened_on-year": "2019"}
    refused = typist.page(draft, "referrer", sent | {"source": "probation"}).text
    assert "Select a source that existed on the date of the referral" in refused
    today_ = {"happened_on-day": "2", "happened_on-month": "11", "happened_on-year": "2026"}
    assert (
        "Select a source that existed"
        in typist.page(draft, "referrer", sent | today_ | {"source": "crc"}).text
    )
    for code, words in (("crc", "Community rehabilitation company"), ("nps", "National Probation Service")):
        old = typist.fill(referrer=sent | {"source": code})
        assert typist.page(old, "court-1", COURT).status_code == 303
        assert typist.send(old).status_code == 303
        case = _sent(world, old).case
        assert words in client.get(f"/northshire/cases/{case.reference}/referral/").text
        register = f"/northshire/cases/{case.reference}/referral/register/"
        assert f'value="{code}" selected' in client.get(register).text


@pytest.mark.requirement("WM-5.5-05")
def test_a_youth_team_says_whether_it_refers_outside_its_duty(typist: Typist, world: World) -> None:
    with world.north.at("manager"):
        Agency.objects.filter(pk=world.north.agency.pk).update(kind="youth_justice")
    draft = typist.begin()
    bare = {"name": "Jo Ray", "contact": "01632 960 700"}
    assert "Select where the referral comes from" in typist.page(draft, "referrer", bare).text
    cases = {}
    for code in ("youth_justice", "youth_duty"):
        draft = typist.fill(referrer=bare | {"source": code})
        typist.send(draft)
        cases[code] = _sent(world, draft).case
    typist.client.force_login(world.north.admin)
    needs = "Agree with the youth justice team who does the work"
    shown = {
        code: typist.client.get(f"/northshire/cases/{row.reference}/").text for code, row in cases.items()
    }
    assert needs not in shown["youth_justice"]
    assert needs in shown["youth_duty"]
    within = f"/northshire/cases/{cases['youth_duty'].reference}/referral/"
    assert "Youth justice service, as part of its statutory duty" in typist.client.get(within).text
    typist.client.post(f"{within}accept/")
    with world.north.at("manager"):
        assert Progress.objects.get(case=cases["youth_duty"]).stage == "received"
    typist.client.post(f"/northshire/cases/{cases['youth_justice'].reference}/referral/accept/")
    with world.north.at("manager"):
        assert Progress.objects.get(case=cases["youth_justice"]).stage == "eligible"
