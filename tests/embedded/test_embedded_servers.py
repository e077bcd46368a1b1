"""The embedded servers come up with the roles and rights of the contract."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from django.conf import settings

from rjcase import embedded
from rjcase.embedded import paths
from rjcase.embedded.account import server_account

PROCESS_LOGINS = ["rjcase_web", "rjcase_worker", "rjcase_sched"]


def connect(login: str, database: str = "rjcase") -> psycopg.Connection[tuple[object, ...]]:
    host = str(paths.socket_dir(settings.DATA_DIR))
    return psycopg.connect(host=host, user=login, dbname=database, autocommit=True)


@pytest.fixture
def superuser() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with connect("postgres") as connection:
        yield connection


@pytest.mark.parametrize("login", PROCESS_LOGINS)
def test_it_gives_processes_no_power(login: str, superuser: psycopg.Connection[tuple[object, ...]]) -> None:
    powers = superuser.execute(
        "select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = %s", [login]
    ).fetchone()
    groups = superuser.execute(
        "select count(*) from pg_auth_members where member = %s::regrole", [login]
    ).fetchone()
    assert powers == (False, False, False, False)
    assert groups == (0,)


@pytest.mark.parametrize("login", PROCESS_LOGINS)
@pytest.mark.parametrize(
    "statement", ["create table t (a int)", "create temp table t (a int)", "set role rjcase_owner"]
)
def test_it_refuses_processes_to_make_things(login: str, statement: str) -> None:
    with connect(login) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_it_keeps_processes_out_of_other_databases(database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        connect("rjcase_web", database)


def test_it_keeps_what_people_typed_out_of_the_log() -> None:
    with connect("rjcase_web") as connection:
        assert connection.execute("show log_min_error_statement").fetchone() == ("panic",)
        assert connection.execute("show log_parameter_max_length").fetchone() == ("0",)


def test_it_lets_the_migrator_become_the_owner_and_hand_over_to_the_definer() -> None:
    with connect("rjcase_migrator") as connection:
        assert connection.execute("show row_security").fetchone() == ("off",)
        connection.execute("set role rjcase_owner")
        connection.execute("set role rjcase_definer")


def test_it_starts_again_without_doing_anything() -> None:
    embedded.start(settings.DATA_DIR, for_tests=True)
    assert embedded.running(settings.DATA_DIR) == {"postgres": True, "valkey": True}


def test_it_computes_a_redis_url_that_answers() -> None:
    client = redis.Redis.from_url(embedded.urls(settings.DATA_DIR)["REDIS_URL"])
    assert client.ping()
    client.close()


def test_it_moves_the_sockets_when_the_path_is_too_long(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    assert len(str(paths.socket_dir(deep) / ".s.PGSQL.5432")) < 107
    assert paths.socket_dir(deep) != paths.socket_dir(tmp_path / ("e" * 120))


def test_it_makes_a_secret_once(tmp_path: Path) -> None:
    first = embedded.secret(tmp_path, "key")
    assert len(first) >= 48
    assert embedded.secret(tmp_path, "key") == first
    assert embedded.secret(tmp_path, "other") != first
    assert (tmp_path / "secrets" / "key").stat().st_mode & 0o077 == 0


def test_it_says_which_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(embedded.EmbeddedError, match="RJCASE_DATA"):
        embedded.secret(tmp_path / "file" / "data", "key")


def test_it_follows_no_link_somebody_has_laid(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "theirs")
    with pytest.raises(embedded.EmbeddedError, match="must not be a link"):
        server_account().own(tmp_path / "data")
