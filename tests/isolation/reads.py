"""What one person reads: as the product answers by raw SQL and through the ORM, and as the oracle says."""

from typing import Any

from django.db import connection
from django.db.models import CharField, F, Model, Value
from django.db.models.functions import Cast, Concat

from cases.models import Allocation, Case, Disclosure, File, Identity, JointShare, Progress
from conferences.models import Process
from rjcase.tenancy.context import Context
from tests.isolation.oracle import CHANGE, VIEW, Oracle
from tests.world import sql

Reads = set[tuple[str, str]]
WHAT: dict[str, tuple[type[Model], str]] = {
    "file": (File, "id"),
    "person": (Identity, "file_id"),
    "case": (Case, "id"),
    "stage": (Progress, "case_id"),
    "plan": (Process, "joint_id"),
    "passed on": (Disclosure, "id"),
    "work": (Allocation, "id"),
}
_RAW = " union all ".join(
    [f"select '{name}', {column}::text from {model._meta.db_table}" for name, (model, column) in WHAT.items()]
    + ["select 'shared', joint_id::text || ' ' || file_id::text from cases_jointshare"]
)


def raw(contexts: list[Context]) -> list[Reads]:
    """Every row of those tables that the database gives each of these contexts, in one round trip.

    The contexts are signed as the product signs them; the statement is planned once for a connection.
    """
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_prepared_statements where name = 'reads'")
        if not cursor.fetchall():
            cursor.execute(f"prepare reads as {_RAW}")
        asked = [
            f"select set_config('rjcase.ctx', '{each.signed(pid)}', true); execute reads" for each in contexts
        ]
        cursor.execute(";".join(asked))
        found = []
        while cursor.cursor.nextset():
            found.append(set(cursor.fetchall()))
            cursor.cursor.nextset()
    connection._stamped_with = None
    return found


def by_orm() -> Reads:
    """The same, asked as the product asks."""
    found = [
        model._base_manager.annotate(name=Value(name), key=Cast(column, CharField())).values_list(
            "name", "key"
        )
        for name, (model, column) in WHAT.items()
    ]
    pair = Concat(
        Cast(F("joint_id"), CharField()),
        Value(" "),
        Cast(F("file_id"), CharField()),
        output_field=CharField(),
    )
    shares = JointShare._base_manager.annotate(name=Value("shared"), key=pair).values_list("name", "key")
    return set(shares.union(*found, all=True))


def changeable() -> set[str]:
    """The files whose person the open context may change: locking asks for the right to."""
    return {row[0] for row in sql("select file_id::text from cases_identity for key share")}


def expected(oracle: Oracle, who: str, cases: dict[str, Any], *, office: bool) -> tuple[Reads, set[str]]:
    """What somebody should read, and the files they should be able to change."""
    seen = {file for file in oracle.files if office or _may(oracle, who, file, VIEW)}
    change = {file for file in oracle.files if office or _may(oracle, who, file, CHANGE)}
    people = {file for file in seen if oracle.files[file].kind == "party" and not oracle.files[file].erased}
    mine = {case for case in cases if office or any(oracle.files[file].case == case for file in seen)}
    both = {case for case in cases if office or _has_both(oracle, seen, case)}
    given = {(joint, file) for joint, file in oracle.shared if joint in seen or file in seen}
    plans = {file for file, its in oracle.files.items() if its.kind == "joint" and not its.erased}
    plans &= seen | {joint for joint, file in oracle.shared if file in seen}
    here = who in oracle.people and oracle.people[who].member_until >= oracle.day
    work = {each.id for each in oracle.offers if office or (here and each.who == who) or each.case in mine}
    told = {
        row
        for row, each in oracle.passed_on.items()
        if each.giver in seen or (each.taker in seen and not each.ended and each.until >= oracle.day)
    }
    reads = {("file", str(file)) for file in seen}
    reads |= {("person", str(file)) for file in people}
    reads |= {("case", str(cases[case])) for case in mine} | {("stage", str(cases[case])) for case in both}
    reads |= {("plan", str(file)) for file in plans} | {("passed on", str(row)) for row in told}
    reads |= {("work", str(row)) for row in work} | {("shared", f"{a} {b}") for a, b in given}
    return reads, {str(file) for file in change & people}


def _may(oracle: Oracle, who: str, file: Any, verb: int) -> bool:
    return who in oracle.people and oracle.may(who, file, verb)


def _has_both(oracle: Oracle, seen: set[Any], case: str) -> bool:
    return {"harmed", "responsible"} <= {oracle.files[file].side for file in seen & {*oracle.of_case(case)}}
