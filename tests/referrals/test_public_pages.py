"""What anybody reads on the public pages of a scheme: words, maps, how to refer."""

import pytest
from django.test import Client

from referrals.models import Referral
from tests.referrals.test_self_refer import OFFENDER, Visitor
from tests.world import World

pytestmark = pytest.mark.django_db
SETTINGS = "/northshire/scheme/"


def read(address: str) -> str:
    """A public page as a stranger sees it."""
    answer = Client().get(f"/northshire/{address}")
    assert answer.status_code == 200
    return answer.text


def save(client: Client, world: World, page: str, **typed: str) -> str:
    """Save a page of the settings as the manager; its address afterwards, or the page with its errors."""
    client.force_login(world.north.manager)
    answer = client.post(f"{SETTINGS}{page}/", typed)
    return answer["Location"] if answer.status_code == 303 else answer.text


@pytest.mark.requirement("MOJ-A-02", "WM-1-01")
def test_it_explains_the_words_of_the_field_and_finds_them_by_other_names(world: World) -> None:
    page = read("glossary/")
    for word in ("justice", "process", "practice", "principles", "approaches", "interventions", "activities"):
        assert f">Restorative {word}</dt>" in page
    assert "brings those harmed by crime, and those responsible for the harm, into communication" in page
    assert "Its core is the dialogue between them" in page
    for asked, word, absent in (
        ("harmer", "Person responsible", "Person harmed"),
        ("harmed person", "Person harmed", "Person responsible"),
        ("SHUTTLE mediation", "Indirect communication", "Conference"),
        ("street", "Restorative interventions", "Referral"),
    ):
        found = read(f"glossary/?q={asked}")
        assert f">{word}</dt>" in found
        assert f">{absent}</dt>" not in found
    assert "No word was found for “xyzzy”" in read("glossary/?q=xyzzy")
    assert "&lt;script&gt;" in read("glossary/?q=<script>")
    assert "glossary/" in read("")


@pytest.mark.requirement("WTE-2D-01", "WTE-2.2-01")
def test_it_shows_the_stages_as_maps_that_the_scheme_may_change(world: World, client: Client) -> None:
    usual = read("how-it-works/")
    assert usual.count('<ol class="app-map"') == 2
    assert "Report to the offender manager" in usual
    saved = save(
        client,
        world,
        "maps",
        process_map="Ring us: between 9 and 5\n\nWe meet",
        community_map="Report: by probation\nCourt",
    )
    assert saved == SETTINGS
    page = read("how-it-works/")
    assert page.count('<li class="app-map__stage">') == 4
    assert page.index("Ring us") < page.index("between 9 and 5") < page.index("We meet")
    assert "Report to the offender manager" not in page
    client.force_login(world.north.referrer)
    assert "how-it-works/" in client.get("/northshire/refer/").text


def test_it_says_which_line_of_a_map_nobody_could_read(world: World, client: Client) -> None:
    many = save(client, world, "maps", process_map="\n".join(f"Stage {n}" for n in range(21)))
    assert "Stages of every case must be 20 stages or fewer" in many
    unnamed = save(client, world, "maps", community_map=f"Good\n: no name\n{'x' * 81}")
    assert "Stages of the community sentence route: begin line 2 with a name" in unnamed
    assert "no name" in unnamed


@pytest.mark.requirement("WTE-8A-01")
def test_it_says_how_this_scheme_takes_referrals_and_whom_to_ask(world: World, client: Client) -> None:
    usual = read("how-to-refer/")
    assert "Refer through your account here" in usual
    assert "We check the referral against our criteria" in usual
    saved = save(
        client,
        world,
        "referring",
        referral_route="One door for the whole force area.\nAlso for offenders who ask.",
        after_referral="We ring within 2 working days.",
        unit_contact="RJ hub, <b>01632 960 111</b>",
        champion_contact="PC Champion at Norton",
    )
    assert saved == SETTINGS
    page = read("how-to-refer/")
    assert "One door for the whole force area.<br>Also for offenders who ask." in page
    for text in (
        "We ring within 2 working days.",
        "&lt;b&gt;01632 960 111&lt;/b&gt;",
        "PC Champion at Norton",
    ):
        assert text in page
    assert "Refer through your account here" not in page
    assert "how-to-refer/" in read("")
    assert "PC Champion" not in Client().get("/southshire/how-to-refer/").text


@pytest.mark.requirement("WM-1-02", "CAMB-07")
def test_it_is_one_door_for_everybody_free_and_confidential(world: World, client: Client) -> None:
    save(client, world, "referring", unit_contact="One hub for all of Northshire: 01632 960 111")
    home = read("")
    assert "It is free and confidential." in home
    assert "One hub for all of Northshire" in read("how-to-refer/")
    visitor = Visitor(world.north)
    checked = visitor.answer(OFFENDER).text
    assert "We keep what you tell us confidential, unless somebody is at risk of serious harm." in checked
    assert visitor.send()["Location"] == visitor.url("sent")
    with world.north.at("manager"):
        assert Referral.objects.select_related("case").get(channel="self").case.started_by == "responsible"


def test_it_lets_only_a_manager_change_them(world: World, client: Client) -> None:
    for who in (world.north.admin, world.north.facilitator, world.south.manager):
        client.force_login(who)
        for page in ("referring", "maps", "welsh"):
            assert client.post(f"{SETTINGS}{page}/", {"process_map": "Mine"}).status_code == 404
