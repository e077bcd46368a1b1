"""The office too sees cases only with a check that is good today; a manager can always help the scheme."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import Identity
from practitioners.models import VettingCheck
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.kernel.clock import today
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import case_at, file_at
from tests.practitioners.test_checks import checks_at, dbs, newcomer
from tests.world import World, sql

pytestmark = pytest.mark.django_db
EXPLAINED = "/northshire/check-needed/"


def lapse(world: World, who: str) -> None:
    """Let every check of a person be withdrawn, as happens when it was a mistake."""
    with acting(world.north.scheme, SYSTEM):
        for check in VettingCheck.objects.filter(user=world.north.people[who], withdrawn_at=None):
            sql("select withdraw_check(%s, 'Of another person')", [check.pk])


def goes_to(client: Client, path: str, **post: Any) -> str:
    answer = client.post(path, post) if post else client.get(path)
    return answer.headers.get("Location", str(answer.status_code))


@pytest.mark.requirement("WM-7-06")
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR])
def test_it_shows_the_office_no_case_without_a_check(world: World, client: Client, role: Role) -> None:
    newcomer(world, role)
    world.harmed.case = world.case
    client.force_login(world.north.newcomer)
    inside = ("work/", "cases/", "referrals/", "due/", f"cases/{world.case.reference}/")
    for page in (*inside, f"cases/{world.case.reference}/files/{world.harmed.pk}/", "home/"):
        assert goes_to(client, f"/northshire/{page}") == EXPLAINED, page
    sent = {"user": "1", "sides": "both"}
    assert goes_to(client, case_at(world.case, "offer/"), **sent) == EXPLAINED
    said = client.get(EXPLAINED).content.decode()
    assert "No enhanced DBS check of yours is recorded" in said
    assert "<li>Manager</li>" in said, "who can help"
    assert client.get("/northshire/scheme/people/").status_code == 404, "never theirs"
    with world.north.at("newcomer") as context:
        assert context.scope == "staff"
        for table in (
            "cases_case",
            "cases_file",
            "cases_identity",
            "cases_sourcepaper",
            "referrals_referral",
        ):
            assert sql(f"select count(*) from {table}")[0][0] == 0, table

    client.force_login(world.north.manager)
    assert client.post(checks_at(world, "newcomer", "record/"), dbs()).status_code == 303
    client.force_login(world.north.newcomer)
    assert client.get("/northshire/cases/").status_code == 200
    assert client.get(file_at(world.harmed)).status_code == 200
    assert goes_to(client, EXPLAINED) == "/northshire/home/"
    lapse(world, "newcomer")
    assert goes_to(client, file_at(world.harmed)) == EXPLAINED, "and at once when it counts no more"


def test_it_keeps_a_manager_at_the_settings_and_nowhere_else(world: World, client: Client) -> None:
    newcomer(world, Role.MANAGER)
    client.force_login(world.north.newcomer)
    for page in ("work/", "approvals/", "returns/", "retention/", "outbox/", "scheme/access-list/"):
        assert goes_to(client, f"/northshire/{page}") == EXPLAINED, page
    assert "The settings of the service" in client.get(EXPLAINED).content.decode()
    for page in ("scheme/", "scheme/people/", "scheme/deadlines/", "scheme/people/invite/"):
        assert client.get(f"/northshire/{page}").status_code == 200, page
    own = checks_at(world, "newcomer", "record/")
    assert client.post(own, dbs()).status_code == 200, "another manager records it"
    helped = client.post(checks_at(world, "volunteer", "record/"), dbs(number_end="9999"))
    assert helped.status_code == 303
    with world.north.at("newcomer"):
        assert not Identity.objects.exists()


def test_it_never_locks_the_last_manager_out(world: World, client: Client) -> None:
    """The only manager, whose check was found to be somebody else's, records a new one and is back."""
    newcomer(world, Role.MANAGER)
    lapse(world, "manager")
    with world.north.at("newcomer"):
        assert not Identity.objects.exists()
    with world.south.at("manager"):  # the other scheme goes on
        assert Identity.objects.exists()
    client.force_login(world.north.manager)
    yesterday = today() - timedelta(days=1)
    with acting(world.north.scheme, SYSTEM):
        row = Membership.objects.filter(user=world.north.newcomer)
        row.update(starts_on=yesterday, ends_on=yesterday)
    assert goes_to(client, "/northshire/cases/") == EXPLAINED
    assert "You are the only manager" in client.get(EXPLAINED).content.decode()
    own = checks_at_self(world)
    assert client.get(own).status_code == 200
    sent = dbs(number_end="7777", outside_verifier="Dr Ann Outside, trustee")
    assert client.post(f"{own}record/", sent).status_code == 303
    assert client.get("/northshire/cases/").status_code == 200


def membership_of(world: World, who: str) -> Any:
    with acting(world.north.scheme, SYSTEM):
        return Membership.objects.get(user=world.north.people[who]).pk


def checks_at_self(world: World) -> str:
    return f"/northshire/scheme/people/{membership_of(world, 'manager')}/checks/"


def test_it_opens_with_what_else_somebody_is(world: World, client: Client) -> None:
    """Roles add up: without a check the office waits, and reading returns or referring does not."""
    newcomer(world, Role.ADMINISTRATOR, Role.SENIOR)
    client.force_login(world.north.newcomer)
    assert client.get("/northshire/returns/").status_code == 200
    assert goes_to(client, "/northshire/cases/") == EXPLAINED
    assert "/northshire/returns/" in client.get(EXPLAINED).content.decode()


def test_it_gives_the_first_manager_of_a_scheme_thirty_days(world: World) -> None:
    with world.north.at("manager"):
        grace = VettingCheck.objects.get(user=world.north.manager, kind="grace")
        assert grace.expires_on == today() + timedelta(days=30)
        newcomer_has_none = VettingCheck.objects.exclude(user=world.north.manager).filter(kind="grace")
        assert not newcomer_has_none.exists()


@pytest.mark.parametrize("who", ["facilitator", "referrer", "liaison", "commissioner"])
def test_it_stops_nobody_whose_roles_are_not_of_the_office(world: World, client: Client, who: str) -> None:
    client.force_login(world.north.people[who])
    assert goes_to(client, EXPLAINED) == "/northshire/home/"
    assert goes_to(client, "/northshire/home/") != EXPLAINED
