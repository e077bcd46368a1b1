"""Migrations on tables that force row-level security."""

import re
from typing import Any

from django.db.backends.postgresql import schema

PLAIN_KEY = re.compile(r'ALTER TABLE "(\w+)" ADD CONSTRAINT .* FOREIGN KEY .* REFERENCES "(\w+)"', re.DOTALL)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Runs walls last, and lifts FORCE while a plain foreign key is validated.

    Under FORCE the validating scan is an ordinary query of the owner: it would fail, or see no rows
    and accept a broken key.
    """

    def __exit__(self, *exc: Any) -> None:
        self.deferred_sql.sort(key=lambda statement: "ENABLE ROW LEVEL SECURITY" in str(statement))
        super().__exit__(*exc)

    def execute(self, sql: Any, params: Any = ()) -> None:
        key = PLAIN_KEY.match(str(sql))
        forced = self._forced(key.groups()) if key and not self.collect_sql else []
        for table in forced:
            super().execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY', None)
        super().execute(sql, params)
        for table in forced:
            super().execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY', None)

    def _forced(self, tables: tuple[str, ...]) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "select relname from pg_class where relnamespace = 'public'::regnamespace"
                " and relforcerowsecurity and relname = any (%s)",
                [list(tables)],
            )
            return [row[0] for row in cursor.fetchall()]
