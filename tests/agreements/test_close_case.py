"""How a case ends: in its time, with updates going on, or early and neutrally."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from agreements.models import AgreementParty, EndingNotice, Withdrawal
from agreements.services.close_case import Leaver, close_early
from agreements.services.give_copies import Copy, give_copies
from agreements.services.record_progress import record_progress
from cases import timeline
from cases.desk import queues
from cases.models import Case, Consent, GatePass, Party, StageChange
from cases.services.consents import withdraw_consent
from cases.services.perform import next_steps, pass_gate
from conferences.models import Process, ProcessChange, WriteUp
from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError
from tests.agreements.scene import Scene, date_parts
from tests.world import World

pytestmark = pytest.mark.django_db


def write_up(scene: Scene) -> None:
    with scene.north.at("facilitator"):
        WriteUp.objects.create(
            joint=scene.joint,
            process=scene.process,
            by=scene.north.facilitator,
            signed_by=scene.north.facilitator,
            signed_on=today(),
        )


def settle(scene: Scene, agreement: Any, item: Any) -> None:
    with scene.north.at("facilitator"):
        actor = scene.north.actor("facilitator")
        record_progress(item, actor=actor, state="done", settled_on=today())
        parts = AgreementParty.objects.filter(agreement=agreement)
        give_copies(agreement, {part.pk: Copy("handed", today()) for part in parts}, actor=actor)


def closing(**more: object) -> dict[str, object]:
    return {**date_parts("happened_on", today()), **more}


def lines(scene: Scene, name: str) -> list[str]:
    with scene.north.at("facilitator"):
        views = {v.step.name: v for v in next_steps(scene.again(), scene.north.actor("facilitator"))}
        return [line.text for result in views[name].results for line in result.missing]


@pytest.mark.requirement("WTE-7.7-01", "WTE-7E-04")
def test_it_closes_once_nothing_is_missing_and_shows_what_is(scene: Scene, facilitator: Client) -> None:
    made, item = scene.agreed()
    url = scene.url("close/")
    missing = lines(scene, "close_case")
    assert set(missing) == {
        "Sign the write-up",
        "Give or send the copy of the agreement: Offender 1",
        "Give or send the copy of the agreement: Victim 1",
        "Record what became of item 1",
    }
    page = facilitator.get(url).content.decode()
    for line in missing:
        assert line in page
    page = facilitator.post(url, closing()).content.decode()
    assert "Sign the write-up" in page
    assert scene.stage() == "following_up"
    write_up(scene)
    settle(scene, made, item)
    assert lines(scene, "close_case") == ["Tell Victim 1 what became of item 1"]
    told = {
        "happened_at-day": str(today().day),
        "happened_at-month": str(today().month),
        "happened_at-year": str(today().year),
        "happened_at-time": "12:00am",
        "method": "phone",
        "items": [str(item.pk)],
        "goes_on": "no",
    }
    assert (
        facilitator.post(scene.url(f"agreements/{made.pk}/updates/{scene.harmed.pk}/"), told).status_code
        == 303
    )
    assert lines(scene, "close_case") == []
    assert facilitator.post(url, closing(note="Went well")).status_code == 303
    assert scene.stage() == "closed"
    assert (scene.again().face, scene.again().closed_on) == ("completed", today())
    with scene.north.at("facilitator"):
        change = StageChange.objects.get(step="close_case")
        assert (change.reason, change.note) == ("completed", "Went well")
        assert not Deadline.objects.running().filter(case=scene.case, kind__startswith="agreement").exists()
    assert b"has moved on" in facilitator.post(url, closing()).content
    assert facilitator.get(url).status_code == 404


def test_it_closes_without_any_agreement(scene: Scene, facilitator: Client) -> None:
    write_up(scene)
    assert facilitator.post(scene.url("close/"), closing()).status_code == 303
    assert scene.stage() == "closed"


def test_it_lets_a_manager_pass_what_may_be_passed(scene: Scene, facilitator: Client) -> None:
    for gate in ("process_written_up",):
        with scene.north.at("manager"):
            pass_gate(gate, scene.case, scene.north.actor("manager"), reason="Facilitator left")
            assert GatePass.objects.count() == 1
    assert facilitator.post(scene.url("close/"), closing()).status_code == 303


def test_it_closes_with_updates_going_on_and_ends_them_later(scene: Scene, facilitator: Client) -> None:
    made, item = scene.agreed()
    url = scene.url("close/updating/")
    write_up(scene)
    with scene.north.at("facilitator"):
        parts = AgreementParty.objects.filter(agreement=made)
        copies = {part.pk: Copy("handed", today()) for part in parts}
        give_copies(made, copies, actor=scene.north.actor("facilitator"))
    assert facilitator.post(url, closing()).status_code == 303
    assert scene.stage() == "closed_updating"
    with scene.north.at("facilitator"):
        kinds = set(Deadline.objects.running().filter(case=scene.case).values_list("kind", flat=True))
        assert {"victim_update", "agreement_item"} <= kinds
    end = scene.url("close/updates/")
    assert b"Record what became of item 1" in facilitator.post(end, closing()).content
    with scene.north.at("facilitator"):
        actor = scene.north.actor("facilitator")
        record_progress(item, actor=actor, state="not_done", settled_on=today(), reason="No")
    assert b"Tell Victim 1" in facilitator.post(end, closing()).content
    with scene.north.at("manager"):
        pass_gate("victim_told", scene.case, scene.north.actor("manager"), reason="Cannot be reached")
    assert facilitator.post(end, closing()).status_code == 303
    assert scene.stage() == "closed"
    with scene.north.at("facilitator"):
        waived = Deadline.objects.get(kind="victim_update")
        assert waived.waived_reason == "Case closed"


def test_it_goes_on_with_updates_only_where_somebody_waits(scene: Scene, facilitator: Client) -> None:
    scene.agreed(wants=False)
    write_up(scene)
    page = facilitator.post(scene.url("close/updating/"), closing())
    assert b"Nobody waits for an update" in page.content
    with scene.north.at("manager"), pytest.raises(DomainError):
        pass_gate("somebody_waits", scene.case, scene.north.actor("manager"), reason="Because")


def withdrawn(scene: Scene, party: str, file: Any, **more: object) -> dict[str, object]:
    side = "harmed" if party == "victim" else "responsible"
    return closing(reason=f"withdrawn_{party}", **{f"who_{side}": str(file.pk)}, **more)


def test_it_ends_early_with_a_neutral_face_and_goes_on_with_what_is_owed(
    scene: Scene, facilitator: Client
) -> None:
    scene.agreed()
    scene.consent(scene.responsible, "take_part")
    scene.consent(scene.harmed, "explore")
    url = scene.url("close/early/")
    assert b"What is still owed" in facilitator.get(url).content
    page = facilitator.post(url, closing(reason="withdrawn_offender"))
    assert b"Select who withdrew" in page.content
    sent = withdrawn(scene, "offender", scene.responsible, said="He changed his mind")
    assert facilitator.post(url, sent).status_code == 303
    assert scene.stage() == "closed"
    assert scene.again().face == "did_not_go_ahead"
    with scene.north.at("facilitator"):
        left = Withdrawal.objects.get()
        assert (left.file_id, left.note) == (scene.responsible.pk, "He changed his mind")
        assert Consent.objects.filter(file=scene.responsible, decision="withdrawn").count() == 1
        assert EndingNotice.objects.get().file_id == scene.harmed.pk
        running = {(each.kind, each.file_id) for each in Deadline.objects.running().filter(case=scene.case)}
        assert {key for key in running if key[0] != "first_contact"} == {
            ("agreement_copies", scene.harmed.pk),
            ("victim_update", scene.harmed.pk),
            ("agreement_item", scene.responsible.pk),
        }
        ended = Deadline.objects.get(kind="agreement_copies", file=scene.responsible)
        assert ended.waived_reason == "Case closed"
    assert b"has moved on" in facilitator.post(url, sent).content
    with scene.north.at("facilitator"):
        assert Withdrawal.objects.count() == 1


def test_it_ends_what_is_owed_where_the_withdrawal_names_it(scene: Scene, facilitator: Client) -> None:
    scene.agreed()
    sent = withdrawn(scene, "offender", scene.responsible, ends_owed="on")
    assert facilitator.post(scene.url("close/early/"), sent).status_code == 303
    with scene.north.at("facilitator"):
        assert not Deadline.objects.running().filter(case=scene.case).exists()


def test_it_ends_the_victims_own_updates_when_the_victim_withdraws(scene: Scene, facilitator: Client) -> None:
    scene.agreed()
    sent = withdrawn(scene, "victim", scene.harmed)
    assert facilitator.post(scene.url("close/early/"), sent).status_code == 303
    with scene.north.at("facilitator"):
        running = Deadline.objects.running().filter(case=scene.case)
        kept = {(each.kind, each.file_id) for each in running if each.kind != "first_contact"}
        assert kept == {("agreement_copies", scene.responsible.pk)}


def test_it_tells_whoever_has_one_side_only_the_neutral_line(scene: Scene, facilitator: Client) -> None:
    scene.consent(scene.harmed, "explore")
    sent = withdrawn(scene, "offender", scene.responsible, said="Marker of the responsible side")
    assert facilitator.post(scene.url("close/early/"), sent).status_code == 303
    scene.north.allocate(scene.case, "facilitator2", sides="harmed")
    with scene.north.at("facilitator2"):
        case = Case.objects.select_related("scheme").get(pk=scene.case.pk)
        seen = timeline.events(case, scene.north.actor("facilitator2"), kind="ending")
        titles = [str(event.title) for event in seen]
        assert titles == ["The case did not go ahead"]
        assert case.face == "did_not_go_ahead"
        assert not Withdrawal.objects.exists()
        assert not StageChange.objects.exists()
        notice = EndingNotice.objects.get()
    browser = Client()
    browser.force_login(scene.north.facilitator2)
    for tail in ("", f"told/{notice.pk}/", f"files/{scene.harmed.pk}/"):
        page = browser.get(scene.url(tail))
        assert page.status_code == 200
        assert b"Marker" not in page.content
        assert b"withdrew" not in page.content.lower()
    answer = browser.post(scene.url(f"told/{notice.pk}/"), date_parts("told_on", today()))
    assert answer.status_code == 303
    with scene.north.at("facilitator2"):
        assert EndingNotice.objects.get().told_by == scene.north.facilitator2


def test_it_tells_nobody_who_never_heard_of_the_case(scene: Scene, facilitator: Client) -> None:
    answer = facilitator.post(scene.url("close/early/"), closing(reason="transferred"))
    assert answer.status_code == 303
    with scene.north.at("facilitator"):
        assert not EndingNotice.objects.exists()


@pytest.mark.parametrize(
    ("reason", "face"),
    [
        ("not_eligible", "not_taken_forward"),
        ("not_contactable_victim", "did_not_go_ahead"),
        ("unsuitable_offender", "did_not_go_ahead"),
        ("order_revoked", "did_not_go_ahead"),
    ],
)
def test_it_maps_every_reason_to_its_face_from_any_open_stage(
    world: World, reason: str, face: str, client: Client
) -> None:
    scene = Scene(world, stage="preparing")
    client.force_login(world.north.facilitator)
    assert client.post(scene.url("close/early/"), closing(reason=reason)).status_code == 303
    assert (scene.stage(), scene.again().face) == ("closed", face)


def test_it_refuses_completed_and_a_leaver_who_is_not_of_that_side(scene: Scene) -> None:
    with scene.north.at("facilitator"):
        actor = scene.north.actor("facilitator")
        for reason, leaver in (
            ("completed", None),
            ("withdrawn_victim", Leaver(scene.responsible)),
            ("transferred", Leaver(scene.responsible)),
        ):
            with pytest.raises(DomainError):
                close_early(scene.case, actor=actor, reason=reason, happened_on=today(), leaver=leaver)
        close_early(scene.case, actor=actor, reason="transferred", happened_on=today())
        with pytest.raises(AlreadyDone):
            close_early(scene.case, actor=actor, reason="transferred", happened_on=today())
    assert scene.stage() == "closed"


def test_it_shows_a_neutral_gate_line_to_nobody_without_its_file(scene: Scene) -> None:
    """A facilitator of one side sees no step at all, so no line of the other side's file either."""
    scene.agreed()
    scene.north.allocate(scene.case, "facilitator2", sides="harmed")
    browser = Client()
    browser.force_login(scene.north.facilitator2)
    for tail in ("close/", "close/early/", "close/updating/"):
        assert browser.get(scene.url(tail)).status_code == 404
        assert browser.post(scene.url(tail), closing()).status_code == 404
    assert scene.stage() == "following_up"


def test_it_puts_what_is_due_on_the_desk(scene: Scene, office: Client) -> None:
    made, _item = scene.agreed()
    with scene.north.at("admin"):
        actor = scene.north.actor("admin")
        mine = {queue.name: queue.count_and_rows(actor) for queue in queues(actor)}
        assert Party.objects.count() == 2
    assert mine["agreement_copies"][0] == 2
    assert mine["agreement_items"][0] == mine["victim_updates"][0] == mine["agreement_sign_off"][0] == 1
    for name in ("agreement_copies", "agreement_items", "victim_updates", "agreement_sign_off"):
        for row in mine[name][1]:
            assert "North" not in str(row.text)
            assert office.get(row.url).status_code == 200
    late = today() - timedelta(days=1)
    with scene.north.at("admin"):
        Deadline.objects.filter(kind="victim_update").update(due_on=late)
        actor = scene.north.actor("admin")
        (row,) = next(q for q in queues(actor) if q.name == "victim_updates").count_and_rows(actor)[1]
    assert row.is_late
    assert str(made.pk) in row.url


def test_it_asks_before_the_other_sides_name_goes_into_the_leavers_file(
    scene: Scene, facilitator: Client
) -> None:
    url = scene.url("close/early/")
    sent = withdrawn(scene, "offender", scene.responsible, said="Does not want to meet Hana Northvictim")
    page = facilitator.post(url, sent)
    assert b"from the other side of this case" in page.content
    assert scene.stage() == "following_up"
    assert facilitator.post(url, {**sent, "mentions_other_side": "on"}).status_code == 303
    with scene.north.at("facilitator"):
        assert "Northvictim" in Withdrawal.objects.get().note


def test_it_gives_a_neutral_word_to_the_other_sides_worker_on_any_withdrawal(scene: Scene) -> None:
    scene.consent(scene.responsible, "take_part")
    scene.north.allocate(scene.case, "facilitator2", sides="harmed")
    with scene.north.at("facilitator"):
        for _ in range(2):
            withdraw_consent(
                scene.responsible,
                actor=scene.north.actor("facilitator"),
                purpose=Consent.Purpose.TAKE_PART,
                form=Consent.Form.VERBAL,
                happened_on=today(),
                note="Marker of the responsible side",
            )
    with scene.north.at("facilitator2"):
        case = Case.objects.select_related("scheme").get(pk=scene.case.pk)
        (event,) = timeline.events(case, scene.north.actor("facilitator2"), kind="ending")
        assert (event.title, event.side) == (
            "Paused: ask the lead facilitator before the next step",
            "harmed",
        )
        assert "Marker" not in f"{event.detail}{event.by}"


def test_it_cancels_what_was_planned_when_a_case_ends_early(scene: Scene) -> None:
    scene.consent(scene.harmed, "explore")
    with scene.north.at("facilitator"):
        Process.objects.filter(pk=scene.process.pk).update(state="planned", held_at=None)
        open_deadline("feedback", scene.case, file=scene.harmed, subject=scene.harmed.pk)
        close_early(
            scene.case,
            actor=scene.north.actor("facilitator"),
            reason="not_contactable_victim",
            note="",
            happened_on=today(),
        )
    with scene.north.at("manager"):
        assert Process.objects.get(pk=scene.process.pk).state == "cancelled"
        assert ProcessChange.objects.get(process=scene.process).reason == "The case was closed early"
        assert not Deadline.objects.running().filter(case=scene.case).exists()
