"""Nobody is let into a file without a check that is good today."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from cases.models import Contact, File, FileGrant, Identity
from practitioners.models import VettingCheck
from rjcase.access.models import Membership, User
from rjcase.access.roles import Role
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import case_at, day, file_at, set_stage
from tests.world import PASSWORD, World, sql, vet

pytestmark = pytest.mark.django_db
PEOPLE = "/northshire/scheme/people/"


def newcomer(world: World, *roles: Role) -> User:
    """Somebody who joined and showed no check yet."""
    with acting(world.north.scheme, SYSTEM):
        user = User.objects.create_user("new@northshire.example", PASSWORD, name="Nia New")
        Membership.objects.create(user=user, roles=list(roles))
    world.north.people["newcomer"] = user
    return user


def checks_at(world: World, who: str, page: str = "") -> str:
    with world.north.at("manager"):
        membership = Membership.objects.get(user=world.north.people[who])
    return f"{PEOPLE}{membership.pk}/checks/{page}"


def dbs(**more: Any) -> dict[str, str]:
    return {
        "kind": "dbs",
        "number_end": "4321",
        **day("issued_on", today() - timedelta(days=20)),
        **day("expires_on", today() + timedelta(days=900)),
    } | more


def test_it_opens_no_file_before_a_check_is_recorded(world: World, client: Client) -> None:
    nia = newcomer(world, Role.VOLUNTEER)
    set_stage(world.north, world.case, "eligible")
    client.force_login(world.north.manager)
    offer = case_at(world.case, "offer/")
    sent = {"user": str(nia.pk), "sides": "both", "is_lead": "yes"}
    assert "Nia New: No DBS check that is good today" in client.get(offer).content.decode()
    assert client.post(offer, sent).status_code == 200
    assert "No check" in client.get(PEOPLE).content.decode()
    with world.north.at("manager"), pytest.raises(DatabaseError), transaction.atomic():
        sql("select offer_case(%s, %s, %s, true, 'both')", [uuid7(), world.case.pk, nia.pk])
    with world.north.at("manager"), pytest.raises(DatabaseError), transaction.atomic():
        sql("select grant_file(%s, %s, 1, 'supervision', 'watching', null)", [world.harmed.pk, nia.pk])

    saved = client.post(checks_at(world, "newcomer", "record/"), dbs())
    assert saved.status_code == 303, saved.content.decode()[-3000:]
    page = client.get(saved.headers["Location"]).content.decode()
    assert "Certificate ending 4321" in page
    assert "Manager" in page, "who verified it"
    assert client.post(offer, sent).status_code == 303


def test_it_ends_access_with_the_check_and_opens_it_with_the_next(world: World, client: Client) -> None:
    world.harmed.case = world.case
    world.north.allocate(world.case)
    client.force_login(world.north.facilitator)
    assert client.get(file_at(world.harmed)).status_code == 200
    client.force_login(world.north.manager)
    with world.north.at("manager"):
        check = VettingCheck.objects.get(user=world.north.facilitator)
        assert FileGrant.objects.filter(user=world.north.facilitator, until=check.expires_on).exists()
    withdraw = checks_at(world, "facilitator", f"{check.pk}/withdraw/")
    assert "Enter why it is withdrawn" in client.post(withdraw, {"reason": ""}).content.decode()
    assert client.post(withdraw, {"reason": "Of another person"}).status_code == 303
    assert "Of another person" in client.get(checks_at(world, "facilitator")).content.decode()

    client.force_login(world.north.facilitator)
    assert client.get(file_at(world.harmed)).status_code == 404
    with world.north.at("facilitator"):
        for table in ("cases_case", "cases_file", "cases_identity", "cases_safecontact", "cases_contact"):
            assert sql(f"select count(*) from {table}")[0][0] == 0, table

    client.force_login(world.north.manager)
    assert client.post(checks_at(world, "facilitator", "record/"), dbs()).status_code == 303
    client.force_login(world.north.facilitator)
    assert client.get(file_at(world.harmed)).status_code == 200, "the allocation was never ended"


def test_it_ends_access_with_the_membership_and_brings_none_back(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    yesterday = today() - timedelta(days=1)
    with world.north.at("manager"):
        row = Membership.objects.get(user=world.north.facilitator)
        Membership.objects.filter(pk=row.pk).update(ends_on=today() + timedelta(days=7))
        grants = FileGrant.objects.filter(user=world.north.facilitator)
        assert {grant.until for grant in grants} == {today() + timedelta(days=7)}
        Membership.objects.filter(pk=row.pk).update(ends_on=None)
        assert not grants.filter(until=today() + timedelta(days=7)).exists(), "taken back in time"
        Membership.objects.filter(pk=row.pk).update(starts_on=yesterday, ends_on=yesterday)
    with world.north.at("facilitator"):
        assert not File.objects.exists()
        assert not Identity.objects.exists()
    with world.north.at("manager"):
        Membership.objects.filter(pk=row.pk).update(ends_on=None)
    with world.north.at("facilitator"):
        assert not File.objects.exists(), "who comes back starts with nothing"
    with world.north.at("manager"):
        assert not FileGrant.objects.filter(user=world.north.facilitator, ended_at=None).exists()


def test_it_ends_access_with_the_role(world: World) -> None:
    world.north.allocate(world.case)
    with world.north.at("manager"):
        Membership.objects.filter(user=world.north.facilitator).update(roles=["commissioner"])
    with world.north.at("facilitator"):
        assert not Identity.objects.exists()
        assert sql("select count(*) from cases_file")[0][0] == 0


def test_it_ends_access_some_days_after_the_case_closed(world: World) -> None:
    world.north.allocate(world.case)
    with world.north.at("manager"):
        sql("insert into access_datastewardship (id, scheme_id, data_owner, file_owner, file_place,"
            " users_and_purposes, overseer, contingency, agreement, protection_policy, safeguarding_policy,"
            " days_after_closure) values (%s, %s, '', '', '', '', '', '', '', '', '', 10)",
            [uuid7(), world.north.scheme.pk])  # fmt: skip
        sql("update cases_case set closed_on = current_date where id = %s", [world.case.pk])
        last = {grant.until for grant in FileGrant.objects.filter(case=world.case)}
        assert last == {today() + timedelta(days=10)}
    with world.north.at("facilitator"):
        assert Identity.objects.exists()
        sql("update cases_case set access_until = null where id = %s", [world.case.pk])
    with world.north.at("manager"):
        assert sql("select access_until from cases_case where id = %s", [world.case.pk])[0][0], (
            "nobody writes it"
        )
        sql("update cases_case set closed_on = current_date - 11 where id = %s", [world.case.pk])
    with world.north.at("facilitator"):
        assert not Identity.objects.exists()
        assert not Contact.objects.exists()


def test_it_takes_an_employers_statement_from_a_liaison_and_from_no_worker(
    world: World, client: Client
) -> None:
    newcomer(world, Role.LIAISON)
    client.force_login(world.north.manager)
    record = checks_at(world, "newcomer", "record/")
    statement = dbs(kind="employer", number_end="")
    assert "Enter employer" in client.post(record, statement).content.decode()
    assert client.post(record, statement | {"employer": "HMP Northshire"}).status_code == 303
    assert "HMP Northshire" in client.get(checks_at(world, "newcomer")).content.decode()
    with world.north.at("manager"):
        give = "select grant_file(%s, %s, 1, 'prison_security', 'Visit', current_date + 3)"
        sql(give, [world.responsible.pk, world.north.people["newcomer"].pk])
        Membership.objects.filter(user=world.north.people["newcomer"]).update(roles=["facilitator"])
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(
                "select offer_case(%s, %s, %s, true, 'both')",
                [uuid7(), world.case.pk, world.north.people["newcomer"].pk],
            )


def test_it_lets_nobody_check_themself_but_an_only_manager_by_somebody_outside(
    world: World, client: Client
) -> None:
    client.force_login(world.north.manager)
    own = checks_at(world, "manager", "record/")
    assert "Enter who outside the scheme has seen it" in client.post(own, dbs()).content.decode()
    assert client.post(own, dbs(outside_verifier="Ann Trustee, trustee")).status_code == 303
    assert "Ann Trustee" in client.get(checks_at(world, "manager")).content.decode()
    with acting(world.north.scheme, SYSTEM):
        world.north.join("manager2", Role.MANAGER)
    again = dbs(outside_verifier="Ann Trustee", **day("issued_on", today() - timedelta(days=3)))
    assert "Another manager records your check" in client.post(own, again).content.decode()


@pytest.mark.parametrize("who", ["facilitator", "admin", "supervisor", "liaison"])
def test_it_keeps_checks_between_the_person_and_the_office(world: World, client: Client, who: str) -> None:
    me = world.north.people[who]
    with world.north.at(who):
        seen = set(VettingCheck.objects.values_list("user_id", flat=True))
        assert seen == {me.pk} or who == "admin"
        for statement in (
            "update practitioners_vettingcheck set expires_on = current_date + 9000",
            "delete from practitioners_vettingcheck",
            f"select record_check('{uuid7()}', {me.pk}, 'dbs', current_date, '', '', current_date + 9, '')",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                sql(statement)
    client.force_login(me)
    assert client.get(checks_at(world, "volunteer")).status_code == 404
    assert client.post(checks_at(world, "volunteer", "record/"), dbs()).status_code == 404


def test_it_shows_every_mistake_at_once(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    page = client.post(checks_at(world, "facilitator", "record/"), {}).content.decode()
    for sentence in ("Select what you have seen", "Enter date issued", "Enter renewal due"):
        assert sentence in page, sentence
    wrong = dbs(number_end="12", **day("expires_on", today() + timedelta(days=1)))
    wrong |= day("issued_on", today() + timedelta(days=2))
    page = client.post(checks_at(world, "facilitator", "record/"), wrong).content.decode()
    assert "Enter the last 4 characters" in page
    assert "Date issued must be" in page
    south = checks_at(world, "facilitator").replace("northshire", "southshire")
    assert client.get(south).status_code == 404
    with world.north.at("manager"):
        assert VettingCheck.objects.filter(user=world.north.facilitator).count() == 1


def test_it_counts_a_check_to_its_last_day(world: World) -> None:
    nia = newcomer(world, Role.FACILITATOR)
    with acting(world.north.scheme, SYSTEM):
        vet(nia, days=0)
    world.north.allocate(world.case, who="newcomer")
    with world.north.at("newcomer"):
        assert File.objects.exists(), "the last day counts"
        assert FileGrant.objects.filter(until=today()).exists()
