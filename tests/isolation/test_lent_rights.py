"""Functions of the database that lend rights: each sees its whole scheme, and has to look for itself.

Found in the catalogue, so that one is tried the day it is born: called by people who hold nothing of the
other side, with its ids, what it answers holds none of its words, opens nothing of it and writes nothing.
"""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cases.models import Allocation
from referrals.models import Enquiry, Referral
from rjcase.kernel.ids import uuid7
from rjcase.rights.models import Erasure
from tests.isolation.mutants import function
from tests.isolation.planting import letters
from tests.isolation.reading import MAY_READ, personal_tables
from tests.isolation.stage import Stage
from tests.world import sql

pytestmark = pytest.mark.django_db

# Who calls, and what they may come across: nobody here holds the offender's file of case A.
CALLERS = {
    "facilitator2": MAY_READ["harmed"] | {"b"},
    "liaison": MAY_READ["harmed"],
    "volunteer": set[str](),
    "former": set[str](),
    "commissioner": set[str](),
    "referrer": set("t"),
}
WRITE_NOTHING = {"volunteer", "former", "commissioner", "liaison"}
# What a text of that name says, where "x" would be refused at once.
TEXTS = {
    "the_kind": "supervision",
    "the_side": "responsible",
    "on_side": "responsible",
    "the_sides": "both",
    "the_role": "offender",
    "answer": "accepted",
    "the_grounds": "duty",
    "the_basis": "request",
    "the_outcome": "right",
    "the_signature": "{}",
}
PLAIN: dict[str, Any] = {
    "integer": 1,
    "boolean": True,
    "jsonb": "{}",
    "bytea": b"x",
    "text[]": ["x"],
    "uuid[]": [],
    "timestamp with time zone": "2099-01-01T00:00:00Z",
}


def lending() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every function that runs with other rights than its caller's, and that the web role may call."""
    rows = sql(
        "select p.oid::regprocedure::text, p.proname, coalesce(p.proargnames[1:p.pronargs], '{}'),"
        " array(select format_type(t, null) from unnest(p.proargtypes) t)"
        " from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace"
        " and p.prorettype <> 'trigger'::regtype and p.proname <> 'ctx_part'"
        " and has_function_privilege('rjcase_web', p.oid, 'execute') order by 1"
    )
    return [(name, list(zip(names, types, strict=True))) for _, name, names, types in rows]


def _ids(stage: Stage) -> dict[str, Any]:
    """What an id of each name stands for: things of case A, of its offender's side where there are two."""
    other, case = stage.a.files["responsible"].pk, stage.a.case.pk
    with stage.north.at("manager"):
        mine = Allocation.objects.filter(case=case, user=stage.north.facilitator)[0].pk
        referral, erasure = Referral.objects.filter(case=case)[0].pk, Erasure.objects.all()[0].pk
        enquiry = Enquiry.objects.all()[0].pk
    found = dict.fromkeys(("the_file", "one_file", "in_file"), other) | dict.fromkeys(
        ("the_case", "in_case"), case
    )
    return found | {
        "the_allocation": mine,
        "the_referral": referral,
        "the_erasure": erasure,
        "the_enquiry": enquiry,
    }


def _given(stage: Stage, ids: dict[str, Any], who: str, name: str, kind: str) -> Any:
    if kind == "uuid":
        return ids.get(name) or uuid7()
    if kind in ("bigint", "bigint[]"):
        me = stage.north.people[who].pk
        return me if kind == "bigint" else [me, stage.north.facilitator.pk]
    if kind == "text":
        return stage.a.case.reference if name == "the_reference" else TEXTS.get(name, "x")
    return sql("select current_date + 9")[0][0] if kind == "date" else PLAIN[kind]


def _written() -> int:
    """Rows of personal tables and of grants that this transaction has written."""
    tables = [*personal_tables(), "cases_filegrant", "cases_allocation"]
    counted = "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_xact_user_tables"
    return int(sql(f"{counted} where relname = any (%s)", [tables])[0][0])


def _tells(stage: Stage, who: str, *names: str) -> list[str]:
    """The functions that give somebody more than is theirs."""
    other, ids, found = stage.a.files["responsible"].pk, _ids(stage), []
    for name, arguments in lending():
        if names and name not in names:
            continue
        with transaction.atomic(), stage.north.at(who):
            values = [_given(stage, ids, who, *each) for each in arguments]
            places = ", ".join(f"%s::{kind}" for _, kind in arguments)
            before, has_refused = _written(), False
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f"select * from {name}({places})", values)
                    said = str(cursor.fetchall())
            except DatabaseError as refused:
                said, has_refused = str(refused), True
            if more := letters(said) - CALLERS[who]:
                found.append(f"{name} tells {who} {sorted(more)}")
            if who in WRITE_NOTHING and not has_refused and _written() != before:
                found.append(f"{name} writes for {who}")
            if sql("select 1 from cases_file where id = %s", [other]):
                found.append(f"{name} opens the file to {who}")
            transaction.set_rollback(True)
    return found


def test_it_finds_the_functions() -> None:
    names = {name for name, _ in lending()}
    assert {
        "grant_file",
        "open_with_reason",
        "offered_names",
        "other_side_mentioned",
        "enter_referral",
    } <= names
    assert not names & {"put_grant", "telling_words", "erase_now", "destroy"}, "these are for functions alone"


@pytest.mark.parametrize("who", CALLERS)
def test_no_lent_right_tells_opens_or_writes_what_is_not_ones_own(stage: Stage, who: str) -> None:
    assert _tells(stage, who) == []


def test_a_function_that_looks_at_nobody_is_found(stage: Stage) -> None:
    """The mutations: names for everybody, and access given by anybody."""
    mine = "g.user_id = ctx_user() and g.verb = 0 and g.kind = 'interpreter'"
    with function("interpreted_people()", mine, "true"):
        assert _tells(stage, "commissioner", "interpreted_people") != []
    office = "distinct from 'office'"
    with function("grant_file(uuid, bigint, integer, text, text, date)", office, "distinct from 'staff'"):
        found = _tells(stage, "volunteer", "grant_file")
    assert found == ["grant_file writes for volunteer", "grant_file opens the file to volunteer"]
