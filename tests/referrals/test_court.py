"""What a referral says of courts, probation, disposals and a victim's rights: asked where it applies."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from cases.models import Case, SafeContact, SourcePaper
from referrals.criteria.screening import QUESTIONS, UNANSWERED, any_yes, result_of
from referrals.models import CourtRecord, Referral, ReferredPerson
from rjcase.access.models import DeliveryTeam, Membership
from rjcase.designsystem.words import say_date
from rjcase.kernel.clock import today
from rjcase.notifications.models import Notification
from rjcase.notifications.sweeping import sweep_scheme
from rjcase.tenancy import SYSTEM, acting
from tests.referrals.typed import OFFENCE, OFFENDER, START, VICTIM, Typist
from tests.world import World

FIVE = {name: "no" for name, _question in QUESTIONS}


def date_parts(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """A date as its boxes send it."""
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


COURT = {
    **FIVE,
    "court": "Norwich Crown Court",
    "report_author": "Pat Keyworth",
    **date_parts("hearing_on", 1, 12, 2026),
    "seriousness": "medium",
    "proposed": "community",
    "requirement": "rar",
    "supervision_months": "12",
    "reparation": "yes",
    "co_defendants": "2",
    "tier_model": "tier_1_4",
    "tier_1_4": "3",
    **date_parts("tier_on", 1, 10, 2026),
    "ogrs": "61",
    **date_parts("ogrs_on", 1, 10, 2026),
    "statuses": ["iom", "mappa"],
    "continuing_harm": "no",
    "footing": "statutory",
    "delivery": "community_requirement",
    "setting": "community",
    "process": "direct",
    **date_parts("footing_told_on", 2, 11, 2026),
    "notes": "Report attached",
}
BY_ORDER = {"start": START | {"is_court_ordered": "yes"}}


def _sent(typist: Typist, further: dict[str, dict[str, Any]], **pages: Any) -> Case:
    draft = typist.fill(**pages)
    for step, answers in further.items():
        response = typist.page(draft, step, answers)
        assert response.status_code == 303, response.text
    assert typist.send(draft).status_code == 303
    with typist.house.at("manager"):
        return Case.objects.get(referrals=draft.pk)


@pytest.mark.requirement("WTE-2B-01", "WTE-2B-02", "WTE-2B-03", "WTE-7A-05", "WTE-7A-06", "WTE-7A-09")
def test_it_asks_about_courts_and_shows_the_office_what_was_said(client: Client, world: World) -> None:
    typist = Typist(client, world.north)
    draft = typist.fill(**BY_ORDER)
    tasks = client.get(typist.url("draft", draft=draft.pk)).text
    assert "Courts and probation: offender" in tasks
    assert typist.send(draft).status_code == 200  # the page is not complete yet
    assert typist.page(draft, "court-1", COURT).status_code == 303
    assert (
        "Eligible and suitable: all five answers are no"
        in client.get(typist.url("check", draft=draft.pk)).text
    )
    known = COURT | {"mental_health": "yes", "mental_health_comment": "Sees a nurse weekly"}
    assert typist.page(draft, "court-1", known).status_code == 303
    assert "To be discussed: an answer is yes" in client.get(typist.url("check", draft=draft.pk)).text
    assert typist.send(draft).status_code == 303
    with world.north.at("manager"):
        case = Case.objects.get(referrals=draft.pk)
        row = CourtRecord.objects.get(file__case=case)
        assert (row.tier_model, row.tier, row.ogrs, row.co_defendants) == ("tier_1_4", "3", 61, "2")
        assert row.file.side == "responsible"
        assert Referral.objects.get(case=case).hearing_on == row.hearing_on
    client.force_login(world.north.admin)
    page = client.get(f"/northshire/cases/{case.reference}/referral/").text
    for fact in (
        *("To be discussed: an answer is yes", "Sees a nurse weekly", "Norwich Crown Court", "Pat Keyworth"),
        *("1 December 2026", "Community order", "Rehabilitation activity requirement", "Tier 3", "MAPPA"),
        *("Integrated offender management", "Statutory", "Community sentence with a requirement"),
    ):
        assert fact in page, fact


@pytest.mark.requirement("WTE-2B-04", "WTE-2E-05")
@pytest.mark.parametrize("proposed", ["community", "suspended"])
def test_it_asks_three_months_of_supervision_for_a_requirement(
    client: Client, world: World, proposed: str
) -> None:
    typist = Typist(client, world.north)
    draft = typist.fill(**BY_ORDER)
    for months in ("", "2"):
        wrong = typist.page(
            draft, "court-1", COURT | {"proposed": proposed, "supervision_months": months}
        ).text
        assert wrong.count("Months of supervision must be 3 or more for a requirement") == 2
    for right in (
        {"proposed": proposed, "supervision_months": "3"},
        {"proposed": proposed, "requirement": "", "supervision_months": ""},
        {"proposed": "deferred", "supervision_months": ""},
    ):
        assert typist.page(draft, "court-1", COURT | right).status_code == 303


@pytest.mark.requirement("WTE-T1-01", "WTE-T1-02", "WTE-T1-03", "WTE-T1-04")
def test_it_keeps_the_delivery_model_and_that_its_meaning_was_explained(client: Client, world: World) -> None:
    typist = Typist(client, world.north)
    draft = typist.fill(**BY_ORDER)
    page = client.get(typist.url("step", draft=draft.pk, step="court-1")).text
    for words in (
        *("consent is still needed", "may lead to enforcement", "In prison it is voluntary"),
        *("Several agencies together", "Deferred sentence, then a community sentence"),
        *("Voluntary, within a community sentence", "Offer of the victim liaison unit"),
        *("Part of sentence planning", "Licence condition after release"),
    ):
        assert words in page, words
    wrong = typist.page(draft, "court-1", {}).text
    assert wrong.count("Select whether it is statutory or voluntary") == 2
    for said in UNANSWERED.values():
        assert wrong.count(str(said)) == 2, said
    case = _sent(
        typist, {"court-1": COURT | {"footing": "voluntary", "delivery": "sentence_planning"}}, **BY_ORDER
    )
    client.force_login(world.north.admin)
    shown = client.get(f"/northshire/cases/{case.reference}/referral/").text
    for words in ("Voluntary: no law", "Part of sentence planning", "In the community", "2 November 2026"):
        assert words in shown, words


@pytest.mark.requirement("WTE-2B-05")
def test_it_reminds_the_referrer_until_the_sentence_is_told(client: Client, world: World) -> None:
    typist = Typist(client, world.north)
    hearing = today() + timedelta(days=2)
    parts = date_parts("hearing_on", hearing.day, hearing.month, hearing.year)
    case = _sent(typist, {"court-1": COURT | parts}, **BY_ORDER)

    def reminders() -> list[Notification]:
        sweep_scheme(world.north.scheme)
        with acting(world.north.scheme, SYSTEM):
            return list(Notification.objects.filter(title__startswith="Tell us the sentence"))

    assert reminders() == []
    with time_machine.travel(f"{hearing + timedelta(days=1)} 09:00", tick=True):
        first = reminders()
        assert [each.recipient for each in first] == [world.north.referrer]
        assert "Thistlewood" not in first[0].title + first[0].body
        assert len(reminders()) == 1
        client.force_login(world.north.referrer)
        assert "Tell us the sentence" in client.get("/northshire/our-referrals/").text
        with world.north.at("referrer"):
            referral = Referral.objects.get(hearing_on=hearing)
        address = f"/northshire/our-referrals/{referral.pk}/sentence/"
        assert client.post(address, {}).text.count("Enter sentence") == 2
        told = {"sentence": "Community order, 12 months", "requirements": "RAR 20 days"}
        told |= date_parts("sentence_on", hearing.day, hearing.month, hearing.year)
        for _twice in range(2):
            assert client.post(address, told).status_code == 303
        assert "Tell us the sentence" not in client.get("/northshire/our-referrals/").text
    with time_machine.travel(f"{hearing + timedelta(days=9)} 09:00", tick=True):
        assert len(reminders()) == 1
    with world.north.at("manager"):
        papers = SourcePaper.objects.filter(file__case=case, kind="other")
        assert [each.text.splitlines()[0] for each in papers] == ["Sentence: Community order, 12 months"]
    client.force_login(world.south.referrer)
    assert client.post(address.replace("north", "south"), told).status_code == 404


@pytest.mark.requirement("WTE-2B-06")
def test_it_names_whom_to_ask_about_a_referral(client: Client, world: World) -> None:
    client.force_login(world.north.manager)
    page = client.get("/northshire/referrals/settings/")
    typed = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    typed |= {"contact_name": "Jo at the hub", "contact_phone": "01632 960 777", "address": "1 Mill Lane"}
    assert client.post("/northshire/referrals/settings/", typed).status_code == 303
    client.force_login(world.north.referrer)
    for fact in ("Jo at the hub", "01632 960 777", "1 Mill Lane"):
        assert fact in client.get("/northshire/refer/").text


@pytest.mark.requirement("NOMS-S-10", "CAMB-02")
def test_it_asks_what_a_victim_is_owed_where_it_applies(client: Client, world: World) -> None:
    typist = Typist(client, world.north)
    death = OFFENCE | {"subgroup": "homicide"}
    draft = typist.fill(offence=death)
    assert "Rights of the victim" in client.get(typist.url("draft", draft=draft.pk)).text
    wrong = typist.page(draft, "rights-1", {"contact_scheme": "engaged"}).text
    assert wrong.count("Enter the victim liaison officer") == 2
    rights = {"contact_scheme": "engaged", "liaison_officer": "Lee Vane, 01632 960 300"}
    case = _sent(typist, {"rights-1": rights | {"relation_to_deceased": "sibling"}}, offence=death)
    with world.north.at("manager"):
        said = ReferredPerson.objects.get(file__case=case, file__side="harmed")
        assert (said.contact_scheme, said.relation_to_deceased) == ("engaged", "sibling")
    client.force_login(world.north.admin)
    page = client.get(f"/northshire/cases/{case.reference}/referral/").text
    for fact in ("Taking part", "Lee Vane, 01632 960 300", "Brother or sister"):
        assert fact in page
    plain = typist.begin()
    assert client.get(typist.url("step", draft=plain.pk, step="rights-1")).status_code == 404


@pytest.mark.requirement("MOJ-A-17", "MOJ-A-18", "MOJ-A-19")
def test_it_keeps_a_disposal_apart_from_restorative_justice(client: Client, world: World) -> None:
    client.force_login(world.north.manager)
    page = client.get("/northshire/referrals/settings/")
    typed = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    actions = {"remedies": "Pay for the damage\nWrite an apology"}
    assert client.post("/northshire/referrals/settings/", typed | actions).status_code == 303
    typist = Typist(client, world.north)
    caution = OFFENDER | {"disposal": "conditional_caution", "justice_stage": "out_of_court"}
    draft = typist.fill(offender_1=caution)
    remedy = {"remedy_action": "Pay for the damage", "remedy_by": "Sgt Roy", "is_caution_condition": "on"}
    wrong = typist.page(draft, "remedy-1", remedy).text
    assert wrong.count("Untick this: not everybody has agreed to be contacted") == 2
    assert wrong.count("Enter the last day of the caution’s conditions") == 2
    assert typist.page(draft, "offender-1", caution | {"consent": "yes"}).status_code == 303
    until = date_parts("caution_until", 1, 3, 2027)
    assert typist.page(draft, "remedy-1", remedy | until).status_code == 303
    view = {"remedy_view": "To have the fence mended", **date_parts("remedy_asked_on", 3, 11, 2026)}
    assert typist.page(draft, "rights-1", view).status_code == 303
    assert typist.send(draft).status_code == 303
    with world.north.at("manager"):
        case = Case.objects.get(referrals=draft.pk)
        row = CourtRecord.objects.get(file__case=case)
        assert (row.remedy_action, row.is_caution_condition) == ("Pay for the damage", True)
    resolved = OFFENDER | {"disposal": "community_resolution"}
    other = typist.fill(offender_1=resolved)
    assert "caution" not in client.get(typist.url("step", draft=other.pk, step="remedy-1")).text.lower()
    client.force_login(world.north.admin)
    shown = client.get(f"/northshire/cases/{case.reference}/referral/").text
    for fact in ("To have the fence mended", "Sgt Roy", "Conditional caution", "1 March 2027"):
        assert fact in shown, fact


def test_it_lets_the_office_correct_the_remedy_in_the_file_it_concerns(client: Client, world: World) -> None:
    client.force_login(world.north.admin)
    file = world.responsible
    case = f"/northshire/cases/{world.case.reference}/"
    address = f"{case}files/{file.pk}/remedy/"
    assert client.get(address).status_code == 404
    assert "/remedy/" not in client.get(f"{case}referral/").text
    with world.north.at("manager"):
        row, _new = ReferredPerson.objects.get_or_create(file=file)
        row.disposal = "community_resolution"
        row.save()
        CourtRecord.objects.create(file=file, remedy_action="Mend the fence", court="Norton")
    assert address in client.get(f"{case}referral/").text
    page = client.get(address).text
    assert "Mend the fence" in page  # no longer among the scheme's actions, and still what stands there
    assert "caution" not in page.lower().partition("<main")[2]
    assert (
        "Enter the officer who took the decision"
        in client.post(address, {"remedy_action": "Mend the fence"}).text
    )
    wrong = client.post(address, {"remedy_action": "Prison", "remedy_by": "Sgt Roy"})
    assert wrong.status_code == 200
    right = {"remedy_action": "Mend the fence", "remedy_by": "Sgt Roy"}
    assert client.post(address, right)["Location"] == f"{case}referral/"
    with world.north.at("manager"):
        kept = CourtRecord.objects.get(file=file)
        assert (kept.remedy_by, kept.court) == ("Sgt Roy", "Norton")
    assert client.get(f"{case}files/{world.harmed.pk}/remedy/").status_code == 404
    for who in (world.north.facilitator, world.north.supervisor, world.south.admin):
        client.force_login(who)
        assert client.get(address).status_code == 404


@pytest.mark.requirement("MOJ-P-03", "WM-11.4-01", "WTE-7A-07")
def test_it_keeps_the_footing_and_takes_no_details_of_who_opted_out(client: Client, world: World) -> None:
    typist = Typist(client, world.north)
    draft = typist.fill()
    out = VICTIM | {"basis": "opted_out", "consent": "no", "consent_on-day": "1"}
    wrong = typist.page(draft, "victim-1", out).text
    assert wrong.count("Remove this: they opted out, so it must not be passed on") == 4  # address, phone
    doubt = typist.page(draft, "victim-1", VICTIM | {"basis": "explicit", "consent": "unknown"}).text
    assert doubt.count("Select an express yes only if they have agreed to be contacted") == 2
    bare = out | {"address": "", "postcode": "", "phone": "", "ways": [], "sex": "F", "ethnicity": "W1"}
    case = _sent(typist, {}, victim_1=bare)
    with world.north.at("manager"):
        said = ReferredPerson.objects.get(file__case=case, file__side="harmed")
        assert said.basis == "opted_out"
        assert SafeContact.objects.get(file=said.file).no_disclosure
        identity = said.file.identities.get()
        assert (identity.sex, identity.ethnicity) == ("F", "W1")


def test_it_lets_the_office_add_and_correct_what_courts_said(client: Client, world: World) -> None:
    client.force_login(world.north.admin)
    address = f"/northshire/cases/{world.case.reference}/files/{world.responsible.pk}/more/"
    assert client.get(address).status_code == 200
    assert client.post(address, COURT).status_code == 303
    again = client.get(address)
    assert 'value="61"' in again.text
    assert again.context["form"].initial["tier_1_4"] == "3"
    assert client.post(address, COURT | {"tier_on-day": "", "ogrs": "70"}).status_code == 200
    victim = f"/northshire/cases/{world.case.reference}/files/{world.harmed.pk}/more/"
    assert client.post(victim, {"contact_scheme": "eligible"}).status_code == 303
    page = client.get(f"/northshire/cases/{world.case.reference}/referral/").text
    assert "Eligible, not taking part" in page
    assert "Norwich Crown Court" in page
    world.north.allocate(world.case, "facilitator", "harmed")
    with world.north.at("facilitator"):
        assert not CourtRecord.objects.exists()


def test_it_says_no_result_before_all_five_are_answered() -> None:
    said = {name: {"answer": "no"} for name, _question in QUESTIONS}
    assert result_of(said) == "suitable"
    for name in said:
        assert any_yes(said | {name: {"answer": "yes"}}) is True
        assert any_yes(said | {name: {}}) is None
        assert result_of(said | {name: {}}) == ""


@pytest.mark.requirement("WTE-7.7-03")
def test_the_case_page_says_what_every_case_record_must(client: Client, world: World) -> None:
    with world.north.at("manager"):
        team = DeliveryTeam.objects.create(name="Calm Together")
        Membership.objects.filter(user=world.north.facilitator).update(team=team)
    probation = {"name": "Jo Ray", "contact": "01632 960 700", "source": "probation", "agency": ""}
    probation |= date_parts("happened_on", 2, 11, 2026)
    case = _sent(Typist(client, world.north, "admin"), {"court-1": COURT}, referrer=probation)
    client.force_login(world.north.admin)
    here = f"/northshire/cases/{case.reference}/"
    before = _facts_of(client.get(here).text)
    assert before["Facilitators"] == "Not yet allocated"
    taken = world.north.allocate(case)
    client.force_login(world.north.facilitator)
    facts = _facts_of(client.get(here).text)
    assert taken.answered_at
    expected = {
        "Received": "2 November 2026",
        "Referral source": "Probation Service",
        "Facilitators": f"Facilitator, Calm Together, since {say_date(taken.answered_at)}",
        "Offence group": "Theft offences",
        "Seriousness of the offence": "Medium: could lead to custody",
    }
    assert {name: facts.get(name) for name in expected} == expected
    world.north.allocate(case, "facilitator2", "harmed")
    client.force_login(world.north.facilitator2)
    assert "Seriousness" not in client.get(here).text, "it stands in the offender's file"


def _facts_of(page: str) -> dict[str, str]:
    """What stands beside each name on a page."""
    pairs = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return {_plain(name).rstrip(":"): _plain(value) for name, value in pairs}


def _plain(markup: str) -> str:
    return " ".join(re.sub("<[^>]+>", "", markup).split())
