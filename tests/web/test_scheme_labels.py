"""The words for the two sides are the scheme's own."""

import pytest
from django.template import engines
from django.test import Client

from cases.models import Allocation, Party
from conferences.forms import WriteUpForm
from tests.world import World

pytestmark = pytest.mark.django_db
WORDS = {"harmed": "Person harmed", "responsible": "Person responsible"}


def change(client: Client, world: World, **words: str) -> int:
    client.force_login(world.north.manager)
    return client.post("/northshire/scheme/words/", WORDS | words).status_code


def shown(template: str) -> str:
    return engines["django"].from_string(template).render({})


@pytest.mark.requirement("MOJ-A-14")
def test_it_says_the_schemes_words_for_parties_and_sides(world: World, client: Client) -> None:
    case = f"/northshire/cases/{world.case.reference}/"
    file = f"{case}files/{world.harmed.pk}/"
    client.force_login(world.north.manager)
    assert "Harmed side" in client.get(file).text
    assert change(client, world) == 303
    page = client.get(file).text
    assert "Person harmed side" in page
    assert "Person harmed 1" in page
    assert "Victim" not in page
    with world.south.at("manager"):
        assert str(Party.objects.get(side="harmed")) == "Victim 1"


def test_it_says_them_in_tags_and_choices(world: World, client: Client) -> None:
    change(client, world)
    with world.north.at("facilitator"):
        assert "Person responsible side" in shown('{% side_banner "responsible" %}')
        assert "Person harmed side" in shown('{% side_tag "harmed" %}')
        assert ("victim_supporter", "Person harmed's supporter") in Party.Role.choices
        assert Allocation.Sides.HARMED.label == "Person harmed side"
    assert "Harmed side" in shown('{% side_tag "harmed" %}')
    assert Party.Role.VICTIM.label == "Victim"


def test_it_reads_them_once_a_request(world: World, django_assert_num_queries: object) -> None:
    with world.north.at("manager"), django_assert_num_queries(1):  # type: ignore[operator]
        assert [str(role.label) for role in Party.Role][:2] == ["Victim", "Offender"]
        assert shown('{% side_tag "harmed" %}')


def test_it_asks_for_two_different_words(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    page = client.post("/northshire/scheme/words/", {"harmed": "", "responsible": "x" * 41}).text
    assert "Enter word for a victim" in page
    assert "Word for an offender must be 40 characters or fewer" in page
    page = client.post("/northshire/scheme/words/", {"harmed": "Person", "responsible": "person"}).text
    assert "The two words must be different" in page


def test_it_says_them_within_sentences(world: World, client: Client) -> None:
    change(client, world, harmed="Survivor", responsible="CPS client")
    page = client.get("/northshire/scheme/deadlines/").text
    assert "First contact with the survivor" in page
    assert "Update to the survivor" in page
    assert "the victim" not in page
    with world.north.at("manager"):
        form = WriteUpForm.base_fields
        assert str(form["video_for_victim"].label) == "Did video work for the survivor?"
        assert str(form["video_for_offender"].label) == "Did video work for the CPS client?"
    returns = client.get("/northshire/returns/").text
    assert "the victim" not in returns
