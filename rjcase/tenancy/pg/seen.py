"""The ORM's own copy of who may see a row: the policies' rules, asked again in every statement.

Row-level security holds without this, and this holds without row-level security: a policy that was
dropped, a table whose security was switched off or a login that bypasses it shows nothing more. The
rules are those of `rjcase.tenancy.policies`, with who acts written in from the open context instead
of read from the database's signed one (docs/decisions/0022).
"""

from copy import copy
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db.models.sql.where import AND, WhereNode

from rjcase.tenancy.context import Context
from rjcase.tenancy.declarations import Wall
from rjcase.tenancy.policies import policy_texts
from rjcase.tenancy.registry import SCHEME_TABLES

# Who sees every row of the scheme, but for tables of these kinds; there the rule is asked as of anybody.
UNLIMITED = {
    "office": {"private", "visitor"},
    "system": {"private", "log", "readlog", "file", "received", "share", "passed_on", "disclosure"},
}
_EXISTS, _FROM = "exists (", "exists (select 1 from"


class Seen:
    """A piece of a WHERE clause: the rows of one table in a statement that the open context may see."""

    contains_aggregate = False
    contains_over_clause = False
    conditional = True

    def __init__(self, alias: str, text: str) -> None:
        self.alias, self.text = alias, text

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition; it has no parameters, only values of our own. Django quotes no alias."""
        named = compiler.quote_name_unless_alias(self.alias)
        return self.text.replace(f'"{self.alias}"', named), []


def seen_by(context: Context, table: str, alias: str, *, probing: bool) -> Seen | None:
    """Return the condition for a table that stands as ``alias`` in a statement, or None for none.

    ``probing`` asks row by row, which a statement with a LIMIT needs to stay with its index; without it
    the planner may hash one's grants, which counts need.
    """
    if context.scope == "maintenance":
        return None
    asked_of = UNLIMITED.get(context.scope)
    if asked_of is not None and not context.only_file and wall_of(table).kind not in asked_of:
        return None
    return Seen(alias, _text(table, alias, context.scope, context.user, context.only_file, probing))


def joined(query: Any, context: Context) -> dict[str, Any]:
    """Return the tables of a statement, each joined one with what may be seen of it in its ON.

    There, and not in the WHERE, a row that is hidden leaves the other side of an outer join standing, as it
    does under the policies.
    """
    tables = dict(query.alias_map)
    for alias, join in tables.items():
        is_join = getattr(join, "join_type", None) is not None
        if is_join and query.alias_refcount.get(alias) and join.table_name in SCHEME_TABLES:
            seen = seen_by(context, join.table_name, alias, probing=query.is_sliced)
            if seen is not None:
                tables[alias] = copy(join)
                asked: list[Any] = [part for part in (join.filtered_relation, seen) if part is not None]
                tables[alias].filtered_relation = WhereNode(asked, AND)
    return tables


@cache
def wall_of(table: str) -> Wall:
    """Return the wall that a table's model declares."""
    return next(item for item in SCHEME_TABLES[table]._meta.constraints if isinstance(item, Wall))


@lru_cache(maxsize=2048)
def _text(table: str, alias: str, scope: str, user: int, only_file: str, probing: bool) -> str:
    wall = wall_of(table)
    seen, _written = policy_texts(alias, wall.kind, wall.column, wall.part)
    file = f"'{UUID(only_file)}'::uuid" if only_file else "null::uuid"
    known = {
        "(select ctx_file() is null)": "false" if only_file else "true",
        "(select ctx_scope())": f"'{scope}'" if scope.isalpha() else "null::text",
        "(select ctx_user())": str(int(user)),
        "(select ctx_file())": file,
    }
    for asked, answer in known.items():
        seen = seen.replace(asked, answer)
    return f"({_probes(seen) if probing else seen})"


def _probes(text: str) -> str:
    """Turn every ``exists (select 1 from …)`` into a look-up of one row, which no planner unfolds."""
    while (start := text.find(_FROM)) >= 0:
        depth, end = 1, start + len(_EXISTS)
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        inner = text[start + len(_FROM) : end - 1]
        text = f"{text[:start]}coalesce((select true from{inner} limit 1), false){text[end:]}"
    return text
