"""Walls and composite keys as things that makemigrations sees.

Each is a constraint whose DDL runs at the end of its migration, because the autodetector may
order it before the key or table it needs.
"""

import hashlib
from typing import Any

from django.db import models
from django.db.models.constraints import BaseConstraint

from rjcase.tenancy.policies import ALSO, APP_ROLES, policy_texts
from rjcase.tenancy.registry import SCHEME_TABLES


class DeferredDdl(BaseConstraint):
    """A constraint that is a piece of DDL after its table exists."""

    arguments: tuple[str, ...] = ()

    def ddl(self, table: str) -> str:
        raise NotImplementedError

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        return self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        schema_editor.deferred_sql.append(self.ddl(model._meta.db_table))
        return None

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {name: getattr(self, name) for name in self.arguments}

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.deconstruct() == self.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to do in Python: the database holds it."""


class CompositeForeignKey(DeferredDdl):
    """A foreign key that carries the scheme, so a row cannot point into another scheme."""

    arguments = ("field", "to_table")

    def __init__(self, *, name: str, field: str, to_table: str) -> None:
        super().__init__(name=name)
        self.field, self.to_table = field, to_table

    def ddl(self, table: str) -> str:
        # Under FORCE the validating scan of ADD FOREIGN KEY sees no rows, and would accept a
        # broken key: lift it on both tables for this one statement.
        return f"""DO $do$ declare r record; forced text[] := '{{}}'; begin
  for r in select oid::regclass::text as t from pg_class
    where oid in ('"{table}"'::regclass, '"{self.to_table}"'::regclass) and relforcerowsecurity
  loop forced := forced || r.t; execute 'alter table ' || r.t || ' no force row level security'; end loop;
  ALTER TABLE "{table}" ADD CONSTRAINT "{self.name}" FOREIGN KEY (scheme_id, "{self.field}")
    REFERENCES "{self.to_table}" (scheme_id, id) DEFERRABLE INITIALLY DEFERRED;
  for i in 1 .. coalesce(array_length(forced, 1), 0)
  loop execute 'alter table ' || forced[i] || ' force row level security'; end loop;
end $do$"""

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{self.name}"'


class Wall(DeferredDdl):
    """The scheme wall, the policies under it, and the rights of the process roles.

    ``rights`` are SQL rights of web and worker; ``sched`` names the columns the sweep may read; ``also``
    names one more policy that stands under this wall alone (rjcase.tenancy.policies.ALSO). A wall whose
    text changes is rewritten by ``migrate``; ``version`` is of older migrations and decides nothing.
    """

    arguments = ("kind", "column", "part", "rights", "sched", "version", "also")

    def __init__(
        self,
        *,
        name: str,
        kind: str,
        column: str = "id",
        part: str = "",
        rights: str = "SELECT, INSERT, UPDATE",
        sched: str = "",
        version: int = 1,
        also: str = "",
    ) -> None:
        super().__init__(name=name)
        self.kind, self.column, self.part = kind, column, part
        self.rights, self.sched, self.version, self.also = rights, sched, version, also

    def ddl(self, table: str) -> str:
        quoted = f'"{table}"'
        seen, written = policy_texts(table, self.kind, self.column, self.part)
        mine = "scheme_id = (select ctx_scheme())"
        statements = [
            f"ALTER TABLE {quoted} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {quoted} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY wall ON {quoted} AS RESTRICTIVE FOR ALL TO {APP_ROLES}, rjcase_owner"
            f" USING ({mine}) WITH CHECK ({mine})",
            f"CREATE POLICY owner_maintains ON {quoted} FOR ALL TO rjcase_owner"
            " USING ((select ctx_scope()) = 'maintenance')",
            f"CREATE POLICY definer ON {quoted} FOR ALL TO rjcase_definer USING ({mine})",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {quoted} TO rjcase_definer",
            f"GRANT {self.rights} ON {quoted} TO {APP_ROLES}",
        ]
        for verb in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            if verb in self.rights:
                clause = {
                    "SELECT": f"USING ({seen})",
                    "INSERT": f"WITH CHECK ({written})",
                }.get(verb, f"USING ({written})")
                statements.append(
                    f"CREATE POLICY app_{verb.lower()} ON {quoted} FOR {verb} TO {APP_ROLES} {clause}"
                )
        statements.append(f"COMMENT ON POLICY wall ON {quoted} IS '{self.digest(table)}'")
        if self.sched:
            statements += [
                f"CREATE POLICY sched ON {quoted} FOR SELECT TO rjcase_sched USING (true)",
                f"GRANT SELECT ({self.sched}) ON {quoted} TO rjcase_sched",
            ]
        if self.also:
            statements.append(f"CREATE POLICY {self.also} ON {quoted} {ALSO[self.also]}")
        return ";\n".join(statements)

    def digest(self, table: str) -> str:
        """Return what the database should say of this wall; differs once the policy's text does."""
        texts = policy_texts(table, self.kind, self.column, self.part)
        also = (ALSO[self.also],) if self.also else ()
        return hashlib.sha256("\0".join((*texts, self.rights, self.sched, *also)).encode()).hexdigest()[:16]

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        table = model._meta.db_table
        return f"""DO $do$ declare p text; begin
  for p in select policyname from pg_policies where schemaname = current_schema() and tablename = '{table}'
  loop execute 'drop policy ' || quote_ident(p) || ' on "{table}"'; end loop;
  ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
  REVOKE ALL ON "{table}" FROM {APP_ROLES}, rjcase_sched, rjcase_definer;
end $do$"""


class Rights(DeferredDdl):
    """The rights of the process roles on a table that belongs to no scheme."""

    arguments = ("rights", "sched")

    def __init__(self, *, name: str, rights: str = "SELECT", sched: str = "") -> None:
        super().__init__(name=name)
        self.rights, self.sched = rights, sched

    def ddl(self, table: str) -> str:
        text = f'GRANT {self.rights} ON "{table}" TO {APP_ROLES}; GRANT SELECT, INSERT ON "{table}" TO rjcase_definer'
        return text + (f'; GRANT SELECT ({self.sched}) ON "{table}" TO rjcase_sched' if self.sched else "")

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return f'REVOKE ALL ON "{model._meta.db_table}" FROM {APP_ROLES}, rjcase_sched, rjcase_definer'


class SchemeForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A foreign key between tables of a scheme; its real constraint is the composite one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs


def complete(model: Any, wall: dict[str, Any]) -> None:
    """Give a scheme's model what every one has, so that nobody can forget it.

    Runs when the class is made: unique (scheme, id), one composite key for each
    SchemeForeignKey, one wall.
    """
    meta = model._meta
    if model.__module__ == "__fake__":  # a migration's historical model carries its own constraints
        SCHEME_TABLES.setdefault(meta.db_table, model)
        return
    SCHEME_TABLES[meta.db_table] = model
    constraints = list(meta.constraints)
    known = {constraint.name for constraint in constraints}
    is_history = hasattr(model, "pgh_tracked_model")  # history outlives the row it tells of
    added: list[BaseConstraint] = []
    if not is_history:
        added.append(
            models.UniqueConstraint(fields=["scheme", meta.pk.name], name=f"{meta.db_table}_scheme_pk")
        )
        for field in meta.local_fields:
            if isinstance(field, SchemeForeignKey):
                added.append(
                    CompositeForeignKey(
                        name=f"{meta.db_table}_{field.name}_sfk",
                        field=field.column,
                        to_table=_target_table(model, field),
                    )
                )
    added.append(Wall(name=f"{meta.db_table}_wall", **wall))
    meta.constraints = constraints + [item for item in added if item.name not in known]
    meta.original_attrs["constraints"] = meta.constraints


def _target_table(model: Any, field: Any) -> str:
    target = field.remote_field.model
    if target == "self":
        return str(model._meta.db_table)
    if isinstance(target, str):  # a platform row points up at a case or a file, by name
        app_label, name = target.lower().split(".")
        return f"{app_label}_{name}"
    return str(target._meta.db_table)
