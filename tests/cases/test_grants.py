"""Kinds of access: each with its side, its verbs, its end, and who looked."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from cases.models import FileGrant, Identity
from practitioners.models import VettingCheck
from rjcase.audit.models import ReadLog
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.registry import SCHEME_TABLES
from tests.cases.walk import case_at, day, file_at
from tests.isolation.museum import wall_of
from tests.world import World, sql, vet

pytestmark = pytest.mark.django_db
SOON = timedelta(days=30)


def give(world: World, client: Client, kind: str, side: str, who: str = "liaison", **more: str) -> Any:
    client.force_login(world.north.manager)
    file = world.harmed if side == "harmed" else world.responsible
    sent = {
        "file": str(file.pk),
        "user": str(getattr(world.north, who).pk),
        "kind": kind,
        "verb": "1",
        "reason": "Agreed with their office",
        **day("until", today() + SOON),
    }
    return client.post(case_at(world.case, "people/grant/"), sent | more)


@pytest.mark.parametrize(
    ("kind", "side"),
    [
        ("offender_manager", "responsible"),
        ("prison_supervisor", "responsible"),
        ("prison_security", "responsible"),
        ("victim_liaison", "harmed"),
        ("officer_in_case", "harmed"),
        ("officer_in_case", "responsible"),
    ],
)
def test_it_lets_each_outsider_read_one_file_of_their_side(
    worked: World, client: Client, kind: str, side: str
) -> None:
    assert give(worked, client, kind, side).status_code == 303
    mine, others = ("Northvictim", "Northoffender") if side == "harmed" else ("Northoffender", "Northvictim")
    client.force_login(worked.north.liaison)
    page = client.get("/northshire/files/").content.decode()
    assert mine in page
    assert others not in page
    with worked.north.at("liaison"):
        assert [person.family_name for person in Identity.objects.all()] == [mine]
        assert Identity.objects.update(needs="changed") == 0, "they read and never write"


@pytest.mark.parametrize(
    ("kind", "side"),
    [("offender_manager", "harmed"), ("prison_security", "harmed"), ("victim_liaison", "responsible")],
)
def test_it_lets_no_outsider_into_the_other_side(worked: World, client: Client, kind: str, side: str) -> None:
    page = give(worked, client, kind, side).content.decode()
    assert "This role is for files of the" in page
    with worked.north.at("manager"):
        assert not FileGrant.objects.filter(user=worked.north.liaison).exists()


def test_it_shows_an_interpreter_a_name_and_a_language_and_nothing_else(world: World, client: Client) -> None:
    with world.north.at("manager"):
        Identity.objects.filter(file=world.harmed).update(language="Urdu", needs="Uses a wheelchair")
    assert give(world, client, "interpreter", "harmed").status_code == 303
    assert "Name and language only" in client.get(case_at(world.case, "people/")).content.decode()
    client.force_login(world.north.liaison)
    page = client.get("/northshire/files/").content.decode()
    assert "Hana Northvictim" in page
    assert "Urdu" in page
    for hidden in ("Northoffender", world.case.reference, "wheelchair", "B1 1AA", "0121", "1990", "Received"):
        assert hidden not in page, hidden
    with world.north.at("manager"):
        read = ReadLog.objects.get(page="cases:open_files")
        assert (read.files, read.why) == ([world.harmed.pk], "interpreter")
    world.harmed.case = world.case
    assert client.get(file_at(world.harmed)).status_code == 404
    with world.north.at("liaison"):
        rows = sql("select * from interpreted_people()")
        assert [row[1:3] for row in rows] == [("Hana Northvictim", "Urdu")]
        for table in sorted(SCHEME_TABLES):
            if wall_of(table).kind not in ("setting", "own", "member", "about", "readlog", "private"):
                assert sql(f'select count(*) from "{table}"')[0][0] == 0, table
        own = sql("select distinct user_id, verb from cases_filegrant")
        assert own == [(world.north.liaison.pk, 0)]
    with world.north.at("volunteer"):
        assert sql("select * from interpreted_people()") == []


def test_it_gives_an_interpreter_no_more_and_others_no_less(world: World) -> None:
    for kind, verb in (("interpreter", 1), ("victim_liaison", 0), ("victim_liaison", 2), ("allocation", 1)):
        with world.north.at("manager"), pytest.raises(DatabaseError), transaction.atomic():
            sql(
                "select grant_file(%s, %s, %s, %s, 'because', current_date + 5)",
                [world.harmed.pk, world.north.liaison.pk, verb, kind],
            )


def test_it_stops_showing_the_name_when_the_interpreting_ends(world: World, client: Client) -> None:
    give(world, client, "interpreter", "harmed")
    end = case_at(world.case, f"people/{world.harmed.pk}/{world.north.liaison.pk}/end/")
    assert client.post(end, {"note": "Speaks English well"}).status_code == 303
    assert "Speaks English well" in client.get(case_at(world.case, "people/")).content.decode()
    with world.north.at("liaison"):
        assert sql("select * from interpreted_people()") == []


@pytest.mark.requirement("WTE-7.10-02")
def test_it_says_who_can_see_what_why_until_when_and_who_looked(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    people = case_at(worked.case, "people/")
    before = client.get(people).content.decode()
    assert "Nobody has opened a file of this case yet" in before
    assert "No access has ended yet" in before
    give(worked, client, "offender_manager", "responsible")
    client.force_login(worked.north.liaison)
    client.get("/northshire/files/")
    client.force_login(worked.north.manager)
    page = client.get(people).content.decode()
    for words in ("Offender manager: Agreed with their office", "Given by Manager", "Lead facilitator"):
        assert words in page, words
    looked = page[page.index("Who has looked") :]
    assert "Liaison" in looked
    assert "Northoffender" not in page, "a party is named by part"
    move = case_at(worked.case, f"people/{worked.responsible.pk}/{worked.north.liaison.pk}/until/")
    assert client.get(move).status_code == 200
    missing = client.post(move, {**day("until", today() - SOON), "reason": ""}).content.decode()
    assert "Enter reason" in missing
    assert "must be today or in the future" in missing
    later = today() + SOON * 2
    assert client.post(move, {**day("until", later), "reason": "Licence goes on"}).status_code == 303
    with worked.north.at("manager"):
        grant = FileGrant.objects.get(user=worked.north.liaison)
        assert (grant.until, grant.reason) == (later, "Licence goes on")
    end = case_at(worked.case, f"people/{worked.responsible.pk}/{worked.north.liaison.pk}/end/")
    assert client.post(end, {"note": "Licence revoked"}).status_code == 303
    after = client.get(people).content.decode()
    assert "Licence revoked" in after
    assert "Licence goes on" in after, "why they had it stays"
    assert client.get(end).status_code == 404, "it has ended"
    assert client.get(move).status_code == 404
    client.force_login(worked.north.liaison)
    assert "No file is open to you" in client.get("/northshire/files/").content.decode()


def test_it_ends_what_came_with_an_allocation_only_with_the_allocation(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    for page in ("end", "until"):
        address = f"people/{worked.harmed.pk}/{worked.north.facilitator.pk}/{page}/"
        assert client.get(case_at(worked.case, address)).status_code == 404


def test_it_refuses_who_declared_a_conflict_in_the_case(world: World, client: Client) -> None:
    with world.north.at("manager"):
        sql("select offer_case(uuidv7(), %s, %s, true, 'both')", [world.case.pk, world.north.volunteer.pk])
    with world.north.at("volunteer"):
        offer = sql("select id from cases_allocation")[0][0]
        sql("select answer_offer(%s, 'conflict', 'A neighbour')", [offer])
    refused = give(world, client, "supervision", "harmed", "volunteer").content.decode()
    assert "declared a conflict of interest" in refused
    with world.north.at("volunteer"):
        assert not Identity.objects.exists()


def test_it_ends_what_somebody_holds_when_they_declare_a_conflict(worked: World) -> None:
    """Who covers and says, when asked, that they know somebody reads nothing from then on."""
    held, asked = uuid7(), worked.north.volunteer.pk
    with worked.north.at("manager"):
        cover = "select cover_case(id, %s, current_date, current_date + 9, 'away') from cases_allocation"
        sql(cover, [asked])
        sql("select offer_case(%s, %s, %s, false, 'both')", [held, worked.case.pk, asked])
    with worked.north.at("volunteer"):
        assert Identity.objects.count() == 2
        sql("select answer_offer(%s, 'conflict', 'A neighbour')", [held])
        assert not Identity.objects.exists()
    with worked.north.at("manager"):
        reasons = {row.ended_reason for row in FileGrant.objects.filter(user=asked)}
        assert reasons == {"Conflict of interest declared"}


@pytest.mark.parametrize("who", ["facilitator", "supervisor", "liaison", "referrer"])
def test_it_lets_nobody_but_the_office_move_or_end_access(worked: World, client: Client, who: str) -> None:
    give(worked, client, "offender_manager", "responsible")
    client.force_login(getattr(worked.north, who))
    for page in ("end", "until"):
        address = f"people/{worked.responsible.pk}/{worked.north.liaison.pk}/{page}/"
        assert client.get(case_at(worked.case, address)).status_code == 404
    with worked.north.at(who), pytest.raises(DatabaseError), transaction.atomic():
        sql(
            "select move_grant_end(%s, %s, current_date + 90, 'more')",
            [worked.responsible.pk, worked.north.liaison.pk],
        )


@pytest.mark.parametrize("who", ["manager", "facilitator"])
@pytest.mark.parametrize("change", ["case_id = %(case)s", "side = 'harmed'", "party_id = %(party)s"])
def test_it_keeps_a_file_in_its_case_on_its_side_and_with_its_party(
    worked: World, who: str, change: str
) -> None:
    """Whoever may change what stands in a file cannot move it, not even by raw SQL."""
    with worked.north.at("manager"):
        other = worked.north.refer()
    values = {"case": other.pk, "party": worked.harmed.party_id, "file": worked.responsible.pk}
    statement = f"update cases_file set {change} where id = %(file)s"
    with (
        worked.north.at(who),
        pytest.raises(DatabaseError, match="a file stays in its case"),
        transaction.atomic(),
    ):
        sql(statement, values)


def test_it_does_not_open_again_what_was_ended_while_a_check_had_run_out(worked: World) -> None:
    """A check that runs out closes a file for now; the office ends it for good; a new check opens nothing."""
    north = worked.north
    with north.at("manager"):
        grants = FileGrant.objects.filter(user=north.facilitator, content_object_id=worked.harmed.pk)
        assert grants.filter(ended_at=None).count() == 3
    with north.at("facilitator"):
        assert Identity.objects.filter(file=worked.harmed).exists()
    with north.at("manager"):
        checks = VettingCheck.objects.filter(user=north.facilitator, withdrawn_at=None)
        for check in checks.values_list("pk", flat=True):
            sql("select withdraw_check(%s, 'Its certificate was recalled')", [check])
    with north.at("facilitator"):
        assert not Identity.objects.filter(file=worked.harmed).exists()
    with north.at("manager"):
        sql("select end_grant(%s, %s, 'No longer needed')", [worked.harmed.pk, north.facilitator.pk])
        assert not grants.filter(ended_at=None).exists()
    with acting(north.scheme, SYSTEM):
        vet(north.facilitator)
    with north.at("facilitator"):
        assert not Identity.objects.filter(file=worked.harmed).exists()
        assert Identity.objects.filter(file=worked.responsible).exists()
