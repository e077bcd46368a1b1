"""Drafts: saved from the first page on, seen by their author alone, gone when sent."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from django.db.transaction import atomic
from django.test import Client

from cases.models import Case
from referrals.models import DraftPart, ReferralDraft
from referrals.tasks import forget_drafts
from rjcase.access.roles import Role
from rjcase.designsystem.templatetags.design import gov_date
from rjcase.kernel.clock import now
from rjcase.tenancy import SYSTEM, acting
from tests.referrals.typed import VICTIM, Typist
from tests.world import World, sql

TABLES = ("referrals_referraldraft", "referrals_draftpart")


@pytest.fixture
def typist(client: Client, world: World) -> Typist:
    return Typist(client, world.north)


def test_it_keeps_a_half_filled_page_for_later(typist: Typist) -> None:
    draft = typist.begin()
    half = {"given_names": "Hana", "postcode": "NR", "consent": ""}
    response = typist.page(draft, "victim-1", half, later="1")
    assert response.headers["Location"] == typist.url("refer")
    start = typist.client.get(typist.url("refer")).text
    assert "Draft saved" in start
    assert typist.url("draft", draft=draft.pk) in start
    assert "ago" in start
    assert "Hana" not in start
    tasks = typist.client.get(typist.url("draft", draft=draft.pk)).text
    assert "You have completed 0 of 6 pages" in tasks
    assert "In progress" in tasks
    assert 'value="NR"' in typist.client.get(typist.url("step", draft=draft.pk, step="victim-1")).text


def test_it_takes_whatever_is_thrown_at_it(typist: Typist) -> None:
    draft = typist.begin()
    odd = {"given_names": "\x00null\x00", "family_name": "<script>'\"--", "notes": "é" * 5000, "phone": "👾"}
    assert typist.page(draft, "victim-1", odd).status_code == 200
    page = typist.client.get(typist.url("step", draft=draft.pk, step="victim-1")).text
    assert 'value="null"' in page
    assert "<script>'" not in page
    assert "é" * 5000 in page


def test_it_starts_one_draft_on_a_double_click(typist: Typist, world: World) -> None:
    assert typist.begin() == typist.begin()
    with world.north.at("referrer"):
        assert ReferralDraft.objects.count() == 1
    assert "Your drafts" not in typist.client.get(typist.url("refer")).text  # nothing in it yet


def test_it_shows_a_draft_to_its_author_alone(typist: Typist, world: World, client: Client) -> None:
    draft = typist.begin()
    typist.page(draft, "victim-1", VICTIM)
    with world.north.at("manager"):
        world.north.people["colleague"] = world.north.join("colleague", Role.PARTNER)
    for who in ("manager", "admin", "facilitator", "colleague"):
        with world.north.at(who):
            assert [sql(f"select count(*) from {table}")[0][0] for table in TABLES] == [0, 0], who
    for someone in (world.north.scheme, world.south.scheme):
        with acting(someone, SYSTEM):
            assert [sql(f"select count(*) from {table}")[0][0] for table in TABLES] == [0, 0]
    for who in ("manager", "colleague"):
        client.force_login(world.north.people[who])
        for name, more in (("draft", {}), ("check", {}), ("step", {"step": "victim-1"})):
            answer = client.get(typist.url(name, draft=draft.pk, **more))
            assert (answer.status_code, "Quillfeather" in answer.text) == (404, False)
        assert client.post(typist.url("delete-draft", draft=draft.pk)).status_code == 404
    with world.north.at("referrer"):
        assert DraftPart.objects.filter(draft=draft).count() == 1


def test_it_leaves_nothing_of_a_draft_behind_when_it_is_sent(typist: Typist, world: World) -> None:
    draft = typist.fill()
    typist.send(draft)
    with world.north.at("referrer"):
        assert [sql(f"select count(*) from {table}")[0][0] for table in TABLES] == [0, 0]
    tables = sql("select tablename from pg_tables where tablename like 'referrals_draft%event'")
    assert tables == []  # and no history kept a copy


def test_it_forgets_what_nobody_saved_or_sent_for_ninety_days(typist: Typist, world: World) -> None:
    old = typist.begin()
    typist.page(old, "victim-1", VICTIM)
    young = typist.begin()
    typist.page(young, "victim-1", VICTIM)
    with world.north.at("referrer"):
        ReferralDraft.objects.filter(pk=old.pk).update(saved_at=now() - timedelta(days=89))
    forget_drafts()
    last_day = gov_date(now() + timedelta(days=1))
    assert (
        f"deleted if it is not saved or sent by {last_day}"
        in typist.client.get(typist.url("draft", draft=old.pk)).text
    )
    assert last_day in typist.client.get(typist.url("refer")).text
    with world.north.at("referrer"):
        ReferralDraft.objects.filter(pk=old.pk).update(saved_at=now() - timedelta(days=90))
    forget_drafts()
    assert typist.client.get(typist.url("draft", draft=old.pk)).status_code == 404
    with world.north.at("referrer"):
        assert [row.pk for row in ReferralDraft.objects.all()] == [young.pk]
        assert DraftPart.objects.get().draft_id == young.pk
        with pytest.raises(ProgrammingError, match="the round that counts their days"), atomic():
            sql("select forget_old_drafts(now() - interval '90 days')")
    with acting(world.north.scheme, SYSTEM), pytest.raises(ProgrammingError), atomic():
        sql("select forget_old_drafts(now())")


def test_it_deletes_a_draft_after_asking(typist: Typist, world: World) -> None:
    draft = typist.begin()
    typist.page(draft, "victim-1", VICTIM)
    address = typist.url("delete-draft", draft=draft.pk)
    assert "Delete this draft?" in typist.client.get(address).text
    assert typist.client.post(address).headers["Location"] == typist.url("refer")
    with world.north.at("referrer"):
        assert [sql(f"select count(*) from {table}")[0][0] for table in TABLES] == [0, 0]
    gone = typist.client.get(typist.url("draft", draft=draft.pk))
    assert (gone.status_code, "This draft is no longer there" in gone.text) == (404, True)
    with world.north.at("manager"):
        assert Case.objects.count() == 1
