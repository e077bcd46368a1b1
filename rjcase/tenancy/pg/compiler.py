"""The ORM wall: a statement on a scheme's table needs an open scheme and is narrowed to it.

It sits in the SQL compiler, so no manager, relation or subquery can be forgotten. The first table is
narrowed to the scheme, joined ones by their composite keys. Where row-level security does not hold,
every one of them, joined or not, is narrowed to what the open context may see (`rjcase.tenancy.pg.seen`):
the first in the WHERE, the others, ``select_related`` among them, where they are joined.
"""

from typing import Any

from django.db.models.lookups import Exact
from django.db.models.sql import compiler
from django.db.models.sql.where import AND, WhereNode

from rjcase.tenancy.context import Context, OutsideScheme, current
from rjcase.tenancy.pg.seen import Seen, joined, seen_by
from rjcase.tenancy.registry import SCHEME_TABLES


def _guard(statement: Any) -> Context | None:
    """Return the open context if the statement touches a scheme's table; refuse without one."""
    query = statement.query
    tables = {query.model._meta.db_table} if query.model else set()
    tables |= {join.table_name for alias, join in query.alias_map.items() if query.alias_refcount.get(alias)}
    walled = tables & SCHEME_TABLES.keys()
    if not walled:
        return None
    context = current()
    name = query.model.__name__
    if context is None or context.scheme is None:
        raise OutsideScheme(
            f"{name} was queried with no scheme open ({', '.join(sorted(walled))}). Wrap the code in "
            "`with acting(scheme, actor):`, or use `manage.py as <scheme> <user> shell`."
        )
    if not statement.connection.in_atomic_block:
        raise OutsideScheme(
            f"{name} was queried after its transaction ended (a lazy queryset, a template or a "
            "stream). Evaluate it inside acting()."
        )
    return context


def _within(query: Any, context: Context, asked: bool) -> Any:
    """Return a copy of the query that also asks for the open scheme.

    Narrows the first table in use: in the subquery of an ``exclude()`` over a relation Django has
    trimmed the model's own table away.
    """
    narrowed = query.clone()
    narrowed.narrowed = True
    in_use = [alias for alias in narrowed.alias_map if narrowed.alias_refcount.get(alias)]
    alias = in_use[0] if in_use else narrowed.get_initial_alias()
    model = SCHEME_TABLES.get(narrowed.alias_map[alias].table_name)
    if model is None:
        return narrowed
    mine = Exact(model._meta.get_field("scheme").get_col(alias), context.scheme)
    narrowed.where = WhereNode(
        [mine, *_seen(narrowed, context, alias, asked), *([query.where.clone()] if query.where else [])], AND
    )
    return narrowed


def _asks(statement: Any) -> bool:
    """Whether a statement must ask for itself who may see a row (``DatabaseWrapper.asks_twice``)."""
    return bool(statement.connection.asks_twice())


def _seen(query: Any, context: Context, alias: str, asked: bool) -> list[Seen]:
    """What the context may see of the first table, if that is asked."""
    if not asked:
        return []
    found = seen_by(context, query.alias_map[alias].table_name, alias, probing=query.is_sliced)
    return [found] if found else []


class _Narrowed:
    """Mixed into the SELECT and UPDATE compilers."""

    query: Any

    def pre_sql_setup(self, *args: Any, **kwargs: Any) -> Any:
        context, query = _guard(self), self.query
        if (
            context is not None
            and query.model._meta.db_table in SCHEME_TABLES
            and not query.combinator
            and not getattr(query, "narrowed", False)
        ):
            self.query = _within(query, context, _asks(self))
        return super().pre_sql_setup(*args, **kwargs)


class SQLCompiler(_Narrowed, compiler.SQLCompiler):
    """Asks of every joined table what may be seen of it."""

    def get_from_clause(self) -> Any:
        context, query = current(), self.query
        if context is None or context.scheme is None or not _asks(self):
            return super().get_from_clause()
        plain, query.alias_map = query.alias_map, joined(query, context)
        try:
            return super().get_from_clause()
        finally:
            query.alias_map = plain


class SQLUpdateCompiler(_Narrowed, compiler.SQLUpdateCompiler):
    pass


class SQLAggregateCompiler(compiler.SQLAggregateCompiler):
    pass


class SQLInsertCompiler(compiler.SQLInsertCompiler):
    """Fills in the open scheme, or refuses a row of another."""

    def as_sql(self) -> Any:
        context = _guard(self)
        if context is not None and self.query.model._meta.db_table in SCHEME_TABLES:
            for row in self.query.objs:
                if row.scheme_id is None:
                    row.scheme_id = context.scheme
                elif row.scheme_id != context.scheme:
                    raise OutsideScheme("This row belongs to another scheme than the open one.")
        return super().as_sql()


class SQLDeleteCompiler(compiler.SQLDeleteCompiler):
    def as_sql(self) -> Any:
        context = _guard(self)
        if context is not None and self.query.model._meta.db_table in SCHEME_TABLES:
            self.query = _within(self.query, context, _asks(self))
        return super().as_sql()
