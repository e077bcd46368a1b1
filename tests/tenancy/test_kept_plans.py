"""A plan that a session of the database keeps shows each person their own rows, like one made anew."""

from typing import Any

import pytest
from django.db import connection

from cases.services.allocation import end_grant
from tests.world import House, World

pytestmark = pytest.mark.django_db
SCHEMES = "select distinct scheme_id from cases_file where id is not null"
FILES = "select id from cases_file where kind = 'party' order by id"
OFTEN = 12  # five times until a statement is kept, five more until its plan is


def _kept(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "select sum(generic_plans) from pg_prepared_statements where statement = %s", [statement]
        )
        return cursor.fetchone()[0] or 0


def _rows(house: House, who: str, statement: str) -> list[tuple[Any]]:
    with house.at(who), connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def test_it_shows_each_scheme_its_own_rows(world: World) -> None:
    for _ in range(OFTEN):
        assert _rows(world.north, "manager", SCHEMES) == [(world.north.scheme.pk,)]
        assert _rows(world.south, "manager", SCHEMES) == [(world.south.scheme.pk,)]
        assert not _rows(world.north, "commissioner", SCHEMES)
    assert _kept(SCHEMES), "no plan was kept, so nothing was tried"


def test_it_shows_a_file_no_more_once_its_grant_has_ended(world: World) -> None:
    north = world.north
    north.allocate(world.case)
    for _ in range(OFTEN):
        before = _rows(north, "facilitator", FILES)
    assert before
    assert _kept(FILES), "no plan was kept, so nothing was tried"
    (gone,) = before[0]
    with north.at("manager"):
        end_grant(
            actor=north.actor("manager"), file_id=gone, user_id=north.people["facilitator"].pk, reason="Left"
        )
    assert _rows(north, "facilitator", FILES) == before[1:]


def test_no_function_that_reads_the_context_may_be_answered_once_for_all(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select proname, provolatile from pg_proc where proname like 'ctx\\_%%'", [])
        functions = dict(cursor.fetchall())
    assert len(functions) >= 4
    assert "i" not in functions.values(), functions
