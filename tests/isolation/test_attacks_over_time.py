"""Named attacks over time and by telling: each tried, each with its guard taken away once.

Queued messages and rounds: `test_tasks.py`. What an end of access closes from the next statement on, in
whatever order: `test_state_machine.py`.
"""

from typing import Any

import pytest
from django.conf import settings as configured
from django.core import mail
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Contact, File
from reporting.suppression import HIDDEN, THRESHOLD, suppress
from rjcase.kernel.ids import uuid7
from rjcase.notifications.models import Notification
from rjcase.notifications.services import notify
from rjcase.notifications.tasks import sweep
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.registry import SCHEME_TABLES
from rjcase.tenancy.tasks import TenantTask
from tests.isolation.attack import a_contact
from tests.isolation.mutants import function, lent
from tests.isolation.planting import letters
from tests.isolation.readers import RANDOM, Reader, addresses, named, refused
from tests.isolation.routes import NOWHERE
from tests.isolation.stage import Stage
from tests.world import sql

pytestmark = pytest.mark.django_db


# --- Stale tabs, queued jobs, caches -----------------------------------------------------------------
def test_a_stale_tab_writes_nothing_after_revocation(stage: Stage) -> None:
    """The form was open when the access ended: sending it is answered like an address of nothing."""
    tab, address = Reader(stage, "g"), addresses.of(named("cases:log_contact"), stage.a)
    said = "Said in a stale tab."
    assert tab.send(address).status_code == 200
    assert tab.post(address, a_contact(said)).status_code == 303, "the mutation: not revoked, it is saved"
    stage.revoke(stage.a.files["harmed"], "facilitator2")
    assert refused(tab, address, "post", a_contact(said)) == ""
    with stage.north.at("manager"):
        assert not Contact.objects.filter(note=said).exists()


class _ReadsAFile(TenantTask):
    name = "tests.reads_a_file"

    def run(self, scheme: Any, file: Any) -> int:
        return File.objects.filter(pk=file).count()


def test_a_queued_job_reads_nothing_after_revocation(stage: Stage) -> None:
    """A task acts with what its person may do when it runs, not when it was asked for."""
    task, me, file = _ReadsAFile(), stage.north.facilitator2.pk, stage.a.files["harmed"]
    north, south = stage.north.scheme.pk, stage.south.scheme.pk
    assert task(north, file.pk, as_user=me) == 1
    assert task(south, file.pk, as_user=me) == 0, "another scheme's id opens nothing"
    assert task(south, file.pk) == 0
    with function("end_grant(uuid, bigint, text)", "where scheme_id", "where false and scheme_id"):
        stage.revoke(file, "facilitator2")  # the mutation
        assert task(north, file.pk, as_user=me) == 1
    stage.revoke(file, "facilitator2")
    assert task(north, file.pk, as_user=me) == 0


def test_no_page_may_be_kept_or_compared(stage: Stage) -> None:
    """No shared cache, no ETag, no Last-Modified, on pages, refusals and downloads alike."""
    reader = Reader(stage, "m")
    for name in ("cases:list", "cases:case", "cases:file", "documents:download", "home", "cases:offer_to_me"):
        problem = _may_be_kept(reader.send(addresses.of(named(name), stage.a)))
        assert problem == "", f"{name}: {problem}"
    without = [each for each in configured.MIDDLEWARE if "SecurityHeaders" not in each]
    with override_settings(MIDDLEWARE=without):  # the mutation
        bare = Reader(stage, "m").send(addresses.of(named("cases:file"), stage.a))
        assert _may_be_kept(bare) != ""


def _may_be_kept(answer: Any) -> str:
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        return "may be stored"
    found = {"ETag", "Last-Modified", "Expires"} & set(answer.headers)
    return f"has {found}" if found else "" if "Cookie" in answer.headers.get("Vary", "") else "no Vary"


def test_messages_hold_nothing_of_anybody(stage: Stage) -> None:
    """What a sweep writes and sends for every running deadline: no marker of a file."""
    assert _said_in_messages(stage) == set()
    planted = next(word for word in stage.marks.words if word[2] == "h")
    with stage.north.at("manager"):  # the mutation
        notify(subject=uuid7(), recipients=[stage.north.manager.pk], title=f"Call {planted}", body="Today")
    assert _said_in_messages(stage) == {"h"}


def _said_in_messages(stage: Stage) -> set[str]:
    sweep()
    with acting(stage.north.scheme, SYSTEM):
        said = list(Notification.objects.values_list("title", "body", "problem"))
    assert said
    return letters(str(said)) | letters(str([(each.subject, each.body) for each in mail.outbox]))


# --- Telling by existence, numbers, counts -----------------------------------------------------------
def test_what_happens_on_the_other_side_changes_nothing_one_reads(stage: Stage) -> None:
    """Counts, badges, totals, "last changed": a new row in the offender's file moves none of them."""
    readers = [Reader(stage, "g"), Reader(stage, "l")]
    names = ("cases:list", "cases:work", "cases:open_files", "deadlines:due", "cases:case", "cases:history")
    pages = [named(name) for name in (*names, "cases:file", "cases:contacts", "agreements:list")]

    def look() -> list[str]:
        answers = [reader.send(addresses.of(page, stage.a)) for reader in readers for page in pages]
        return [f"{each.status_code} {RANDOM.sub('', each.content.decode())}" for each in answers]

    before = look()
    worker = Reader(stage, "f")
    worker.keep(addresses.of(named("cases:log_contact"), stage.a, "responsible"), a_contact("Elsewhere."))
    assert look() == before
    worker.keep(addresses.of(named("cases:log_contact"), stage.a, "harmed"), a_contact("Here."))
    assert look() != before, "the mutation: a row on their own side is seen"


FIGURES = st.lists(st.integers(min_value=0, max_value=30), min_size=2, max_size=6)


def _published(counts: list[int]) -> list[Any]:
    lines = [
        {"key": f"{n}", "label": "", "count": count, "base": None, "percent": None}
        for n, count in enumerate(counts)
    ]
    return [row["count"] for row in suppress(lines)]


def _worked_out(counts: list[int], published: list[Any]) -> bool:
    """Whether the total says what a hidden count is: there is one of them, or all of them are ones."""
    hidden = [count for count, shown in zip(counts, published, strict=True) if shown == HIDDEN]
    return len(hidden) == 1 or (bool(hidden) and sum(hidden) == len(hidden))


@given(counts=FIGURES)
def test_small_numbers_cannot_be_worked_out_from_the_total(counts: list[int]) -> None:
    """No count of 1 to 4 is published, and none follows from the total while there is more to hide."""
    shown = _published(counts)
    assert not [count for count in shown if count != HIDDEN and 0 < count < THRESHOLD]
    if sum(1 for count, given in zip(counts, shown, strict=True) if count and given != HIDDEN):
        assert not _worked_out(counts, shown)


def test_hiding_only_the_small_numbers_would_tell_them() -> None:
    """The mutation: the rule without its second half."""
    for counts in ([20, 3, 9], [1, 1, 12]):
        alone = [HIDDEN if 0 < count < THRESHOLD else count for count in counts]
        assert _worked_out(counts, alone)
        assert not _worked_out(counts, _published(counts))


def _keys_that_tell() -> list[str]:
    """Unique keys of schemes' tables that are shared between schemes, but for random ids and digests."""
    rows = sql(
        "select t.relname, i.relname, (select attname from pg_attribute a where a.attrelid = t.oid"
        " and a.attnum = x.indkey[0]) from pg_index x join pg_class i on i.oid = x.indexrelid"
        " join pg_class t on t.oid = x.indrelid where x.indisunique"
    )
    random = ("scheme_id", "id", "pgh_id", "digest")
    return [
        f"{table}: {index}" for table, index, first in rows if table in SCHEME_TABLES and first not in random
    ]


def test_unique_keys_do_not_tell_of_other_schemes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every unique key of a scheme's table begins with the scheme."""
    assert _keys_that_tell() == []
    monkeypatch.setitem(SCHEME_TABLES, "access_user", SCHEME_TABLES["cases_case"])
    assert _keys_that_tell() != [], "the mutation: one e-mail address for the whole installation"


def test_sequences_do_not_tell_how_much_there_is(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """No number that counts a scheme's rows can be read by the web role."""
    assert _sequences_that_tell(stage) == []
    # The mutation: were a scheme's table counted by a sequence that the web role may read.
    monkeypatch.setitem(SCHEME_TABLES, "access_user", SCHEME_TABLES["cases_case"])
    with lent("select on sequence access_user_id_seq"):
        assert _sequences_that_tell(stage) == ["access_user_id_seq"]


def _sequences_that_tell(stage: Stage) -> list[str]:
    with stage.north.at("manager"):
        seen = sql("select sequencename from pg_sequences where last_value is not null")
    return [name for (name,) in seen if any(name.startswith(table) for table in SCHEME_TABLES)]


def test_a_reference_of_another_case_is_as_unknown_as_an_invented_one(stage: Stage) -> None:
    """The next number, the one before, another scheme's: one answer, for whoever holds nothing there."""
    reader = Reader(stage, "l")
    for reference in (stage.b.case.reference, stage.s.case.reference, "NOR-2026-9999-X", "NOR-2026-0000-A"):
        assert refused(reader, f"/northshire/cases/{reference}/") == ""
    manager = Reader(stage, "m")  # the mutation: who may see it is answered otherwise
    assert refused(manager, f"/northshire/cases/{stage.b.case.reference}/") != ""


def test_ids_of_nothing_and_ids_of_others_cost_the_same_queries(stage: Stage) -> None:
    """The work behind a 404 does not tell whether there was something: as many statements either way."""
    attempts: list[tuple[str, str, str, Any]] = [
        ("g", "cases:file", "file", NOWHERE),
        ("g", "documents:download", "document", NOWHERE),
        ("v", "cases:case", "reference", "NOR-2026-9999-X"),
    ]
    for letter, name, part, nothing in attempts:
        reader, route = Reader(stage, letter), named(name)
        theirs = _statements(reader, addresses.of(route, stage.a, "responsible"))
        assert theirs == _statements(
            reader, addresses.of(route, stage.a, **dict[str, Any]({part: nothing}))
        ), name
        own = _statements(Reader(stage, "f"), addresses.of(route, stage.a, "responsible"))
        assert own != theirs, "the mutation: what opens costs more"


def _statements(reader: Reader, address: str) -> int:
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        reader.send(address)
    return len(queries)
