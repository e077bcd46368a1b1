"""The roles of a restorative justice service: what each can do and what it cannot, one by one or together."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import Case, FileGrant, Identity
from referrals.models import Agency, AgencyMember, Referral
from reporting.models import Return
from rjcase.access.models import Membership, User
from rjcase.access.roles import Role
from rjcase.kernel.clock import now, today
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import case_at, contact, day, file_at, set_stage, stage_of
from tests.web.test_scheme_people import page_of, terms
from tests.world import World, party, sql, vet

pytestmark = pytest.mark.django_db


def join(world: World, *roles: Role, name: str = "jo") -> User:
    with acting(world.north.scheme, SYSTEM):
        user = world.north.join(name, *roles)
    world.north.people[name] = user
    return user


def opens(client: Client, *pages: str) -> list[str]:
    """Those of the pages that are there for whoever is signed in."""
    return [page for page in pages if client.get(f"/northshire/{page}").status_code == 200]


def sections(client: Client, page: str) -> str:
    html = client.get(f"/northshire/{page}").content.decode()
    return html[html.index("<nav") : html.index("<main")]


def publish(world: World, state: str = "submitted") -> Return:
    with world.north.at("manager"):
        first, last = date(2026, 1, 1), date(2026, 3, 31)
        return Return.objects.create(
            starts_on=first,
            ends_on=last,
            state=state,
            digest="x",
            made_by=world.north.manager,
            submitted_at=now(),
        )


def rows_in(world: World, who: str) -> int:
    """How many rows about people and cases the database gives somebody."""
    with world.north.at(who):
        tables = ("cases_case", "cases_file", "cases_identity", "cases_safecontact", "cases_sourcepaper")
        return sum(sql(f"select count(*) from {table}")[0][0] for table in tables)


@pytest.mark.requirement("WTE-T4-01")
def test_a_senior_manager_reads_the_returns_and_never_a_case(world: World, client: Client) -> None:
    client.force_login(join(world, Role.SENIOR))
    sent = publish(world)
    pages = ("returns/", "cases/", "work/", "referrals/", "refer/", "due/", "scheme/", "scheme/people/")
    assert opens(client, *pages) == ["returns/"]
    assert opens(client, f"returns/{sent.pk}/", f"returns/{sent.pk}/submit/") == [f"returns/{sent.pk}/"]
    assert client.post("/northshire/returns/start/", {"quarter": "2026-01-01"}).status_code == 404
    assert client.get(case_at(world.case)).status_code == 404
    assert rows_in(world, "jo") == 0
    draft = publish_draft(world)
    assert client.get(f"/northshire/returns/{draft.pk}/").status_code == 404, "a draft is the office's"


def publish_draft(world: World) -> Return:
    with world.north.at("manager"):
        first, last = date(2026, 4, 1), date(2026, 6, 30)
        return Return.objects.create(starts_on=first, ends_on=last, made_by=world.north.manager)


@pytest.mark.requirement("WTE-T4-02")
def test_an_implementation_manager_runs_staffing_recording_and_quality(world: World, client: Client) -> None:
    """The role "Manager": people and their checks, the settings of recording, approvals and returns."""
    jo = join(world, Role.MANAGER)
    client.force_login(jo)
    pages = (
        *("work/", "referrals/", "cases/", "due/", "approvals/", "returns/", "outbox/"),
        *("scheme/", "scheme/people/", "scheme/deadlines/", "scheme/access-list/"),
    )
    assert opens(client, *pages) == list(pages)
    changed = client.post(f"{page_of(world, 'volunteer')}change/", terms(roles=["facilitator", "volunteer"]))
    assert changed.status_code == 303, "staffing"
    with world.north.at("manager"):
        assert set(Membership.objects.get(user=world.north.volunteer).roles) == {"facilitator", "volunteer"}
    own = client.post(f"{page_of(world, 'jo')}change/", terms(roles=["manager", "facilitator"]))
    assert own.status_code == 303
    with world.north.at("manager"):
        assert Membership.objects.get(user=jo).roles == ["manager"], "never one's own roles"
    client.force_login(world.south.manager)
    assert client.get("/northshire/scheme/people/").status_code == 404


@pytest.mark.requirement("WTE-T4-03")
def test_a_facilitator_takes_an_allocated_case_forward_and_no_other(world: World, client: Client) -> None:
    world.harmed.case = world.responsible.case = world.case
    set_stage(world.north, world.case, "eligible")
    client.force_login(world.north.facilitator)
    assert client.get(case_at(world.case)).status_code == 404
    allocate(world.case, client, world.north.manager, world.north.facilitator)
    client.force_login(world.north.facilitator)
    with world.north.at("facilitator"):
        offer = sql("select id from cases_allocation where state = 'offered'")[0][0]
    assert client.post(f"/northshire/work/offers/{offer}/", {"answer": "accepted"}).status_code == 303
    assert stage_of(world.north, world.case) == "allocated"
    saved = client.post(file_at(world.harmed, "contacts/log/"), contact())
    assert saved.status_code == 303, saved.content.decode()[-2000:]
    assert stage_of(world.north, world.case) == "preparing", "takes it on"
    other = world.north.refer(party("victim", "Una", "Elsewhere"))
    assert client.get(case_at(other)).status_code == 404
    pages = ("referrals/", "scheme/people/", "approvals/", "returns/", "refer/", "outbox/")
    assert opens(client, *pages) == []
    assert client.get(case_at(world.case, "offer/")).status_code == 404, "nobody allocates to themselves"


def allocate(case: Case, client: Client, by: User, to: User) -> None:
    client.force_login(by)
    sent = {"user": str(to.pk), "sides": "both", "is_lead": "yes"}
    answer = client.post(case_at(case, "offer/"), sent)
    assert answer.status_code == 303, answer.content.decode()[-2000:]


@pytest.mark.requirement("WTE-T4-04")
def test_a_coordinator_screens_and_allocates(world: World, client: Client) -> None:
    """Reads the referral, says that it is eligible, offers it; keeps no people, papers or returns."""
    jo = join(world, Role.COORDINATOR)
    client.force_login(jo)
    said = {"referred": {"consent": "unknown", "responsibility": "yes", "plea": "guilty"}}
    case = world.north.refer(party("victim", "Ann", "Harm"), party("offender", "Ben", "Did") | said)
    assert case_at(case) in client.get("/northshire/referrals/").content.decode()
    shown = client.get(case_at(case, "referral/")).content.decode()
    assert "Ann Harm" in shown
    assert "Accept the referral" in shown
    assert client.post(case_at(case, "referral/accept/"))["Location"] == case_at(case, "offer/")
    assert stage_of(world.north, case) == "eligible"
    allocate(case, client, jo, world.north.facilitator)
    with world.north.at("facilitator"):
        assert sql("select count(*) from cases_allocation where state = 'offered'")[0][0] == 1
    inside = ("work/", "cases/", "referrals/", "due/", "agencies/")
    closed = ("scheme/", "scheme/people/", "approvals/", "returns/", "outbox/", "retention/", "requests/")
    assert opens(client, *inside, *closed) == list(inside)
    assert client.get(file_at(with_case(world), "rights/")).status_code == 404


def with_case(world: World) -> Any:
    world.harmed.case = world.case
    return world.harmed


@pytest.mark.requirement("WTE-T4-05")
def test_an_administrator_registers_watches_and_returns_data(world: World, client: Client) -> None:
    client.force_login(world.north.admin)
    register = case_at(world.case, "referral/register/")
    assert client.get(register).status_code == 200
    said = {"source": "prison", "started_by": "responsible", "in_area": "yes"}
    answers = {**said, **day("happened_on", date(2026, 10, 30))}
    assert client.post(register, answers).status_code == 303
    with world.north.at("manager"):
        assert Referral.objects.get(case=world.case).registered_by == world.north.admin
    assert "New referrals" in client.get("/northshire/work/").content.decode(), "watches what is waiting"
    started = client.post("/northshire/returns/start/", {"quarter": "2026-07-01"})
    assert started.status_code == 303
    page = client.get(started["Location"])
    assert page.status_code == 200
    assert "Referrals by source" in page.content.decode()
    book = client.get(f"{started['Location']}file.xlsx")
    assert book.status_code == 200
    assert "spreadsheet" in book["Content-Type"], "what the evaluator is sent"
    assert client.post(f"{started['Location']}submit/").status_code == 404, "a manager signs it off"
    assert opens(client, "scheme/", "scheme/people/", "approvals/") == []


@pytest.mark.requirement("WTE-T4-06")
def test_a_supervisor_reads_the_work_of_one_or_several_and_writes_none(world: World, client: Client) -> None:
    """Let into the cases of those they supervise, each with a reason and a last day."""
    second = world.north.refer(party("victim", "Vic", "Second"))
    other = world.north.refer(party("victim", "Una", "Elsewhere"))
    world.north.allocate(world.case)
    world.north.allocate(second, who="volunteer")
    client.force_login(world.north.supervisor)
    assert client.get(case_at(world.case)).status_code == 404
    with_case(world)
    second_file = world.north.file(second, "harmed")
    second_file.case = second
    client.force_login(world.north.manager)
    for case, file in ((world.case, world.harmed), (second, second_file)):
        sent = {
            "file": str(file.pk),
            "user": str(world.north.supervisor.pk),
            "kind": "supervision",
            "verb": "1",
            "reason": "Supervises the facilitator",
            **day("until", today() + timedelta(days=30)),
        }
        given = client.post(case_at(case, "people/grant/"), sent)
        assert given.status_code == 303, given.content.decode()[-2500:]
    client.force_login(world.north.supervisor)
    listed = client.get("/northshire/cases/").content.decode()
    assert world.case.reference in listed
    assert second.reference in listed
    assert other.reference not in listed
    assert client.get(file_at(world.harmed)).status_code == 200
    assert client.post(file_at(world.harmed, "contacts/log/"), contact()).status_code == 404
    assert opens(client, "referrals/", "scheme/people/", "approvals/", "returns/") == []
    with world.north.at("manager"):
        verbs = FileGrant.objects.filter(user=world.north.supervisor).values_list("verb", flat=True)
        assert set(verbs) == {1}


@pytest.mark.requirement("WTE-T4-07")
def test_a_champion_promotes_in_their_unit_and_oils_its_referrals(world: World, client: Client) -> None:
    champion = join(world, Role.CHAMPION)
    client.force_login(world.north.manager)
    named = {"roles": ["champion"], "job_title": "Ward 3", "units": [str(world.north.agency.pk)]}
    assert client.post(f"{page_of(world, 'jo')}change/", terms(**named)).status_code == 303
    waiting = world.north.refer(party("victim", "Ann", "Later"), full_on=None)
    with acting(world.north.scheme, SYSTEM):
        elsewhere = Agency.objects.create(name="Another Prison", kind="prison")
        AgencyMember.objects.create(agency=elsewhere, user=world.north.facilitator2)
    client.force_login(champion)
    page = client.get("/northshire/our-referrals/").content.decode()
    assert "2 referrals were sent in the last 90 days" in page
    assert "1 waits for details that only your unit has" in page
    assert "Some details are missing" in page
    assert "/northshire/self-refer/" in page, "what they show to colleagues"
    for secret in (waiting.reference, world.case.reference, "Later", "Northvictim", "Northoffender"):
        assert secret not in page
    pages = ("refer/", "our-referrals/", "cases/", "work/", "referrals/", "returns/", "scheme/", "due/")
    assert opens(client, *pages) == ["refer/", "our-referrals/"]
    assert client.get(case_at(world.case)).status_code == 404
    with world.north.at("jo"):
        assert sql("select count(*) from cases_identity")[0][0] == 0
        assert sql("select count(*) from cases_file")[0][0] == 0
    client.force_login(world.north.referrer)
    assert "In your unit" not in client.get("/northshire/our-referrals/").content.decode()


def test_a_champion_joins_with_their_unit(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    guest = {"name": "Cy Champ", "email": "cy@unit.example", "roles": ["champion"]}
    missing = client.post("/northshire/scheme/people/invite/", guest).content.decode()
    assert "Select the agency or unit they are champion in" in missing
    with acting(world.north.scheme, SYSTEM):
        second = Agency.objects.create(name="Another Unit", kind="prison")
    both = guest | {"roles": ["champion", "partner"], "agency": str(second.pk)}
    both["unit"] = str(world.north.agency.pk)
    page = client.post("/northshire/scheme/people/invite/", both).content.decode()
    assert "Select one agency for now" in page
    made = client.post("/northshire/scheme/people/invite/", guest | {"unit": str(world.north.agency.pk)})
    link = made.content.decode().split("http://testserver")[1].split("/northshire/join/")[1].split("/")[0]
    joined = Client().post(
        f"/northshire/join/{link}/", {"name": "Cy Champ", "password": "wind farm by the river"}
    )
    assert joined.status_code == 303
    with world.north.at("manager"):
        assert AgencyMember.objects.filter(user__email="cy@unit.example", agency=world.north.agency).exists()


@pytest.mark.requirement("WTE-T4-08")
def test_it_adds_up_what_several_roles_open(world: World, client: Client) -> None:
    """A facilitator who also refers, supervises, reads returns and looks on from outside."""
    jo = join(world, Role.FACILITATOR)
    client.force_login(world.north.manager)
    roles = ["facilitator", "supervisor", "partner", "liaison", "commissioner"]
    sent = terms(roles=roles, agencies=[str(world.north.agency.pk)])
    assert client.post(f"{page_of(world, 'jo')}change/", sent).status_code == 303
    world.north.allocate(world.case, who="jo", sides="harmed")
    other = world.north.refer(who="referrer")
    with acting(world.north.scheme, SYSTEM):
        vet(jo)
    publish(world)
    client.force_login(jo)
    navigation = sections(client, "work/")
    for words in ("My work", "Cases", "Refer", "Our referrals", "Files open to me", "Returns"):
        assert words in navigation, words
    pages = ["work/", "refer/", "our-referrals/", "files/", "returns/"]
    assert opens(client, *pages) == pages
    assert client.get(file_at(with_case(world))).status_code == 200
    assert client.get(case_at(other)).status_code == 404, "a role opens pages, never a file"
    with world.north.at("jo"):
        assert Identity.objects.count() == 1
        assert Return.objects.count() == 1, "the returns of a commissioner, whatever else they are"
    client.force_login(world.north.manager)
    held = terms(roles=["partner"], agencies=[str(world.north.agency.pk)])
    assert client.post(f"{page_of(world, 'jo')}change/", held).status_code == 303
    client.force_login(jo)
    assert opens(client, *pages) == ["refer/", "our-referrals/"]
    with world.north.at("jo"):
        assert not Identity.objects.exists()
        assert not Return.objects.exists()


def test_it_loses_with_a_role_what_the_role_opened(world: World, client: Client) -> None:
    jo = join(world, Role.FACILITATOR, Role.COORDINATOR)
    world.north.allocate(world.case, who="jo")
    client.force_login(world.north.manager)
    changed = client.post(f"{page_of(world, 'jo')}change/", terms(roles=["senior_manager"]))
    assert changed.status_code == 303
    client.force_login(jo)
    assert opens(client, "work/", "cases/", "referrals/") == []
    assert rows_in(world, "jo") == 0
    with world.north.at("jo"):
        assert not Identity.objects.exists()


def test_it_lets_somebody_leave_with_every_role(world: World, client: Client) -> None:
    jo = join(world, Role.COORDINATOR, Role.SENIOR, Role.CHAMPION)
    with world.north.at("manager"):
        yesterday = today() - timedelta(days=1)
        Membership.objects.filter(user=jo).update(starts_on=yesterday, ends_on=yesterday)
    publish(world)
    client.force_login(jo)
    assert opens(client, "work/", "returns/", "our-referrals/", "referrals/") == []
    with acting(world.north.scheme, jo) as context:
        assert context.scope == ""
        assert sql("select count(*) from reporting_return")[0][0] == 0
