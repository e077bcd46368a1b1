"""The database backend: PostgreSQL that knows who is acting.

Every transaction is stamped, lazily and once, with the signed context (docs/decisions/0002).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings as django_settings
from django.db.backends.postgresql import base, operations
from psycopg.pq import TransactionStatus

from rjcase.tenancy.context import current
from rjcase.tenancy.pg.creation import DatabaseCreation
from rjcase.tenancy.pg.cursor import OneNameCursor
from rjcase.tenancy.pg.schema import DatabaseSchemaEditor
from rjcase.tenancy.registry import SCHEME_TABLES

STAMP = (
    "select set_config('rjcase.ctx', %s, true), set_config('pghistory.context_id', %s, true),"
    " set_config('pghistory.context_metadata', %s, true)"
)
# Whether row-level security holds for this login on every one of these tables, its scheme wall standing.
HOLDS = (
    "select bool_and(row_security_active(c.oid) and c.relforcerowsecurity and exists"
    " (select 1 from pg_policy p where p.polrelid = c.oid and not p.polpermissive))"
    " from unnest(%s::text[]) as t(name) join pg_class c on c.oid = to_regclass(quote_ident(t.name))"
)
_OF_PROCESSES = {"pool", "prepare_threshold"}  # options that the owner's connection goes without


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "rjcase.tenancy.pg.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    creation_class = DatabaseCreation
    SchemaEditorClass = DatabaseSchemaEditor
    _stamped_with: Any = None
    is_owner = False

    def _set_autocommit(self, autocommit: bool) -> None:
        self._stamped_with = None
        super()._set_autocommit(autocommit)

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)
        self._stamped_with = None  # a setting made inside the savepoint is undone with it

    def close(self) -> None:
        self._stamped_with = None
        super().close()

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        if params["cursor_factory"] is base.ServerBindingCursor:
            params["cursor_factory"] = OneNameCursor
        return params

    def create_cursor(self, name: str | None = None) -> Any:
        self._stamp()
        return super().create_cursor(name)

    def _stamp(self) -> None:
        """Tell the open transaction who acts, if that differs from what it was told."""
        raw = self.connection
        if raw.autocommit or raw.info.transaction_status == TransactionStatus.INERROR:
            return
        context = current()
        wanted = context or "nobody"
        if self._stamped_with is wanted:
            return
        untouched = self._stamped_with is None and raw.info.transaction_status == TransactionStatus.IDLE
        if context is not None or not untouched:
            values = (
                [context.signed(raw.info.backend_pid), str(context.request_id), context.history()]
                if context
                else ["", "", ""]
            )
            with raw.cursor() as cursor:
                cursor.execute(STAMP, values)
        self._stamped_with = wanted

    def asks_twice(self) -> bool:
        """Whether the ORM must ask for itself who may see a row: row-level security does not hold here.

        Looked up once for each session of the database (docs/decisions/0022); always with RJCASE_ASK_TWICE.
        """
        raw: Any = self.connection
        if django_settings.ASK_TWICE or raw is None:
            return True
        if not hasattr(raw, "asks_twice"):  # kept with the session, which a pool gives to many in turn
            with raw.cursor() as cursor:
                cursor.execute(HOLDS, [list(SCHEME_TABLES)])
                raw.asks_twice = not cursor.fetchone()[0]
        return bool(raw.asks_twice)

    @contextmanager
    def elevated(self) -> Iterator[None]:
        """Use this connection as the owner of the schema, without the pool.

        Only for migrate, flush and the test database; the migration login's password is present
        only where those run. No plan is kept there: the tables change under it.
        """
        if self.is_owner:
            yield
            return
        settings = self.settings_dict
        before = {key: settings[key] for key in ("USER", "PASSWORD", "OPTIONS")}
        self.close()
        if self.pool:
            self.close_pool()
        owner = settings["OWNER"]
        options = {key: before["OPTIONS"][key] for key in before["OPTIONS"].keys() - _OF_PROCESSES}
        settings["USER"], settings["PASSWORD"] = owner["USER"], owner["PASSWORD"]
        settings["OPTIONS"] = options | {"assume_role": owner["assume_role"]}
        self.is_owner = True
        try:
            yield
        finally:
            self.close()
            settings.update(before)
            self.is_owner = False
