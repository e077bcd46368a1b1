"""A database with one row of two schemes in *every* table the catalogue knows.

Cloned from the migrated template, so a table is in it the day it is born. Keys and checks are taken
off so that any row will do; walls, policies and rights are those of the product.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from rjcase.tenancy.context import Context
from rjcase.tenancy.declarations import Wall
from rjcase.tenancy.pg.creation import template_name
from rjcase.tenancy.registry import SCHEME_TABLES

NORTH, SOUTH = 1, 2
VISITOR = "the token of somebody without an account"
ROW_USER, STRANGER = 999, 5  # the person every row names, and a colleague it does not
CASE = {NORTH: "00000000-0000-7000-8000-0000000000a1", SOUTH: "00000000-0000-7000-8000-0000000000b1"}
FILE = {NORTH: "00000000-0000-7000-8000-0000000000a2", SOUTH: "00000000-0000-7000-8000-0000000000b2"}
# Columns and tables that are the scheme's one case or its one file.
COLUMNS = {"case_id": CASE, "file_id": FILE, "joint_id": FILE, "content_object_id": FILE}
TABLES = {"cases_case": CASE, "cases_caseevent": CASE, "cases_file": FILE, "cases_fileevent": FILE}
DUMMIES = {
    "uuid": "00000000-0000-7000-8000-00000000000c",
    "bytea": b"",
    "jsonb": "{}",
    "boolean": False,
    "date": "2026-01-01",
    "timestamp with time zone": "2026-01-01T00:00:00Z",
    "time without time zone": "12:00",
    "interval": "1 day",
    "ARRAY": "{}",
}


def wall_of(table: str) -> Wall:
    """The wall a table's model declares."""
    return next(item for item in SCHEME_TABLES[table]._meta.constraints if isinstance(item, Wall))


class Museum:
    """The database, a session of its owner, and sessions as the web role."""

    def __init__(self) -> None:
        self.name = f"rjcase_every_table_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
        owner = connection.settings_dict["OWNER"]
        given = connection.get_connection_params()
        self.server = {key: given[key] for key in ("host", "port") if key in given}
        self.password = {"rjcase_web": given.get("password"), owner["USER"]: owner["PASSWORD"]}
        with self._connect("rjcase_migrator", "postgres") as admin:
            admin.execute("set role rjcase_owner")
            admin.execute(f'drop database if exists "{self.name}"')
            admin.execute(f'create database "{self.name}" template "{template_name()}"')
            admin.execute(f'grant connect on database "{self.name}" to rjcase_migrator, rjcase_web')
        self.owner = self._connect("rjcase_migrator", self.name)
        self.owner.execute("set role rjcase_owner")
        self.tables = [
            row[0]
            for row in self.owner.execute(
                "select table_name from information_schema.columns where table_schema = 'public'"
                " and column_name = 'scheme_id' order by 1"
            )
        ]
        for table in self.tables:
            self._furnish(table)
        self.web = self._connect("rjcase_web", self.name)

    def _connect(self, user: str, database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(
            **self.server,
            user=user,
            password=self.password.get(user) or None,
            dbname=database,
            autocommit=True,
        )

    def close(self) -> None:
        """Leave nothing behind."""
        self.web.close()
        self.owner.close()
        with self._connect("rjcase_migrator", "postgres") as admin:
            admin.execute("set role rjcase_owner")
            admin.execute(f'drop database if exists "{self.name}"')

    def _furnish(self, table: str) -> None:
        """Put one row of each scheme into a table."""
        run = self.owner.execute
        keys = run(
            "select conrelid::regclass::text, conname from pg_constraint where contype in ('c', 'f')"
            " and conrelid = %s::regclass",
            [table],
        ).fetchall()
        for owner_table, name in keys:
            run(f'alter table {owner_table} drop constraint "{name}" cascade')
        run(f'alter table "{table}" disable trigger user, no force row level security')
        for scheme in (NORTH, SOUTH):
            row = self.row(table, scheme)
            run(
                sql.SQL("insert into {} ({}) overriding system value values ({})").format(
                    sql.Identifier(table),
                    sql.SQL(", ").join(map(sql.Identifier, row)),
                    sql.SQL(", ").join([sql.Placeholder()] * len(row)),
                ),
                list(row.values()),
            )
        run(f'alter table "{table}" enable trigger user, force row level security')

    def row(self, table: str, scheme: int) -> dict[str, Any]:
        """A row of a scheme that names the scheme's case and file, and ROW_USER."""
        columns = self.owner.execute(
            "select column_name, data_type, is_nullable, column_default, is_identity"
            " from information_schema.columns where table_schema = 'public' and table_name = %s",
            [table],
        ).fetchall()
        row: dict[str, Any] = {}
        for name, kind, nullable, default, identity in columns:
            if name == "scheme_id":
                row[name] = scheme
            elif name == "user_id":
                row[name] = ROW_USER
            elif name == "visitor_key":
                row[name] = hashlib.sha256(VISITOR.encode()).hexdigest()
            elif name in COLUMNS or (name == "id" and table in TABLES):
                row[name] = (COLUMNS | TABLES)[table if name == "id" else name][scheme]
            elif identity == "YES" or default is not None:
                continue
            elif name == "id" or (nullable == "NO"):
                row[name] = DUMMIES.get(kind, 1 if "int" in kind or kind == "numeric" else "x")
                if name == "id":
                    row[name] = f"00000000-0000-7000-8000-{scheme:012d}"
        return row

    @contextmanager
    def acting(self, scheme: int | None, user: int = ROW_USER, scope: str = "office") -> Iterator[Any]:
        """A transaction of the web role under a signed context; None opens it with no context.

        The token of a visitor without an account is shown unless a stranger acts.
        """
        with self.web.transaction(force_rollback=True):
            if user == ROW_USER:
                self.web.execute("select set_config('rjcase.visitor', %s, true)", [VISITOR])
            if scheme is not None:
                signed = Context(scheme=scheme, user=user, scope=scope).signed(self.web.info.backend_pid)
                self.web.execute("select set_config('rjcase.ctx', %s, true)", [signed])
            yield self.web

    def count(self, table: str, where: str = "true") -> int:
        """Rows the open transaction sees."""
        found = self.web.execute(f'select count(*) from "{table}" where {where}').fetchall()
        return int(found[0][0])

    def refused(self, statement: Any, params: Any = ()) -> bool:
        """Whether a statement of the open transaction is refused, or touches nothing."""
        try:
            with self.web.transaction():
                return self.web.execute(statement, params).rowcount == 0
        except psycopg.Error as error:
            assert error.sqlstate in ("42501", "23505"), error
            return error.sqlstate == "42501"
