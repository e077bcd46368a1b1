"""History is sealed, and whoever changes it afterwards is found."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from cases.models import Identity
from rjcase.audit.models import HistorySeal
from rjcase.audit.reads import log_read
from rjcase.audit.sealing import kept_outside, kept_path, seal_scheme
from rjcase.audit.tasks import seal
from rjcase.tenancy import SYSTEM, acting
from tests.world import World, sql

pytestmark = pytest.mark.django_db(transaction=True)
OF_IDENTITY = "where source = 'cases_identityevent'"


@pytest.fixture(autouse=True)
def outside(settings: Any, tmp_path: Path) -> None:
    """A folder of one's own for the heads that are kept outside the database."""
    settings.SEAL_DIR = tmp_path / "seals"


def verify() -> str:
    """What the command prints, with its refusal at the end."""
    out = StringIO()
    try:
        call_command("verify_history", stdout=out)
    except CommandError as refused:
        out.write(str(refused))
    return out.getvalue()


def change_a_name(world: World, known_as: str) -> None:
    with world.north.at("manager"):
        person = Identity.objects.get(file=world.harmed)
        person.known_as = known_as
        person.save()


def as_owner(statement: str, params: Any = None) -> None:
    """Do it as the owner of the tables, who can lift every wall."""
    with connection.elevated(), connection.cursor() as cursor:
        for table in ("cases_identityevent", "audit_historyleaf", "audit_historyseal", "audit_readlog"):
            cursor.execute(f"alter table {table} no force row level security")
        cursor.execute(statement, params)
        assert cursor.rowcount > 0
        for table in ("cases_identityevent", "audit_historyleaf", "audit_historyseal", "audit_readlog"):
            cursor.execute(f"alter table {table} force row level security")


def test_it_seals_and_verifies_and_goes_on_where_it_stopped(world: World) -> None:
    seal()
    first = verify()
    assert "northshire: " in first
    assert "under 1 seals, 0 waiting" in first
    assert "findings" not in first
    change_a_name(world, "Han")
    assert "under 1 seals, 1 waiting" in verify()
    seal()
    seal()
    assert "under 2 seals, 0 waiting" in verify()
    with acting(world.north.scheme, SYSTEM):
        seals = list(HistorySeal.objects.order_by("number"))
    assert seals[1].previous == seals[0].head != seals[1].head
    assert [kept.head for kept in kept_outside(world.north.scheme)] == [row.head for row in seals]
    assert "Han" not in kept_path(world.north.scheme).read_text()


def test_it_finds_and_names_a_row_that_the_owner_changed(world: World) -> None:
    change_a_name(world, "Han")
    seal()
    with world.north.at("manager"):
        key = sql("select pgh_id from cases_identityevent where known_as = 'Han'")[0][0]
    as_owner("update cases_identityevent set known_as = 'Hen' where pgh_id = %s", [key])
    assert f"northshire: seal 1: cases_identityevent {key}: was changed" in verify()
    assert "1 findings" in verify()
    assert "Hen" not in verify()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("delete from cases_identityevent where pgh_label = 'update'", "was removed"),
        (
            "update audit_historyleaf set digest = '\\x00' where source = 'cases_identityevent'",
            "digests were",
        ),
        ("update audit_historyleaf set salt = null where source = 'cases_identityevent'", "lost its salt"),
        ("delete from audit_historyleaf where source = 'cases_identityevent'", "its digests were changed"),
        ("update audit_historyseal set head = repeat('0', 64)", "its head was changed"),
        ("update audit_historyseal set signature = repeat('0', 64)", "its signature is not ours"),
        ("update audit_readlog set why = 'nothing'", "audit_readlog"),
    ],
)
def test_it_finds_every_kind_of_tampering(world: World, statement: str, found: str) -> None:
    change_a_name(world, "Han")
    with world.north.at("manager"):
        log_read("a test", [world.harmed])
    seal()
    as_owner(statement)
    assert found in verify()


def test_it_finds_a_chain_that_was_cut_short(world: World) -> None:
    seal()
    change_a_name(world, "Han")
    seal()
    as_owner(
        "delete from audit_historyleaf where seal_id in (select id from audit_historyseal where number = 2)"
    )
    as_owner("delete from audit_historyseal where number = 2")
    assert "northshire: seal 2: is kept outside and gone from the database" in verify()


def test_it_finds_a_row_slipped_in_later(world: World) -> None:
    seal()
    as_owner(
        "update cases_identityevent set pgh_id = 999999"
        " where pgh_id = (select min(pgh_id) from cases_identityevent)"
    )
    as_owner(
        "update cases_identityevent set pgh_created_at = now() - interval '2 days' where pgh_id = 999999"
    )
    assert "cases_identityevent 999999: was added later than it says" in verify()


def test_it_heals_heads_that_did_not_reach_the_disk(world: World) -> None:
    seal_scheme(world.north.scheme)
    kept_path(world.north.scheme).unlink()
    assert "is not kept outside the database" in verify()
    seal_scheme(world.north.scheme)
    assert "findings" not in verify()


def test_it_lets_nobody_but_the_system_seal_and_nobody_change_a_seal(world: World) -> None:
    seal()
    for who in ("manager", "facilitator", "referrer"):
        with world.north.at(who):
            for attempt in (
                "select seal_history(10)",
                "select sign_seal(1, 'x')",
                "update audit_historyseal set head = 'x'",
                "delete from audit_historyleaf",
                "truncate audit_historyleaf",
                "drop table audit_historyseal",
                "insert into audit_historyseal (id, scheme_id) values (uuidv7(), 1)",
            ):
                with pytest.raises(DatabaseError), transaction.atomic():
                    sql(attempt)
    with acting(world.north.scheme, SYSTEM):
        sql("select sign_seal(1, 'x')")
        assert HistorySeal.objects.get(number=1).signature != "x"
