"""Following an agreement up: items, copies, notes, updates to the victim, sign-off."""

import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from agreements.models import (
    AgreementCopy,
    AgreementItem,
    AgreementParty,
    FollowUpNote,
    ItemProgress,
    SignOff,
    VictimUpdate,
)
from agreements.selectors import agreement_for_document, tellable
from agreements.services.amend import amend
from agreements.services.give_copies import make_copy
from agreements.services.record_progress import record_progress
from cases.models import Disclosure, Identity, SafeContact
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError
from rjcase.kernel.ids import uuid7
from tests.agreements.scene import Scene, date_parts, moment_parts
from tests.world import World, sql

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("WTE-7E-02", "WTE-7E-07")
def test_it_records_what_became_of_an_item_and_stops_its_clock(scene: Scene, facilitator: Client) -> None:
    _made, item = scene.agreed(wants=False)
    url = scene.url(f"agreement-items/{item.pk}/")
    assert b"Offender 1" in facilitator.get(url).content
    done = {"state": "done", **date_parts("done_on", today()), "evidence": "Read it together"}
    for _ in range(2):  # the same answer twice changes nothing
        answer = facilitator.post(url, done)
    assert answer.status_code in (200, 303)
    with scene.north.at("facilitator"):
        progress = ItemProgress.objects.get(item=item)
        assert (progress.state, progress.settled_on, progress.evidence) == (
            "done",
            today(),
            "Read it together",
        )
        assert Deadline.objects.get(kind="agreement_item").met_on == today()


def test_it_corrects_what_was_recorded_with_a_reason(scene: Scene, facilitator: Client) -> None:
    _made, item = scene.agreed(wants=False)
    url = scene.url(f"agreement-items/{item.pk}/")
    facilitator.post(url, {"state": "done", **date_parts("done_on", today())})
    page = facilitator.post(url, {"state": "open"})
    assert b"Enter why you correct what was recorded" in page.content
    answer = facilitator.post(url, {"state": "open", "correction": "Another person's letter"})
    assert answer.status_code == 303
    with scene.north.at("facilitator"):
        progress = ItemProgress.objects.get(item=item)
        assert (progress.state, progress.reason) == ("open", "Another person's letter")
        clock = Deadline.objects.running().get(kind="agreement_item")
        assert clock.due_on == item.due_on
    page = facilitator.post(url, {"state": "not_done", **date_parts("not_done_on", today())})
    assert b"Enter reason" in page.content


def test_it_lets_the_office_sign_items_and_agreement_off(
    scene: Scene, facilitator: Client, office: Client
) -> None:
    made, item = scene.agreed(wants=False)
    with scene.north.at("facilitator"):
        record_progress(item, actor=scene.north.actor("facilitator"), state="done", settled_on=today())
    off = scene.url(f"agreement-items/{item.pk}/sign-off/")
    assert facilitator.post(off).status_code == 404
    assert facilitator.post(scene.url(f"agreements/{made.pk}/sign-off/"), {}).status_code == 404
    for _ in range(2):
        assert office.post(off).status_code == 303
        assert office.post(scene.url(f"agreements/{made.pk}/sign-off/"), {"note": "Seen"}).status_code == 303
    with scene.north.at("admin"):
        assert ItemProgress.objects.get(item=item).signed_off_by == scene.north.admin
        assert SignOff.objects.get().note == "Seen"
        with pytest.raises(DomainError):
            record_progress(item, actor=scene.north.actor("admin"), state="open")
        record_progress(item, actor=scene.north.actor("admin"), state="open", reason="A mistake")
        assert ItemProgress.objects.get(item=item).signed_off_at is None


@pytest.mark.requirement("WTE-G-02")
def test_it_says_in_a_document_the_words_that_the_scheme_chose_for_it(
    scene: Scene, facilitator: Client
) -> None:
    manager = Client()
    manager.force_login(scene.north.manager)
    words = "/northshire/scheme/words/documents/"
    same = {"agreement_harmed": "Person", "agreement_responsible": "person"}
    assert "The two words must be different" in manager.post(words, same).text
    assert "must be 40 characters or fewer" in manager.post(words, {"agreement_harmed": "x" * 41}).text
    chosen = {"agreement_harmed": "Person who has suffered harm", "letter_responsible": "Sender"}
    assert manager.post(words, chosen).status_code == 303
    assert 'value="Person who has suffered harm"' in manager.get(words).text
    made, _item = scene.agreed(what="Write a letter to Hana")
    with scene.north.at("facilitator"):
        actor = scene.north.actor("facilitator")
        texts = []
        for file in (scene.harmed, scene.responsible):
            document = make_copy(made, file, actor=actor)
            texts.append(PdfReader(BytesIO(bytes(document.content))).pages[0].extract_text())
    said = [" ".join(text.split()) for text in texts]
    assert "Person who has suffered harm 1" in said[0]
    assert "Offender 1" in said[1]  # the word of letters is not the word of agreements
    assert not any("Victim 1" in text for text in said)
    assert "Victim 1" in facilitator.get(scene.url(f"agreements/{made.pk}/copies/")).text


@pytest.mark.requirement("WTE-7E-04", "WTE-7E-05")
def test_it_makes_one_copy_for_each_behind_its_own_wall(scene: Scene, facilitator: Client) -> None:
    made, _item = scene.agreed(what="Write a letter to Hana")
    copies = scene.url(f"agreements/{made.pk}/copies/")
    assert facilitator.post(f"{copies}make/").status_code == 303
    page = facilitator.get(copies)
    assert page.content.count(b"(PDF)") == 2
    with scene.north.at("facilitator"):
        actor = scene.north.actor("facilitator")
        for file, name in ((scene.harmed, "Victim 1"), (scene.responsible, "Offender 1")):
            document = make_copy(made, file, actor=actor)
            assert document.file_id == file.pk
            text = PdfReader(BytesIO(bytes(document.content))).pages[0].extract_text()
            assert "Write a letter to Hana" in text
            assert name in text
            for marker in ("Northvictim", "Northoffender", "0121 496"):
                assert marker not in text
        parts = {part.party_id: part for part in AgreementParty.objects.all()}
    page = facilitator.post(copies, {})
    assert b"Select how Victim 1 got their copy" in page.content
    not_yet = {f"way_{part.pk}": "not_yet" for part in parts.values()}
    page = facilitator.post(copies, date_parts("on", today()) | not_yet)
    assert b"Select how at least one person got their copy" in page.content
    sent = {
        **date_parts("on", today()),
        f"way_{parts[scene.victim.pk].pk}": "post",
        f"way_{parts[scene.offender.pk].pk}": "not_yet",
    }
    assert facilitator.post(copies, sent).status_code == 303
    with scene.north.at("facilitator"):
        copy = AgreementCopy.objects.get()
        assert (copy.file_id, copy.way, copy.document is not None) == (scene.harmed.pk, "post", True)
        due = Deadline.objects.running().get(kind="agreement_copies")
        assert due.file_id == scene.responsible.pk


def test_it_sends_nothing_on_a_channel_that_was_not_said_to_be_safe(
    scene: Scene, facilitator: Client
) -> None:
    made, _item = scene.agreed()
    with scene.north.at("manager"):
        SafeContact.objects.filter(file=scene.harmed).update(may_write=False)
        ways = {f"way_{part.pk}": "not_yet" for part in AgreementParty.objects.all()}
        ways[f"way_{AgreementParty.objects.get(party=scene.victim).pk}"] = "post"
    page = facilitator.post(scene.url(f"agreements/{made.pk}/copies/"), date_parts("on", today()) | ways)
    assert b"not said to be safe" in page.content
    with scene.north.at("facilitator"):
        assert not AgreementCopy.objects.exists()


def test_it_reads_in_a_narrowed_context_only_what_was_shared(scene: Scene) -> None:
    made, item = scene.agreed()
    with scene.north.at("facilitator"):
        record_progress(item, actor=scene.north.actor("facilitator"), state="done", settled_on=today())
    for file in (scene.harmed, scene.responsible):
        with scene.north.at("facilitator", only_file=file):
            text = agreement_for_document(made)
            assert text is not None
            assert [each.what for each in text.actions] == ["Write a letter"]
            assert Identity.objects.count() == 1
            own = file.pk == scene.responsible.pk
            assert ItemProgress.objects.count() == (1 if own else 0)
    with scene.north.at("manager"):
        another = file_of_a_bystander(scene)
    with scene.north.at("manager", only_file=another):
        assert agreement_for_document(made) is None


def file_of_a_bystander(scene: Scene) -> uuid.UUID:
    """The file of somebody of the case who takes no part in the agreement."""
    file = uuid7()
    sql("select open_party(%s, %s, %s, 'victim', 'harmed', null)", [uuid7(), file, scene.case.pk])
    return file


def test_it_keeps_notes_in_the_file_they_are_about(scene: Scene, facilitator: Client) -> None:
    made, item = scene.agreed()
    note = {
        **moment_parts("happened_at", scene.held_on, "11:59pm"),
        "asked": "The tutor",
        "said": "Goes to every session",
        "item": str(item.pk),
    }
    url = scene.url(f"agreements/{made.pk}/notes/{scene.responsible.pk}/")
    for _ in range(2):
        answer = facilitator.post(url, note)
        assert answer.status_code == 303, answer.content.decode()
    with scene.north.at("facilitator"):
        assert FollowUpNote.objects.get().file_id == scene.responsible.pk
    with scene.north.at("facilitator", only_file=scene.harmed):
        assert not FollowUpNote.objects.exists()
    outside = scene.url(f"agreements/{made.pk}/notes/{scene.joint.pk}/")
    assert facilitator.get(outside).status_code == 404


def told(scene: Scene, *items: AgreementItem, **more: object) -> dict[str, object]:
    return {
        **moment_parts("happened_at", scene.held_on, "11:30pm"),
        "method": "phone",
        "items": [str(item.pk) for item in items],
        "goes_on": "no",
        **more,
    }


@pytest.mark.requirement("WTE-8.8-01", "WTE-7E-09", "NOMS-08", "WTE-7.7-01")
def test_it_tells_the_victim_what_may_be_told_and_keeps_what_crossed(
    scene: Scene, facilitator: Client
) -> None:
    made, item = scene.agreed()
    settle = {"state": "not_done", **date_parts("not_done_on", today()), "reason": "He moved away"}
    answer = facilitator.post(scene.url(f"agreement-items/{item.pk}/"), settle)
    url = scene.url(f"agreements/{made.pk}/updates/{scene.harmed.pk}/")
    assert answer["Location"] == url  # who waits to hear of it is the next thing to do
    assert b"it was not done" in facilitator.get(url).content
    next_on = today() + timedelta(days=40)
    for _ in range(2):
        sent = told(scene, item, goes_on="yes", **date_parts("next_on", next_on))
        answer = facilitator.post(url, sent)
        assert answer.status_code == 303, answer.content.decode()
    with scene.north.at("facilitator"):
        update = VictimUpdate.objects.get()
        assert update.file_id == scene.harmed.pk
        crossed = Disclosure.objects.get()
        assert (crossed.file_id, crossed.to_party_file_id) == (scene.responsible.pk, scene.harmed.pk)
        assert crossed.basis == "consent"
        assert crossed.what == update.lines.get().text
        assert "moved away" not in crossed.what
        assert Deadline.objects.running().get(kind="victim_update").due_on == next_on
        met = Deadline.objects.exclude(met_on=None).get(kind="victim_update")
        assert met.met_on == scene.held_on
    with scene.north.at("facilitator", only_file=scene.harmed):
        assert Disclosure.objects.count() == VictimUpdate.objects.count() == 1


def test_it_tells_nothing_without_the_owners_leave(scene: Scene, facilitator: Client) -> None:
    made, item = scene.agreed(may_tell_victim=False)
    url = scene.url(f"agreements/{made.pk}/updates/{scene.harmed.pk}/")
    page = facilitator.get(url)
    assert b"Neither the agreement nor a consent" in page.content
    page = facilitator.post(url, told(scene, item))
    with scene.north.at("facilitator"):
        assert not Disclosure.objects.exists()
    consent = scene.consent(scene.responsible, "share")
    assert facilitator.post(url, told(scene, item)).status_code == 303
    with scene.north.at("facilitator"):
        assert Disclosure.objects.get().consent_id == consent.pk
        assert not Deadline.objects.running().filter(kind="victim_update").exists()


def test_it_lets_a_withdrawn_consent_end_even_what_the_agreement_allowed(scene: Scene) -> None:
    made, _item = scene.agreed(may_tell_victim=True)
    scene.consent(scene.responsible, "share", "withdrawn")
    with scene.north.at("facilitator"):
        (line,) = tellable(made, scene.harmed)
        assert (line.text, bool(line.why)) == ("", True)


@pytest.mark.requirement("WTE-8.8-01")
def test_it_tells_the_start_of_treatment_and_never_how_it_goes(scene: Scene) -> None:
    made, item = scene.agreed(type="treatment", what="Start the course")
    with scene.north.at("facilitator"):
        assert [line.text for line in tellable(made, scene.harmed)] == [""]
        record_progress(item, actor=scene.north.actor("facilitator"), state="done", settled_on=today())
        (line,) = tellable(made, scene.harmed)
        assert "has started" in line.text


def test_it_asks_a_victim_again_and_respects_a_no(scene: Scene, facilitator: Client) -> None:
    made, item = scene.agreed()
    ask = scene.url(f"agreements/{made.pk}/updates/{scene.harmed.pk}/ask/")
    assert b"Select whether Victim 1 wishes" in facilitator.post(ask, {}).content
    assert facilitator.post(ask, {**date_parts("asked_on", today()), "wants": "no"}).status_code == 303
    with scene.north.at("facilitator"):
        assert not Deadline.objects.running().filter(kind="victim_update").exists()
    page = facilitator.post(scene.url(f"agreements/{made.pk}/updates/{scene.harmed.pk}/"), told(scene, item))
    assert b"does not wish to hear" in page.content
    with scene.north.at("facilitator"):
        assert not VictimUpdate.objects.exists()
    assert facilitator.get(ask.replace(str(scene.harmed.pk), str(scene.responsible.pk))).status_code == 404


@pytest.mark.requirement("WTE-7E-10")
def test_it_lists_every_item_by_date_and_state_in_a_constant_number_of_queries(
    scene: Scene, office: Client, world: World
) -> None:
    made, first = scene.agreed(due_on=today())
    page = office.get("/northshire/agreements/")
    assert page.status_code == 200
    assert scene.case.reference.encode() in page.content
    assert b"Northoffender" not in page.content
    few = _queries(office)
    draft_items = [{"due_on": today() + timedelta(days=n), "what": f"Thing {n}"} for n in range(12)]
    with scene.north.at("facilitator"):
        draft = amend(made, actor=scene.north.actor("facilitator"))
    for more in draft_items:
        scene.item(draft, **more)
    scene.agree(draft)
    assert _queries(office) == few
    rows = office.get("/northshire/agreements/?state=changed").context["rows"]
    assert [row["item"].pk for row in rows] == [first.pk]
    rows = office.get("/northshire/agreements/?state=open&sort=-due").context["rows"]
    assert [row["item"].due_on for row in rows] == sorted((row["item"].due_on for row in rows), reverse=True)
    assert not office.get("/northshire/agreements/?state=late").context["rows"]
    browser = Client()
    browser.force_login(world.south.admin)
    assert not browser.get("/southshire/agreements/").context["rows"]


def _queries(browser: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get("/northshire/agreements/").status_code == 200
    return len(seen)


STATES = st.sampled_from(["open", "done", "not_done"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.tuples(STATES, st.integers(0, 1), st.sampled_from(["", "Because"])), min_size=1, max_size=6
    )
)
def test_it_keeps_item_and_clock_in_step_whatever_is_recorded(
    scene: Scene, moves: list[tuple[str, int, str]]
) -> None:
    """After any run of answers the clock runs exactly while the item is open, and met = settled."""
    with scene.north.at("manager"):
        found = AgreementItem.objects.filter(agreement__state="agreed").first()
    item = found or scene.agreed(wants=False)[1]
    with scene.north.at("facilitator"):
        actor = scene.north.actor("facilitator")
        for state, ago, reason in moves:
            day: date | None = None if state == "open" else today() - timedelta(days=ago)
            before = ItemProgress.objects.get(item=item)
            try:
                after = record_progress(item, actor=actor, state=state, settled_on=day, reason=reason)
            except DomainError:
                assert not reason
                assert before.is_settled or state == "not_done"
                continue
            running = Deadline.objects.running().filter(kind="agreement_item", subject=item.pk)
            assert running.count() == (0 if after.is_settled else 1)
            newest = Deadline.objects.filter(subject=item.pk).order_by("-recorded_at").first()
            assert newest is not None
            assert newest.met_on == after.settled_on
            assert (after.settled_on is None) == (after.state == "open")
