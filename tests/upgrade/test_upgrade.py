"""The demo database of every released version upgrades to this one, and keeps its cases and its walls."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from rjcase.embedded import paths
from rjcase.embedded.postgres import BIN

DUMPS = sorted(Path(__file__).parent.glob("*.dump"))
ROOT = Path(settings.BASE_DIR)
HOST = str(paths.socket_dir(settings.DATA_DIR))

pytestmark = pytest.mark.skipif(not settings.EMBEDDED, reason="needs a superuser of the database server")


def superuser(database: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=HOST, user="postgres", dbname=database, autocommit=True)


@pytest.fixture
def database() -> Iterator[str]:
    name = f"upgrade_{os.getpid()}"
    with superuser("postgres") as server:
        server.execute(sql.SQL("create database {} owner rjcase_owner").format(sql.Identifier(name)))
    with superuser(name) as inside:  # as a restore on a new server would, by docs/how-to/deploy.md
        inside.execute((ROOT / "rjcase" / "embedded" / "database.sql").read_bytes())
    yield name
    with superuser("postgres") as server:
        server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def manage(database: str, *words: str) -> str:
    """Run a management command on that database, as the deployment would."""
    url = "postgres://{}@/{}?host={}"
    env = {
        **os.environ,
        "DATABASE_URL": url.format("rjcase_web", database, HOST),
        "RJCASE_MIGRATE_DATABASE_URL": url.format("rjcase_migrator", database, HOST),
        "REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": "upgrade",
        "RJCASE_CONTEXT_KEY": "upgrade",
        "RJCASE_DATA": str(settings.DATA_DIR),
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def counted(database: str) -> tuple[object, ...] | None:
    with superuser(database) as connection:
        return connection.execute(
            "select (select count(*) from cases_case), (select count(*) from cases_identity)"
        ).fetchone()


def live_grants(database: str) -> int:
    with superuser(database) as connection:
        found = connection.execute(
            "select count(*) from cases_filegrant where until is null or until >= current_date"
        ).fetchone()
    assert found is not None
    return int(str(found[0]))


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: str(path.stem))
@pytest.mark.long
def test_it_upgrades_a_released_database(dump: Path, database: str) -> None:
    restore = [
        BIN / "pg_restore",
        "--exit-on-error",
        "--host",
        HOST,
        "--username",
        "postgres",
        "--dbname",
        database,
    ]
    subprocess.run([*map(str, restore), str(dump)], check=True, capture_output=True)  # noqa: S603
    with superuser(database) as connection:
        connection.execute("analyze")  # as a server does by itself in its first minutes
        noted = connection.execute(
            "update cases_allocation set note = 'Knows her' where state = 'accepted' returning id"
        ).fetchall()
    before = counted(database)
    worked = live_grants(database)
    manage(database, "migrate", "--no-input", "-v0")
    assert "every wall stands" in manage(database, "check_isolation")
    assert before == counted(database)
    assert before is not None
    assert all(int(str(number)) > 0 for number in before)
    assert worked == live_grants(database) > 0, "whoever worked a case goes on working it"
    with superuser(database) as connection:
        moved = connection.execute(
            "select a.id from cases_allocationnote n join cases_allocation a on a.id = n.allocation_id"
            " where n.text = 'Knows her' and n.state = 'accepted' and a.note = ''"
        ).fetchall()
        ends = connection.execute(
            "select distinct until - current_date from cases_filegrant where kind = 'allocation'"
            " and (until is null or until >= current_date)"
        ).fetchall()
    assert ends == [(90,)], "until the scheme has recorded their checks, for 90 days"
    assert sorted(noted) == sorted(moved), "notes on allocations stand behind a wall of their own"
    assert len(noted) > 1
