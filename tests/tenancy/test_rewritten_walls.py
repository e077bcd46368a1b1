"""`migrate` rewrites a wall whose text is no longer the declared one, and leaves the others alone."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from rjcase.tenancy.isolation import faults
from rjcase.tenancy.walls import rewrite_changed
from tests.world import sql

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner() -> Iterator[None]:
    """The owner of the schema, in a transaction that is undone."""
    with connection.elevated():
        connection.set_autocommit(False)
        try:
            yield
        finally:
            connection.rollback()
            connection.set_autocommit(True)


def policies(table: str) -> set[str]:
    return {name for (name,) in sql("select policyname from pg_policies where tablename = %s", [table])}


def test_it_rewrites_the_wall_that_has_changed_and_no_other(owner: None) -> None:
    sql("COMMENT ON POLICY wall ON cases_contact IS 'older'")
    sql("ALTER POLICY app_select ON cases_contact USING (true)")

    assert rewrite_changed(connection) == ["cases_contact"]

    assert faults(connection) == []
    seen = sql("select qual from pg_policies where tablename = 'cases_contact' and policyname = 'app_select'")
    assert "cases_filegrant" in seen[0][0]
    assert rewrite_changed(connection) == []


def test_it_brings_back_the_one_more_policy_of_a_wall(owner: None) -> None:
    before = policies("access_membership")
    sql("COMMENT ON POLICY wall ON access_membership IS 'older'")

    assert rewrite_changed(connection) == ["access_membership"]

    assert policies("access_membership") == before
    assert "my_doors" in before


def test_it_leaves_a_table_alone_that_has_no_wall_yet(owner: None) -> None:
    sql("DROP POLICY wall ON cases_contact")

    assert rewrite_changed(connection) == []
    assert "wall" not in policies("cases_contact")


def test_it_rewrites_when_the_database_is_migrated() -> None:
    with connection.elevated():
        sql("COMMENT ON POLICY wall ON cases_contact IS 'older'")
    assert any("cases_contact" in fault for fault in faults(connection))

    call_command("migrate", interactive=False, verbosity=0)

    assert faults(connection) == []
