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
            ):
                with pytest.raises(psycopg.Error) as refused:
                    process.execute(statement)
                assert refused.value.sqlstate in _NOT_ALLOWED, (table, statement, refused.value)
