"""What attackers do by hand: statements tried, forms sent for real inside a transaction that is undone."""

from typing import Any

from django.db import connection, transaction
from django.db.utils import DatabaseError

from rjcase.kernel.clock import now
from tests.cases.walk import contact
from tests.isolation.planting import MARK
from tests.isolation.readers import Reader
from tests.isolation.stage import Stage
from tests.world import sql

WRITTEN = (
    "cases_filegrant where ended_at is null",
    "cases_allocation",
    "cases_disclosure",
    "cases_consent",
    "conferences_process",
)
MAY_READ = {"harmed": set("hjde"), "responsible": set("rjde")}  # the letters of planting.py


def refuses(query: str, params: Any) -> bool:
    """Whether the database refuses a statement of the open context, or it touches nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query, params)
            return cursor.rowcount == 0
    except DatabaseError:
        return True


def rows(stage: Stage, *more: str) -> dict[str, int]:
    """How many rows of what forms write there are in Northshire, as its manager sees them."""
    with stage.north.at("manager"):
        return {table: sql(f"select count(*) from {table}")[0][0] for table in (*WRITTEN, *more)}


def sent(stage: Stage, reader: Reader, address: str, data: Any) -> tuple[int, dict[str, int]]:
    """Send a form, count what it wrote, undo it: the status, and the tables that have more rows."""
    before = rows(stage)
    with transaction.atomic():
        answer = reader.client.post(address, data)
        after = rows(stage)
        transaction.set_rollback(True)
    reader.client.cookies = reader.cookies.copy()
    return answer.status_code, {
        table: after[table] - before[table] for table in after if after[table] > before[table]
    }


def a_contact(note: str) -> dict[str, Any]:
    """The filled-in form of a contact."""
    return contact(note=note, happened_at=now())


def met(stage: Stage, text: str) -> set[str]:
    """Where the planted words in a text come from; a token that looks like one by chance is none."""
    return {word[2] for word in MARK.findall(text.lower()) if word in stage.marks.words}
