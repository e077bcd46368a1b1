"""Checking history against its seals, with nothing of the database trusted but its rows.

Reads as the role of backups, past every wall, and computes every digest by statements of its own:
whoever owns the database may have changed its functions too. Findings name a table and a key, never
a value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from rjcase.audit.sealing import Kept, kept_outside, signature_of
from rjcase.tenancy.models import Scheme

_TEXT = """(select coalesce(jsonb_object_agg(p.key, p.value), '{}')::text
            from jsonb_each(to_jsonb(t)) p where p.key = any (%(columns)s))"""
_HEAD = """select number, previous, head, signature, root, count, id, columns,
  encode(sha256(convert_to(concat_ws('|', previous, number, root, count, columns,
    to_char(sealed_at, 'YYYY-MM-DD"T"HH24:MI:SS.US')), 'UTF8')), 'hex') as expected,
  sealed_at from audit_historyseal where scheme_id = %s order by number"""
_ROOT = r"""select count(*), encode(sha256(convert_to(coalesce(string_agg(
    source || '/' || key || ':' || encode(digest, 'hex'), E'\n'
    order by source collate "C", key collate "C"), ''), 'UTF8')), 'hex')
  from audit_historyleaf where scheme_id = %s and seal_id = %s"""
# A leaf may lose its salt to an erasure that was carried out, and each erasure answers for its leaves.
_ERASED = """select l.source, l.key from audit_historyleaf l where l.scheme_id = %s and l.salt is null
  and not exists (select 1 from rights_erasure e where e.scheme_id = l.scheme_id and e.id = l.erased_by
                  and e.done_at is not null)"""
_PROOFS = """select e.id::text from rights_erasure e, lateral (
    select count(*) as leaves, encode(sha256(convert_to(coalesce(string_agg(encode(l.digest, 'hex'), ''
        order by l.source collate "C", l.key collate "C", l.digest), ''), 'UTF8')), 'hex') as proof
    from audit_historyleaf l where l.scheme_id = e.scheme_id and l.erased_by = e.id) found
  where e.scheme_id = %s and e.done_at is not null
    and (e.leaves <> found.leaves or e.proof <> found.proof)"""


@dataclass(frozen=True)
class Finding:
    """Something about the history of a scheme that is not as it was sealed."""

    what: str
    source: str = ""
    key: str = ""
    seal: int = 0

    def __str__(self) -> str:
        where = f"{self.source} {self.key}".strip()
        parts = [f"seal {self.seal}" if self.seal else "", where, self.what]
        return ": ".join(part for part in parts if part)


@dataclass(frozen=True)
class Report:
    """What verifying one scheme came to."""

    seals: int
    rows: int
    unsealed: int
    findings: tuple[Finding, ...]


def connect(database: str) -> psycopg.Connection[Any]:
    """Open a read-only session of the backup role. Raises psycopg.Error where its URL is not at hand."""
    opened = psycopg.connect(settings.OPS_DATABASE_URL, dbname=database, autocommit=True)
    opened.execute("set default_transaction_read_only = on")
    opened.execute("set timezone = 'UTC'")
    return opened


def verify_scheme(reader: psycopg.Connection[Any], scheme: Scheme) -> Report:
    """Check the whole chain of a scheme and every row it covers (T6 of the promises)."""
    found: list[Finding] = []
    outside = {kept.number: kept for kept in kept_outside(scheme)}
    seals = reader.execute(_HEAD, [scheme.pk]).fetchall()
    previous, rows = "", 0
    for expected_number, seal in enumerate(seals, start=1):
        found += _links(reader, scheme, seal, expected_number, previous, outside.pop(seal[0], None))
        previous = seal[2]
        rows += seal[5]
        found += _rows_of(reader, scheme, seal)
    found += [Finding("is kept outside and gone from the database", seal=number) for number in outside]
    found += [
        Finding("lost its salt to no erasure", source, key)
        for source, key in reader.execute(_ERASED, [scheme.pk]).fetchall()
    ]
    found += [
        Finding("does not answer for the digests that name it", "rights_erasure", key)
        for (key,) in reader.execute(_PROOFS, [scheme.pk]).fetchall()
    ]
    unsealed, late = _unsealed(reader, scheme, seals[-1][9] if seals else None)
    return Report(len(seals), rows, unsealed, (*found, *late))


def _links(
    reader: psycopg.Connection[Any],
    scheme: Scheme,
    seal: Any,
    expected: int,
    previous: str,
    kept: Kept | None,
) -> Iterator[Finding]:
    number, before, head, signature, root, count, key, _columns, computed, _at = seal
    if number != expected:
        yield Finding(f"comes where seal {expected} should", seal=number)
    if before != previous:
        yield Finding("does not begin with the head of the one before", seal=number)
    if head != computed:
        yield Finding("its head was changed", seal=number)
    if signature != signature_of(scheme, number, head):
        yield Finding("its signature is not ours", seal=number)
    if kept is None:
        yield Finding("is not kept outside the database", seal=number)
    elif kept.head != head:
        yield Finding("differs from the head kept outside the database", seal=number)
    leaves = reader.execute(_ROOT, [scheme.pk, key]).fetchone()
    if leaves != (count, root):
        yield Finding("its digests were changed", seal=number)


def _rows_of(reader: psycopg.Connection[Any], scheme: Scheme, seal: Any) -> Iterator[Finding]:
    """Rows of one seal whose salt is there: each must still be what it was."""
    for source, columns in seal[7].items():
        key = _key_of(reader, source)
        if key is None:
            yield Finding("this table is gone", source, seal=seal[0])
            continue
        query = sql.SQL(
            """select l.key, t.{key} is null from audit_historyleaf l
               left join {table} t on t.scheme_id = l.scheme_id and t.{key}::text = l.key
               where l.scheme_id = %(scheme)s and l.seal_id = %(seal)s and l.source = %(source)s
                 and l.salt is not null
                 and (t.{key} is null or l.digest <> sha256(l.salt || convert_to({text}, 'UTF8')))
               order by l.key collate "C" """
        ).format(key=sql.Identifier(key), table=sql.Identifier(source), text=sql.SQL(_TEXT))
        params = {"scheme": scheme.pk, "seal": seal[6], "source": source, "columns": columns}
        for row_key, is_missing in reader.execute(query, params).fetchall():
            yield Finding("was removed" if is_missing else "was changed", source, row_key, seal[0])


def _unsealed(reader: psycopg.Connection[Any], scheme: Scheme, last: Any) -> tuple[int, list[Finding]]:
    """How many rows wait for the next seal, and those that say they are older than the last one.

    A row an hour older than a seal that does not cover it was slipped in later.
    """
    waiting, late = 0, []
    for (source,) in reader.execute(
        "select c.relname::text from pg_class c where c.relkind = 'r' and c.relname like '%event'"
        " and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'pgh_id')"
        " and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'scheme_id')"
    ).fetchall():
        query = sql.SQL(
            """select t.pgh_id::text, %(last)s::timestamptz is not null
                 and t.pgh_created_at < %(last)s::timestamptz - interval '1 hour'
               from {table} t where t.scheme_id = %(scheme)s and not exists (
                 select 1 from audit_historyleaf l where l.scheme_id = t.scheme_id and l.source = %(source)s
                   and l.key = t.pgh_id::text and l.salt is not null)"""
        ).format(table=sql.Identifier(source))
        params = {"scheme": scheme.pk, "source": source, "last": last}
        for key, is_late in reader.execute(query, params).fetchall():
            waiting += 1
            if is_late:
                late.append(Finding("was added later than it says", source, key))
    return waiting, late


def _key_of(reader: psycopg.Connection[Any], source: str) -> str | None:
    row = reader.execute(
        """select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid
             and a.attnum = i.indkey[0]
           where i.indrelid = to_regclass(quote_ident(%s)) and i.indisprimary""",
        [source],
    ).fetchone()
    return row[0] if row else None
