"""From a held meeting to an agreement whose words stay, its clocks running."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from agreements.models import AgreementItem, AgreementParty, ItemProgress, OutcomeAgreement, UpdateWish
from agreements.panels import agreement_panel
from agreements.services.agree import digest_of
from agreements.services.draft_agreement import remove_item
from cases.models import JointShare
from rjcase.audit.models import ReadLog
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone
from rjcase.kernel.workingdays import add_working_days
from tests.agreements.scene import Scene, date_parts
from tests.world import World, sql

pytestmark = pytest.mark.django_db


def terms(scene: Scene, **more: object) -> dict[str, object]:
    return {
        **date_parts("made_on", scene.held_on),
        "parties": [str(scene.victim.pk), str(scene.offender.pk)],
        f"called_{scene.victim.pk}": "Hana",
        "monitor": "facilitator",
        "updates_what": "Whether the letter was written",
        **more,
    }


def action(scene: Scene, **more: object) -> dict[str, object]:
    return {
        "kind": "action",
        "what": "Write a letter",
        "type": "apology_letter",
        "owner": str(scene.offender.pk),
        **date_parts("due_on", today() + timedelta(days=14)),
        **more,
    }


@pytest.mark.requirement("WTE-7F-01", "WTE-7F-02", "MOJ-A-09", "MOJ-A-10", "MOJ-A-15", "WTE-7E-08")
def test_it_drafts_agrees_and_starts_every_clock(scene: Scene, facilitator: Client) -> None:
    start = scene.url(f"together/{scene.joint.pk}/agreement/")
    page = facilitator.get(start)
    assert page.status_code == 200, page.content
    answer = facilitator.post(start, terms(scene))
    assert answer.status_code == 303, answer.content.decode()
    home = answer["Location"]
    for item in (
        action(scene),
        {"kind": "statement", "what": "I am sorry", "said_by": str(scene.offender.pk)},
    ):
        answer = facilitator.post(f"{home}items/new/", item)
        assert answer.status_code == 303, answer.content.decode()
    with scene.north.at("facilitator"):
        parts = {part.party_id: part for part in AgreementParty.objects.all()}
    agreed = {
        **date_parts("agreed_on", scene.held_on),
        **date_parts("asked_on", scene.held_on),
        f"signed_{parts[scene.victim.pk].pk}": "paper",
        f"signed_{parts[scene.offender.pk].pk}": "recorded",
        f"wants_{parts[scene.victim.pk].pk}": "yes",
        **date_parts(f"next_on_{parts[scene.victim.pk].pk}", today() + timedelta(days=30)),
    }
    answer = facilitator.post(f"{home}agree/", agreed)
    assert answer.status_code == 303, answer.content.decode()
    with scene.north.at("facilitator"):
        made = OutcomeAgreement.objects.get()
        assert (made.state, made.monitor, made.agreed_on) == ("agreed", "facilitator", scene.held_on)
        assert ItemProgress.objects.get().file_id == scene.responsible.pk
        assert {part.signed for part in AgreementParty.objects.all()} == {"paper", "recorded"}
        wish = UpdateWish.objects.get()
        assert (wish.file_id, wish.wants, wish.asked_on) == (scene.harmed.pk, True, scene.held_on)
        assert set(JointShare.objects.values_list("file", "part")) == {
            (scene.harmed.pk, "agreement"),
            (scene.responsible.pk, "agreement"),
        }
        clocks = {(each.kind, each.file_id): each for each in Deadline.objects.running()}
        letter = AgreementItem.objects.get(kind="action")
        assert clocks[("agreement_item", scene.responsible.pk)].due_on == letter.due_on
        assert clocks[("agreement_item", scene.responsible.pk)].subject == letter.pk
        for file in (scene.harmed, scene.responsible):
            copy = clocks[("agreement_copies", file.pk)]
            assert copy.due_on == add_working_days(scene.held_on, 3)
            assert "North" not in copy.label
        assert clocks[("victim_update", scene.harmed.pk)].due_on == today() + timedelta(days=30)
    page = facilitator.get(home)
    assert page.status_code == 200
    assert b"I am sorry" in page.content
    with scene.north.at("facilitator"):
        assert ReadLog.objects.filter(page="agreements:agreement", files__contains=[scene.harmed.pk]).exists()


def test_it_keeps_an_agreement_optional_and_calls_nothing_a_breach(scene: Scene, facilitator: Client) -> None:
    with scene.north.at("facilitator"):
        offered = agreement_panel(scene.again(), scene.north.actor("facilitator"))
        assert offered is not None
        assert [row["url"] for row in offered["to_start"]] == [
            scene.url(f"together/{scene.joint.pk}/agreement/")
        ]
    made, _item = scene.agreed(due_on=today())
    for tail in (f"agreements/{made.pk}/", f"agreement-items/{_item.pk}/"):
        page = facilitator.get(scene.url(tail)).content.decode().lower()
        text = page[
            page.index("<main") : page.index("</main>")
        ]  # the menu leads to breaches of data protection
        assert "breach" not in text.replace("never a breach", "")


def test_it_says_everything_that_is_wrong_at_once_and_loses_nothing(
    scene: Scene, facilitator: Client
) -> None:
    start = scene.url(f"together/{scene.joint.pk}/agreement/")
    page = facilitator.post(start, {"words": "We talked", "made_on-day": "31", "made_on-month": "2"})
    text = page.content.decode()
    assert page.status_code == 200
    for wrong in ("Date it was made must include a year", "Select who made the", "Select who looks after"):
        assert wrong in text
    assert "We talked" in text
    assert 'value="31"' in text
    draft = scene.draft()
    text = facilitator.post(
        scene.url(f"agreements/{draft.pk}/items/new/"), {"kind": "action"}
    ).content.decode()
    for wrong in (
        "Enter what was agreed",
        "Select type of action",
        "Select who will do it",
        "Enter date it is",
    ):
        assert wrong in text
    text = facilitator.post(scene.url(f"agreements/{draft.pk}/agree/"), {}).content.decode()
    for wrong in ("Enter date it was agreed", "Enter date you asked", "Select whether Victim 1 wishes"):
        assert wrong in text


def test_it_starts_one_agreement_however_often_the_button_is_pressed(
    scene: Scene, facilitator: Client
) -> None:
    start = scene.url(f"together/{scene.joint.pk}/agreement/")
    first, second = (facilitator.post(start, terms(scene))["Location"] for _ in range(2))
    assert first == second
    for _ in range(2):
        assert facilitator.post(f"{first}items/new/", action(scene)).status_code == 303
    with scene.north.at("facilitator"):
        assert AgreementItem.objects.count() == 1
        item = AgreementItem.objects.get()
    assert facilitator.post(f"{first}items/{item.pk}/", action(scene, what="Write two")).status_code == 303
    with scene.north.at("facilitator"):
        assert AgreementItem.objects.get().what == "Write two"
    assert facilitator.post(f"{first}items/{item.pk}/remove/").status_code == 303
    with scene.north.at("facilitator"):
        assert not AgreementItem.objects.exists()


def test_it_refuses_an_item_of_somebody_who_takes_no_part(scene: Scene, facilitator: Client) -> None:
    draft = scene.draft()
    page = facilitator.post(
        scene.url(f"agreements/{draft.pk}/items/new/"), action(scene, owner=str(scene.case.pk))
    )
    assert b"from the list" in page.content
    with scene.north.at("facilitator"):
        assert not AgreementItem.objects.exists()


def test_it_freezes_the_words_in_the_database(scene: Scene) -> None:
    made, item = scene.agreed()
    with scene.north.at("manager"):
        for change in (
            lambda: AgreementItem.objects.filter(pk=item.pk).update(what="Pay 100 pounds"),
            lambda: sql("delete from agreements_agreementitem where id = %s", [item.pk]),
            lambda: AgreementItem.objects.create(
                file=made.file, agreement=made, number=9, kind="statement", what="x"
            ),
            lambda: OutcomeAgreement.objects.filter(pk=made.pk).update(words="Something else"),
            lambda: OutcomeAgreement.objects.filter(pk=made.pk).update(state="draft"),
        ):
            with pytest.raises(DatabaseError, match="amended by a new version"), transaction.atomic():
                change()
        items = AgreementItem.objects.filter(agreement=made).order_by("number")
        parts = AgreementParty.objects.filter(agreement=made).select_related("party")
        assert digest_of(made, parts, items) == made.digest


def test_it_tells_whoever_presses_second_that_it_was_agreed(scene: Scene, facilitator: Client) -> None:
    made, item = scene.agreed()
    assert facilitator.get(scene.url(f"agreements/{made.pk}/agree/")).status_code == 404
    assert facilitator.post(scene.url(f"agreements/{made.pk}/items/new/"), {}).status_code == 404
    with scene.north.at("facilitator"), pytest.raises(AlreadyDone):
        remove_item(made, item, actor=scene.north.actor("facilitator"))


def test_it_amends_by_a_new_version_that_takes_over_what_is_open(scene: Scene, facilitator: Client) -> None:
    made, item = scene.agreed()
    answer = facilitator.post(scene.url(f"agreements/{made.pk}/amend/"))
    assert answer.status_code == 303
    assert facilitator.post(scene.url(f"agreements/{made.pk}/amend/"))["Location"] == answer["Location"]
    with scene.north.at("facilitator"):
        draft = OutcomeAgreement.objects.get(state="draft")
        copied = AgreementItem.objects.get(agreement=draft)
        assert (draft.version, copied.follows_id, copied.what) == (2, item.pk, item.what)
    later = today() + timedelta(days=60)
    scene_item = action(scene, **date_parts("due_on", later))
    page = facilitator.post(scene.url(f"agreements/{draft.pk}/items/{copied.pk}/"), scene_item)
    assert page.status_code == 303
    scene.agree(draft)
    with scene.north.at("facilitator"):
        assert OutcomeAgreement.objects.get(pk=made.pk).state == "replaced"
        old = ItemProgress.objects.get(item=item)
        assert old.state == "changed"
        assert old.reason
        assert old.settled_on == scene.held_on
        running = Deadline.objects.running().filter(kind="agreement_item")
        assert [each.due_on for each in running] == [later]
        assert Deadline.objects.get(kind="agreement_item", subject=item.pk).waived_reason
        assert Deadline.objects.running().filter(kind="victim_update").count() == 1


@pytest.mark.parametrize("who", ["facilitator2", "volunteer", "supervisor", "referrer", "liaison"])
def test_it_is_not_there_without_a_grant(scene: Scene, client: Client, world: World, who: str) -> None:
    made, item = scene.agreed()
    client.force_login(getattr(world.north, who))
    for tail in (
        f"agreements/{made.pk}/",
        f"agreements/{made.pk}/copies/",
        f"agreement-items/{item.pk}/",
        f"together/{scene.joint.pk}/agreement/",
        "close/",
        "close/early/",
    ):
        assert client.get(scene.url(tail)).status_code == 404
        assert client.post(scene.url(tail)).status_code == 404


def test_it_is_not_there_in_another_scheme(scene: Scene, client: Client, world: World) -> None:
    made, item = scene.agreed()
    client.force_login(world.south.manager)
    south = f"/southshire/cases/{world.south_case.reference}/"
    for tail in (f"agreements/{made.pk}/", f"agreement-items/{item.pk}/"):
        assert client.get(scene.url(tail)).status_code == 404
        assert client.get(south + tail).status_code == 404


def test_it_asks_before_an_address_or_name_becomes_part_of_what_everybody_gets(
    scene: Scene, facilitator: Client
) -> None:
    draft = scene.draft()
    url = scene.url(f"agreements/{draft.pk}/items/new/")
    sent = action(scene, what="Mend the fence of 1 Northvictim Road, B1 1AB")
    page = facilitator.post(url, sent)
    assert b"from the other side of this case" in page.content
    with scene.north.at("facilitator"):
        assert not AgreementItem.objects.exists()
    assert facilitator.post(url, {**sent, "mentions_other_side": "on"}).status_code == 303
