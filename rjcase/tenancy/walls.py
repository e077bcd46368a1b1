"""Keeps the walls of the live database those that the program declares.

A policy's text is frozen when a migration runs. Each wall carries a digest of its text, so that
`migrate` can find those which have changed since and rewrite them, whichever app they are in.
"""

from typing import Any

from rjcase.tenancy.declarations import Wall
from rjcase.tenancy.registry import SCHEME_TABLES

_DIGESTS = """select c.relname, obj_description(p.oid, 'pg_policy') from pg_policy p
    join pg_class c on c.oid = p.polrelid
    where p.polname = 'wall' and c.relnamespace = 'public'::regnamespace"""


def standing_digests(cursor: Any) -> dict[str, str]:
    """Return what each wall of the live database says of its own text, by table."""
    cursor.execute(_DIGESTS)
    return dict(cursor.fetchall())


def declared_walls() -> dict[str, tuple[Any, Wall]]:
    """Return the model and the wall of every table of a scheme, by table."""
    return {
        table: (model, item)
        for table, model in SCHEME_TABLES.items()
        if model.__module__ != "__fake__"  # a migration's historical model
        for item in model._meta.constraints
        if isinstance(item, Wall)
    }


def rewrite_changed(connection: Any) -> list[str]:
    """Rewrite every wall whose text is not the declared one; return the tables. As the owner.

    Tables that have no wall yet are left alone: the migration that makes them raises it. Each wall is
    taken down and put up in one transaction, so no reader ever finds the table without it.
    """
    with connection.cursor() as cursor:
        standing = standing_digests(cursor)
        changed = [
            (table, model, wall)
            for table, (model, wall) in declared_walls().items()
            if table in standing and standing[table] != wall.digest(table)
        ]
    for table, model, wall in changed:
        with connection.schema_editor(atomic=True) as editor:
            editor.execute(wall.remove_sql(model, editor))
            editor.execute(wall.ddl(table))
    return [table for table, _, _ in changed]
