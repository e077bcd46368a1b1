"""Proofs for *every* table of the catalogue that carries a scheme, each with its mutation."""

from collections.abc import Callable, Iterator

import pytest
from psycopg import sql

from rjcase.tenancy.policies import KINDS
from tests.isolation.museum import NORTH, SOUTH, STRANGER, Museum, wall_of

pytestmark = pytest.mark.django_db  # asks for the migrated template; the rows are in a clone of it

# Kinds whose rows a worker without a grant must not see. The others are settings of the scheme,
# colleagues, or a person's own rows, and say so in KINDS.
HANGING = {
    "case",
    "case_both",
    "file",
    "case_or_file",
    "share",
    "passed_on",
    "received",
    "agency",
    "allocation",
    "visitor",
    "desk",
}


@pytest.fixture(scope="module")
def museum(django_db_setup: None) -> Iterator[Museum]:
    made = Museum()
    yield made
    made.close()


def sees_nothing_without_context(museum: Museum, table: str) -> bool:
    with museum.acting(None):
        return museum.count(table) == 0


def sees_its_scheme_only(museum: Museum, table: str) -> bool:
    with museum.acting(NORTH):
        return museum.count(table) == 1 and museum.count(table, f"scheme_id = {SOUTH}") == 0


def sees_no_other_side(museum: Museum, table: str) -> bool:
    """A worker of the scheme who holds no grant reads nothing of what hangs from a case or file."""
    with museum.acting(NORTH, STRANGER, "staff"):
        return museum.count(table) == 0


def writes_its_scheme_only(museum: Museum, table: str) -> bool:
    foreign = museum.row(table, SOUTH) | {"scheme_id": SOUTH}
    if "id" in foreign:
        foreign["id"] = "00000000-0000-7000-8000-0000000000ff"
    insert = sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, foreign)),
        sql.SQL(", ").join([sql.Placeholder()] * len(foreign)),
    )
    with museum.acting(NORTH):
        return (
            museum.refused(insert, list(foreign.values()))
            and museum.refused(f'update "{table}" set scheme_id = scheme_id where scheme_id = {SOUTH}')
            and museum.refused(f'update "{table}" set scheme_id = {SOUTH}')
            and museum.refused(f'delete from "{table}" where scheme_id = {SOUTH}')
        )


def failing(museum: Museum, proof: Callable[[Museum, str], bool]) -> list[str]:
    return [table for table in museum.tables if not proof(museum, table)]


def test_it_finds_the_tables(museum: Museum) -> None:
    assert len(museum.tables) > 40
    assert {wall_of(table).kind for table in museum.tables} <= set(KINDS)


def test_no_context_reads_nothing(museum: Museum) -> None:
    assert failing(museum, sees_nothing_without_context) == []


def test_an_edited_or_replayed_context_reads_nothing(museum: Museum) -> None:
    with museum.acting(NORTH) as web:
        good = web.execute("select current_setting('rjcase.ctx')").fetchone()[0]
        for forged in (good.replace("1|", "2|", 1), good.replace("|office|", "|system|"), good[:-1]):
            web.execute("select set_config('rjcase.ctx', %s, true)", [forged])
            assert [table for table in museum.tables if museum.count(table)] == []


def test_a_scheme_reads_its_own_rows_only(museum: Museum) -> None:
    assert failing(museum, sees_its_scheme_only) == []


def test_a_scheme_writes_its_own_rows_only(museum: Museum) -> None:
    assert failing(museum, writes_its_scheme_only) == []


def test_a_worker_without_a_grant_reads_nothing_that_hangs_from_a_file(museum: Museum) -> None:
    hanging = [table for table in museum.tables if wall_of(table).kind in HANGING]
    assert len(hanging) > 20
    assert [table for table in hanging if not sees_no_other_side(museum, table)] == []


def test_each_wall_is_what_keeps_schemes_apart(museum: Museum) -> None:
    """The mutation: without its wall, every table shows the other scheme's row."""
    unnoticed = []
    for table in museum.tables:
        museum.owner.execute(f'alter policy wall on "{table}" using (true) with check (true)')
        if sees_its_scheme_only(museum, table):
            unnoticed.append(table)
        mine = "(scheme_id = (select ctx_scheme()))"
        museum.owner.execute(f'alter policy wall on "{table}" using {mine} with check {mine}')
    # A row policy that itself compares schemes (a grant of the same scheme) may hold alone: then two
    # walls stand, and the row is still unseen.
    assert unnoticed == []


def test_each_file_policy_is_what_keeps_a_worker_out(museum: Museum) -> None:
    """The mutation: with an open policy, every hanging table shows its row."""
    unnoticed = []
    for table in museum.tables:
        if wall_of(table).kind not in HANGING:
            continue
        before = museum.owner.execute(
            "select qual from pg_policies where tablename = %s and policyname = 'app_select'", [table]
        ).fetchall()[0][0]
        museum.owner.execute(f'alter policy app_select on "{table}" using (true)')
        if sees_no_other_side(museum, table):
            unnoticed.append(table)
        museum.owner.execute(f'alter policy app_select on "{table}" using ({before})')
    assert unnoticed == []
