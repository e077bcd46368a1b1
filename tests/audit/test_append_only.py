"""No process can change history, whichever table it is in, also one that is added tomorrow."""

from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from rjcase import embedded
from tests.world import World, sql

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not settings.EMBEDDED, reason="needs the other processes' logins"),
]
ROLES = {
    "rjcase_web": "DATABASE_URL",
    "rjcase_worker": "RJCASE_WORKER_DATABASE_URL",
    "rjcase_sched": "RJCASE_SCHED_DATABASE_URL",
    "rjcase_ops": "RJCASE_OPS_DATABASE_URL",  # it reads past every policy, and writes nothing
}
_NOT_ALLOWED = ("42501",)


def connect(variable: str) -> psycopg.Connection[Any]:
    url = embedded.urls(settings.DATA_DIR)[variable]
    return psycopg.connect(url, dbname=connection.settings_dict["NAME"], autocommit=True)


def history_tables() -> list[str]:
    """Every table of history, the read log, the seals and their digests, and the proofs of erasure."""
    found = sql(
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where a.attname = 'pgh_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace"
    )
    others = ("audit_readlog", "audit_historyseal", "audit_historyleaf", "rights_erasure")
    return [*(row[0] for row in found), *others]


@pytest.mark.requirement("NOMS-11")
@pytest.mark.parametrize("role", ROLES)
def test_it_refuses_every_process_to_change_history(world: World, role: str) -> None:
    tables = history_tables()
    assert len(tables) > 30
    with connect(ROLES[role]) as process:
        assert process.execute("select current_user").fetchone() == (role,)
        for table in tables:
            for statement in (
                f'update "{table}" set scheme_id = scheme_id',
                f'delete from "{table}"',
                f'truncate "{table}"',
                f'drop table "{table}"',
                f'alter table "{table}" disable trigger all',
                f'alter table "{table}" disable row level security',
                f'alter table "{table}" no force row level security',
                f'drop policy wall on "{table}"',
            ):
                with pytest.raises(psycopg.Error) as refused:
                    process.execute(statement)
                assert refused.value.sqlstate in _NOT_ALLOWED, (table, statement, refused.value)


def triggers() -> list[tuple[str, str, str]]:
    """Every trigger of ours, which write history or refuse to change it: table, name, function."""
    return sql(
        "select tgrelid::regclass::text, tgname::text, tgfoid::regprocedure::text from pg_trigger t"
        " join pg_class c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace"
        " where not tgisinternal order by 1, 2"
    )


@pytest.mark.parametrize("role", ROLES)
def test_it_refuses_every_process_to_stop_what_writes_history(world: World, role: str) -> None:
    """No trigger is dropped, switched off, passed by or given another function."""
    found = triggers()
    assert sum(name.startswith("pgtrigger_update_update") for _table, name, _function in found) > 30
    with connect(ROLES[role]) as process:
        for table, name, function in found:
            for statement in (
                f'drop trigger "{name}" on {table}',
                f'alter table {table} disable trigger "{name}"',
                f'alter trigger "{name}" on {table} rename to gone',
                f"drop function {function}",
                f"alter function {function} rename to gone",
            ):
                with pytest.raises(psycopg.Error) as refused:
                    process.execute(statement)
                assert refused.value.sqlstate in _NOT_ALLOWED, (statement, refused.value)
        for statement in (
            "set session_replication_role = replica",
            "create function nothing() returns trigger language plpgsql as 'begin return null; end'",
        ):
            with pytest.raises(psycopg.Error) as refused:
                process.execute(statement)
            assert refused.value.sqlstate in _NOT_ALLOWED, (statement, refused.value)
