"""The record of a practitioner: kept by the office, read and added to by the person."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from conferences.models import Process
from practitioners.kinds import STAGES
from practitioners.models import Entry, Practitioner, Scorecard
from practitioners.scorecard import HEADINGS
from rjcase.access.models import Area, Membership
from rjcase.access.roles import Role
from rjcase.kernel.clock import now, today
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import day
from tests.web.test_scheme_people import invite
from tests.world import World, sql

pytestmark = pytest.mark.django_db
ME = "/northshire/practitioners/me/"


def at(world: World, who: str, page: str = "") -> str:
    with world.north.at("manager"):
        member = Membership.objects.get(user=world.north.people[who])
    return f"/northshire/practitioners/{member.pk}/{page}"


def entry(done_on: date | None = None, /, **answers: str) -> dict[str, str]:
    return {"new_id": str(uuid7()), **day("done_on", done_on or today()), **answers}


def send(client: Client, address: str, answers: dict[str, Any]) -> str:
    answer = client.post(address, answers)
    assert answer.status_code == 303, answer.content.decode()[-4000:]
    return client.get(answer.headers["Location"]).content.decode()


def job(**more: Any) -> dict[str, Any]:
    return {"kind": "volunteer", "employer": "", "purpose": "", "mentor": "", "reports_to": ""} | more


@pytest.mark.requirement("WTE-3.5-01")
def test_it_keeps_the_job_and_the_caseload(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    chief = str(world.north.manager.pk)
    answers = job(
        kind="provider",
        employer="Calm Together",
        grade="Band 4",
        hours="22.5",
        purpose="Prepares people and brings them together.",
        reports_to=chief,
        caseload_limit="6",
        serious_limit="2",
    )
    page = send(client, at(world, "volunteer", "job/"), answers)
    for text in ("Worker of an external provider", "Calm Together", "Band 4", "22.5", "Prepares people"):
        assert text in page, text
    assert "0 open cases of at most 6" in page
    assert "0 sensitive or complex of at most 2" in page
    again = send(client, at(world, "volunteer", "job/"), answers)
    assert "Calm Together" in again
    with world.north.at("manager"):
        row = Practitioner.objects.get(user=world.north.volunteer)
        assert row.reports_to_id == world.north.manager.pk
        changes = sql("select count(*) from practitioners_practitionerevent where pgh_obj_id = %s", [row.pk])
        assert changes[0][0] == 2, "each change is kept"


def test_it_keeps_where_when_and_in_which_languages(world: World, client: Client) -> None:
    with world.north.at("manager"):
        town, coast = (Area.objects.create(name=name) for name in ("Town", "Coast"))
    client.force_login(world.north.manager)
    answers = {
        "home_area": str(town.pk),
        "areas": [str(coast.pk)],
        "times": ["evening"],
        "languages": ["pa", "ur"],
        "strengths": "Grew up among Travellers",
    }
    page = send(client, at(world, "facilitator", "reach/"), answers)
    for text in ("Town", "Coast", "Weekday evenings", "Panjabi, Urdu", "Grew up among Travellers"):
        assert text in page.replace("<br>", ", "), text
    client.force_login(world.north.facilitator)
    assert "Grew up among Travellers" in client.get(ME).content.decode()
    client.force_login(world.north.facilitator2)
    assert "Grew up among Travellers" not in client.get(ME).content.decode()


@pytest.mark.requirement("WM-7-07", "WM-7-08", "WTE-3D-03", "WTE-3E-04", "WTE-4.5-01")
def test_it_keeps_training_vetting_and_registration_until_they_run_out(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    long_ago, later = today() - timedelta(days=400), today() + timedelta(days=300)

    def add(kind: str, **answers: str) -> str:
        return send(client, at(world, "facilitator", f"add/{kind}/"), entry(long_ago, **answers))

    add("training", code="facilitator", provider="Open Circle", has_mark="yes", number="RJ-17")
    add(
        "training",
        code="data_protection",
        provider="County",
        **day("expires_on", today() - timedelta(days=5)),
    )
    add("vetting", code="nppv2", provider="West Police", **day("expires_on", today() + timedelta(days=20)))
    add("registration", number="RJC-0815", **day("expires_on", later))
    page = add("qualification", code="level_4", provider="Award body")
    for text in (
        "Certificate number: RJ-17",
        "Provider has the training quality mark: Yes",
        "Data protection",
        "Run out",
        "NPPV level 2",
        "Renew soon",
        "Registration number: RJC-0815",
        "Level 4 award in restorative practice",
    ):
        assert text in page, text
    refreshed = send(
        client,
        at(world, "facilitator", "add/training/"),
        entry(code="data_protection", provider="County", **day("expires_on", later)),
    )
    assert "Run out" not in refreshed, "the refresher has taken its place"
    assert "Replaced" in refreshed
    wrong = entry(code="nppv2", provider="West Police", **day("expires_on", long_ago - timedelta(days=1)))
    refused = client.post(at(world, "facilitator", "add/vetting/"), wrong | day("done_on", long_ago))
    assert "Good until must be after the date" in refused.content.decode()


@pytest.mark.requirement("CAMB-16")
def test_it_recruits_a_volunteer_whom_an_accredited_trainer_trains(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    scored = dict.fromkeys(HEADINGS, "2") | {"candidate": "Nia New", "panel": "Maya, Sam", "note": ""}
    scored |= {"new_id": str(uuid7()), **day("seen_on", today())}
    chosen = send(client, "/northshire/practitioners/selection/add/", scored | {"decision": "open"})
    assert "/northshire/scheme/people/invite/" not in chosen
    with world.north.at("manager"):
        card = Scorecard.objects.get()
    chosen = send(
        client, f"/northshire/practitioners/selection/{card.pk}/", scored | {"decision": "selected"}
    )
    assert 'href="/northshire/scheme/people/invite/"' in chosen
    link = invite(client, roles=["volunteer"])
    joined = Client().post(link, {"name": "Nia New", "password": "wind farm by the river"})
    assert joined.status_code == 303
    with world.north.at("manager"):
        nia = Membership.objects.get(user__email="nia@new.example")
    assert nia.roles == ["volunteer"]
    add = f"/northshire/practitioners/{nia.pk}/add/training/"
    course = entry(code="facilitator", provider="Our hub")
    for mark in ("no", ""):
        refused = client.post(add, course | {"has_mark": mark}).text
        assert "the accredited body that qualified them" in refused.partition("govuk-error-summary")[2][:900]
    with world.north.at("manager"):
        assert not Entry.objects.exists()
    record = send(client, add, course | {"has_mark": "no", "with_whom": "Suki, qualified by Open Circle"})
    assert "Suki, qualified by Open Circle" in record
    marked = entry(code="facilitator", provider="Open Circle", has_mark="yes")
    assert "Provider has the training quality mark: Yes" in send(client, add, marked)
    other = entry(code="other", title="A day with us", provider="Our hub")
    assert "A day with us" in send(client, add, other), "what is no training of facilitators is nobody's rule"


@pytest.mark.requirement("WTE-6.8-01", "WTE-2.6-01", "WM-7-04", "CAMB-15")
def test_it_keeps_development_and_supervision(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    send(client, at(world, "volunteer", "add/supervision/"), entry(code="single", with_whom="Suki"))
    send(client, at(world, "volunteer", "add/co_feedback/"), entry(with_whom="Femi", note="Calm and clear"))
    send(client, at(world, "volunteer", "add/observation/"), entry(with_whom="Suki", note="Listens well"))
    for code in ("practice", "supervision", "manager"):
        send(client, at(world, "volunteer", "add/after_training/"), entry(code=code, with_whom="Maya"))
    client.force_login(world.north.volunteer)
    send(client, f"{ME}add/self_assessment/", entry(note="I want to talk less"))
    send(client, f"{ME}add/peer_discussion/", entry(with_whom="The Tuesday group"))
    page = send(client, f"{ME}add/cpd/", entry(title="A day on trauma", hours="6.5"))
    for text in ("Calm and clear", "Listens well", "I want to talk less", "The Tuesday group", "Hours: 6.5"):
        assert text in page, text
    assert "A manager for questions about cases" in page
    client.force_login(world.north.manager)
    assert "A day on trauma" in client.get(at(world, "volunteer")).content.decode()


def test_it_lets_people_write_of_themselves_what_is_theirs_alone(world: World, client: Client) -> None:
    client.force_login(world.north.volunteer)
    assert client.get(f"{ME}add/training/").status_code == 404
    assert client.post(f"{ME}add/competence/", entry(code="sensitive", note="Me")).status_code == 404
    assert client.get(at(world, "facilitator")).status_code == 404
    row = "insert into practitioners_entry (id, scheme_id, user_id, kind, code, title, provider, number,"
    row += " with_whom, note, outsider, trained_as, done_on, by_id, recorded_at, withdrawn_reason)"
    row += " values (%s, ctx_scheme(), %s, %s, '', '', '', '', '', '', '', '', current_date, %s, now(), '')"
    mine, other = world.north.volunteer.pk, world.north.facilitator.pk
    for who, kind in ((mine, "competence"), (mine, "training"), (other, "cpd")):
        with world.north.at("volunteer"), pytest.raises(DatabaseError), transaction.atomic():
            sql(row, [uuid7(), who, kind, mine])
    with world.north.at("volunteer"):
        assert sql(row, [uuid7(), mine, "cpd", mine]) == 1
        own = Entry.objects.get()
        with pytest.raises(DatabaseError), transaction.atomic():
            Entry.objects.filter(pk=own.pk).update(kind="training")
    with world.south.at("manager"):
        assert not Entry.objects.exists()


def test_it_withdraws_what_was_entered_in_error(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    send(client, at(world, "volunteer", "add/accreditation/"), entry(code="accredited"))
    with world.north.at("manager"):
        made = Entry.objects.get()
    withdraw = at(world, "volunteer", f"entries/{made.pk}/withdraw/")
    assert "Enter why it is withdrawn" in client.post(withdraw, {"reason": ""}).content.decode()
    page = send(client, withdraw, {"reason": "Another Val"})
    assert "by Manager: Another Val" in page
    assert "Step reached" not in page
    assert client.get(withdraw).status_code == 404
    double = entry(code="trained")
    send(client, at(world, "volunteer", "add/accreditation/"), double)
    send(client, at(world, "volunteer", "add/accreditation/"), double)
    with world.north.at("manager"):
        assert Entry.objects.filter(withdrawn_at=None).count() == 1, "sent twice, made once"


@pytest.mark.requirement("WM-7-05", "WTE-3E-02")
def test_it_gives_two_volunteers_to_one_accredited_mentor(world: World, client: Client) -> None:
    with acting(world.north.scheme, SYSTEM):
        for name in ("second", "third"):
            world.north.people[name] = world.north.join(name, Role.VOLUNTEER)
    client.force_login(world.north.manager)
    mentor = str(world.north.facilitator.pk)
    refused = client.post(at(world, "volunteer", "job/"), job(mentor=mentor))
    assert "A mentor must be an accredited practitioner" in refused.content.decode()
    send(client, at(world, "facilitator", "add/accreditation/"), entry(code="accredited"))
    for who in ("volunteer", "second"):
        assert "Facilitator" in send(client, at(world, who, "job/"), job(mentor=mentor))
    refused = client.post(at(world, "third", "job/"), job(mentor=mentor))
    assert "supervises 2 volunteers already" in refused.content.decode()
    send(client, at(world, "volunteer", "job/"), job(mentor=mentor))
    paid = send(client, at(world, "facilitator2", "job/"), job(kind="paid", mentor=mentor))
    assert "Facilitator" in paid, "the limit is of volunteers"
    assert "Mentors: Facilitator2, Second, Volunteer" in client.get(at(world, "facilitator")).content.decode()


@pytest.mark.requirement("WM-7-09")
def test_it_shows_everybody_who_covers_and_is_on_call(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    sent = {"new_id": str(uuid7()), "person": str(world.north.volunteer.pk), "kind": "on_call"}
    sent |= day("starts_on", today()) | day("ends_on", today() + timedelta(days=6))
    page = send(client, "/northshire/practitioners/rota/add/", sent)
    assert "On call outside office hours" in page
    wrong = sent | {"new_id": str(uuid7())} | day("starts_on", today() + timedelta(days=9))
    refused = client.post("/northshire/practitioners/rota/add/", wrong).content.decode()
    assert "Last day must be the same as or after the first day" in refused
    client.force_login(world.north.supervisor)
    seen = client.get("/northshire/practitioners/rota/").content.decode()
    assert "On call outside office hours" in seen
    assert "Remove" not in seen


@pytest.mark.requirement("WM-5.1-04", "WM-5.1-05")
def test_it_counts_the_processes_held_towards_accreditation(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    facilitated(world, *[(days, "direct") for days in (500, 300, 200)], (100, "indirect"))
    client.force_login(world.north.manager)
    steps = client.get(at(world, "facilitator", "add/accreditation/")).content.decode()
    assert all(f'value="{step}"' in steps for step in STAGES)
    send(client, at(world, "facilitator", "add/accreditation/"), entry(code="trained"))
    page = send(client, at(world, "facilitator", "add/accreditation/"), entry(code="lead"))
    assert "Step reached: Leads cases" in page
    assert "Ready to apply for accreditation" not in page
    assert progress_of(page) == [("12", "16"), ("5", "4"), ("3", "3")]
    facilitated(world, (20, "indirect"))
    assert "Ready to apply for accreditation" in client.get(at(world, "facilitator")).content.decode()
    with world.north.at("manager"):
        sql("select end_allocation(pk, 'Done') from (select id as pk from cases_allocation) a")
    client.force_login(world.north.facilitator)
    mine = client.get(ME).content.decode()
    assert "Ready to apply for accreditation" in mine, "experience outlives access to the case"
    assert progress_of(mine)[1] == ("5", "5")
    client.force_login(world.north.facilitator2)
    assert progress_of(client.get(ME).content.decode())[1] == ("5", "0")
    with world.north.at("facilitator2"):
        others = "select count(*) from facilitated_processes(array[%s::bigint])"
        assert sql(others, [world.north.facilitator.pk])[0][0] == 0
    with world.south.at("manager"):
        assert sql(others, [world.north.facilitator.pk])[0][0] == 0


def facilitated(world: World, *processes: tuple[int, str], who: str = "facilitator") -> None:
    """Let processes have been held in the case so many days ago."""
    with world.north.at(who):
        for days, form in processes:
            joint = uuid7()
            sql("select open_joint(%s, %s)", [joint, world.case.pk])
            held = now() - timedelta(days=days)
            Process.objects.create(
                case=world.case,
                joint_id=joint,
                form=form,
                kind="conference" if form == "direct" else "letter",
                state="held",
                held_at=held,
                ended_at=held,
                opened_by=world.north.people[who],
            )


def progress_of(page: str) -> list[tuple[str, str]]:
    """What an application asks and how much of it there is, as the page says."""
    rows = re.search(r"What an application asks</th>.*?</table>", page, re.DOTALL)
    assert rows
    cells = re.findall(r"<td[^>]*>\s*(\d+)", rows[0])
    return list(zip(cells[::2], cells[1::2], strict=True))
