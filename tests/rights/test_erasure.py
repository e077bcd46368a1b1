"""After an erasure nothing of a person is left anywhere, and history still verifies."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from assessments.models import NeedsAssessment
from cases.models import Case, Contact, Disclosure, File, Identity, NameToken, SafeContact, SourcePaper
from rjcase.access.roles import Role
from rjcase.audit.models import HistoryLeaf, ReadLog
from rjcase.audit.reads import log_read
from rjcase.audit.tasks import seal
from rjcase.documents.models import Document
from rjcase.kernel.clock import now, today
from rjcase.notifications.services import notify
from rjcase.rights.erasure import carry_out, dry_run, propose_erasure
from rjcase.rights.models import Erasure, Hold
from rjcase.tenancy import SYSTEM, acting
from tests.world import World, party, sql

pytestmark = pytest.mark.django_db(transaction=True)

# Twenty things about her, in every corner of the case.
PLANTED = [
    "Zephyrine", "Quillfeather", "Zeffy", "14 Wyvern Parade", "ZZ9 9ZZ", "07700900917",
    "zeffy.q@quill.example", "QX-44-1987", "sees a counsellor called Oma", "afraid of the red gate",
    "wears a blue scarf", "hip replacement in June", "told us of the cellar key", "brother keeps bees",
    "her letter of regret", "wants him to know", "allergic to lilies", "works nights at Marl",
    "met at Tarn Cottage", "old name Pellgrave",
]  # fmt: skip


@pytest.fixture
def case(world: World) -> Case:
    """A case in which the victim has left something everywhere."""
    victim = party("victim", "Zephyrine", "Quillfeather")
    victim["identity"] |= {"known_as": "Zeffy"}
    victim["contact"] |= {
        "address": "14 Wyvern Parade", "postcode": "ZZ9 9ZZ", "phone": "07700900917",
        "email": "zeffy.q@quill.example",
    }  # fmt: skip
    made = world.north.refer(victim, party("offender", "Otto", "Staysworth"))
    world.north.allocate(made)
    return made


def contact(file: File, note: str) -> Contact:
    return Contact.objects.create(
        file=file, happened_at=now(), method="phone", direction="out", result="reached", note=note
    )


@pytest.fixture
def her(world: World, case: Case) -> File:
    """Her file, with something planted in every corner of the case."""
    hers, his = world.north.file(case, "harmed"), world.north.file(case, "responsible")
    with world.north.at("manager"):
        person = Identity.objects.get(file=hers)
        person.identifiers, person.family_name = {"police": "QX-44-1987"}, "old name Pellgrave"
        person.needs = "hip replacement in June"
        person.save()
        person.family_name, person.needs = "Quillfeather", "allergic to lilies"
        person.save()
        first = contact(hers, "sees a counsellor called Oma; afraid of the red gate")
        contact(hers, "wears a blue scarf")
        Contact.objects.filter(pk=first.pk).update(note="told us of the cellar key")
        SafeContact.objects.filter(file=hers).update(notes="works nights at Marl")
        NeedsAssessment.objects.create(
            file=hers, happened_on=today(), has_needs=True, support="brother keeps bees", plan="x",
            by=world.north.manager,
        )  # fmt: skip
        Document.objects.create(
            file=hers, kind="letter", title="Letter", medium="post", template="x", template_version="1",
            sha256="a" * 64, content=b"her letter of regret", pages=1,
        )  # fmt: skip
        Disclosure.objects.create(
            file=hers, to_party_file=his, to_whom="Otto", what="wants him to know", basis="consent",
            by=world.north.manager, happened_at=now(),
        )  # fmt: skip
        papers = File.objects.get(case=case, kind="papers")
        SourcePaper.objects.create(
            file=papers, kind="other",
            text="Ms QUILLFEATHER of 14 Wyvern Parade, zz99zz, 07700 900 917, called Zeffy. It rained.",
        )  # fmt: skip
        contact(his, "He asked after Zephyrine and is sorry. He will wait.")
        Contact.objects.filter(file=his).update(note="He asked after Zeffy Quillfeather. He will wait.")
        log_read("test", [his], why="asked by Zephyrine Quillfeather")
        sql("insert into cases_stagechange (id, scheme_id, case_id, step, from_stage, to_stage, reason, note,"
            " happened_on, recorded_at) values (uuidv7(), %s, %s, 'x', '', 'received', '',"
            " 'Zeffy said yes, met at Tarn Cottage with Zephyrine', current_date, now())",
            [world.north.scheme.pk, case.pk])  # fmt: skip
        notify(subject=case.pk, recipients=[world.north.facilitator], title="Look", body="Look", case=case)
    return hers


def verified() -> str:
    out = StringIO()
    try:
        call_command("verify_history", stdout=out)
    except CommandError as refused:
        out.write(str(refused))
    return out.getvalue()


def erase(world: World, case: Case, file: File | None, documents: Any = ()) -> Erasure:
    """Propose as the administrator, carry out as the manager."""
    basis = "request" if file else "retention"
    with world.north.at("admin"):
        actor = world.north.actor("admin")
        made = propose_erasure(
            actor=actor, case_id=case.pk, file_id=file.pk if file else None, basis=basis, rule="a rule"
        )
    with world.north.at("manager"):
        return carry_out(made, actor=world.north.actor("manager"), documents=list(documents))


def test_it_leaves_nothing_of_a_person_and_a_chain_that_verifies(
    world: World, case: Case, her: File, everything: Callable[[], bytes]
) -> None:
    seal()
    before = everything()
    assert [text for text in PLANTED if text.encode() not in before and text != "her letter of regret"] == []
    done = erase(world, case, her)
    after = everything().lower()
    left = [text for text in PLANTED if text.lower().encode() in after]
    assert left == []
    assert b"her letter of regret".hex().encode() not in after
    assert "findings" not in verified()
    seal()
    assert "findings" not in verified()
    assert done.leaves > 15
    assert done.counts["cases_contact"] == 3, "two of hers are gone, one of his is blacked out"
    assert "Zeff" not in str(done.counts)
    with world.north.at("manager"):
        assert not Identity.objects.filter(file=her).exists()
        assert File.objects.filter(pk=her.pk).exists()
        his = Contact.objects.get(file__case=case, file__side="responsible")
        assert his.note == "He asked after [erased] [erased]. He will wait."
        assert Identity.objects.get(file__side="responsible", file__case=case).family_name == "Staysworth"
        text = SourcePaper.objects.get(file__case=case, kind="other").text
        assert text == "[erased] It rained."
        assert not NameToken.objects.filter(file=her).exists()
        assert HistoryLeaf.objects.filter(erased_by=done.pk, salt__isnull=True).count() == done.leaves


def test_it_finds_an_erasure_that_never_was(world: World, case: Case, her: File) -> None:
    """An owner who destroys a salt cannot pass it off as an erasure that was carried out."""
    seal()
    done = erase(world, case, her)
    assert "findings" not in verified()
    with connection.elevated(), connection.cursor() as cursor:
        cursor.execute("alter table audit_historyleaf no force row level security")
        cursor.execute(
            "update audit_historyleaf set salt = null, erased_by = %s where salt is not null"
            " and source = 'cases_caseevent'",
            [done.pk],
        )
        cursor.execute("alter table audit_historyleaf force row level security")
    assert f"rights_erasure {done.pk}: does not answer for the digests" in verified()


def test_it_takes_a_whole_closed_case_and_keeps_the_figures(
    world: World, case: Case, her: File, everything: Callable[[], bytes]
) -> None:
    with world.north.at("manager"):
        Case.objects.filter(pk=case.pk).update(closed_on=today(), face="completed")
    seal()
    done = erase(world, case, None)
    after = everything().lower()
    assert [
        text for text in [*PLANTED, "Otto", "Staysworth", "He will wait"] if text.lower().encode() in after
    ] == []
    assert "findings" not in verified()
    with world.north.at("manager"):
        kept = Case.objects.get(pk=case.pk)
        assert (kept.reference, kept.face, kept.closed_on) == (case.reference, "completed", today())
        assert done.done_by == world.north.manager
    with world.north.at("manager"):
        assert Identity.objects.filter(file=world.harmed).exists(), "another case is untouched"


def test_it_takes_the_case_after_one_of_its_files(world: World, case: Case, her: File) -> None:
    """A file with nothing left in it makes nothing else unreadable, and stops nothing."""
    erase(world, case, her)
    with world.north.at("manager"):
        Case.objects.filter(pk=case.pk).update(closed_on=today(), face="completed")
        log_read("test", [her], why="retention is looked at")
    erase(world, case, None)
    with world.north.at("manager"):
        assert not Identity.objects.filter(file__case=case).exists()
        kept = ReadLog.objects.filter(files__contains=[her.pk]).values_list("why", flat=True)
        assert "retention is looked at" in kept


def test_it_counts_in_a_dry_run_and_changes_nothing(world: World, case: Case, her: File) -> None:
    with world.north.at("admin"):
        actor = world.north.actor("admin")
        made = propose_erasure(actor=actor, case_id=case.pk, file_id=her.pk, basis="request")
        again = propose_erasure(actor=actor, case_id=case.pk, file_id=her.pk, basis="request")
        assert made == again
        counts = dry_run(made, actor=actor, documents=[])
        assert Contact.objects.filter(file=her).count() == 2
        assert HistoryLeaf.objects.filter(salt=None).count() == 0
    assert counts["cases_contact"] == 3
    assert counts["cases_contactevent"] >= 3
    with world.north.at("manager"):
        done = carry_out(made, actor=world.north.actor("manager"), documents=[])
    assert {name: n for name, n in done.counts.items() if n} == counts


def test_it_takes_two_people_and_no_hold(world: World, case: Case, her: File) -> None:
    with world.north.at("manager"):
        made = propose_erasure(
            actor=world.north.actor("manager"), case_id=case.pk, file_id=her.pk, basis="request"
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("select carry_out_erasure(%s, '{}')", [made.pk])
    with world.north.at("admin"), pytest.raises(DatabaseError), transaction.atomic():
        sql("select carry_out_erasure(%s, '{}')", [made.pk])
    with world.north.at("manager"):
        Hold.objects.create(case=case, reason="a claim", by=world.north.manager)
    with acting(world.north.scheme, SYSTEM):
        world.north.people["manager2"] = world.north.join("manager2", Role.MANAGER)
    with world.north.at("manager2"), pytest.raises(DatabaseError), transaction.atomic():
        sql("select carry_out_erasure(%s, '{}')", [made.pk])
    for who in ("facilitator", "volunteer", "supervisor", "referrer"):
        with world.north.at(who):
            for attempt in ("carry_out_erasure", "dry_run_erasure", "erase_now"):
                with pytest.raises(DatabaseError), transaction.atomic():
                    sql(f"select {attempt}(%s, '{{}}')", [made.pk])
    with world.north.at("manager2"):
        for attempt in (
            "select destroy(uuidv7(), 'cases_identity', 'delete from cases_identity', null, null)",
            "select erase_now(uuidv7(), '{}')",
            "select telling_words(uuidv7())",
            "delete from cases_identity",
            "update rights_erasure set done_at = now()",
            "update audit_historyleaf set salt = null",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                sql(attempt)
    with world.south.at("manager"):
        assert Erasure.objects.count() == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("select carry_out_erasure(%s, '{}')", [made.pk])
