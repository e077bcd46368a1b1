"""History in plain words, for those who may see the record and nobody else."""

import re

import pytest
from django.test import Client

from cases.models import Identity, SafeContact
from rjcase.kernel.clock import today
from tests.cases.test_consents import answer
from tests.cases.walk import case_at, contact, day, file_at
from tests.world import World

pytestmark = pytest.mark.django_db


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.fixture
def changed(worked: World) -> World:
    world = worked
    with world.north.at("facilitator"):
        person = Identity.objects.get(file=world.harmed)
        person.known_as, person.needs_interpreter = "Hanna", True
        person.save()
        SafeContact.objects.filter(file=world.harmed).update(phone="0113 496 0111")
    return world


def test_it_says_who_changed_what_from_what_to_what(changed: World, client: Client) -> None:
    client.force_login(changed.north.manager)
    page = read(client, file_at(changed.harmed, "changes/"))
    assert "Identity changed" in page
    assert "Identity added" in page
    assert "Facilitator" in page
    for words in ("Known as", "Hanna", "Interpreter needed", "0121 496 0000", "0113 496 0111"):
        assert words in page, words
    assert "pgh" not in page
    assert "Northoffender" not in page


def test_it_shows_changes_only_through_the_walls(changed: World, client: Client) -> None:
    client.force_login(changed.north.facilitator2)
    assert client.get(file_at(changed.harmed, "changes/")).status_code == 404
    assert client.get(case_at(changed.case, "history/changes/")).status_code == 404
    client.force_login(changed.south.manager)
    assert client.get(file_at(changed.harmed, "changes/")).status_code == 404


def test_it_keeps_a_one_sided_worker_from_the_other_sides_history(worked: World, client: Client) -> None:
    world = worked
    world.north.allocate(world.case, "facilitator2", sides="harmed")
    client.force_login(world.north.facilitator2)
    assert client.get(file_at(world.responsible, "changes/")).status_code == 404
    page = read(client, case_at(world.case, "history/changes/"))
    assert "Case added" in page
    assert "Progress added" not in page
    looked = read(client, case_at(world.case, "history/who-looked/"))
    assert "Offender 1" not in looked


def test_it_says_who_looked_at_which_file_of_a_case_and_where(changed: World, client: Client) -> None:
    client.force_login(changed.north.facilitator)
    client.post(file_at(changed.harmed, "contacts/log/"), contact())
    read(client, file_at(changed.harmed, "contacts/"))
    read(client, case_at(changed.case, "papers/"))
    client.force_login(changed.north.manager)
    page = read(client, case_at(changed.case, "history/who-looked/"))
    table = page[page.index("<tbody") : page.index("</tbody")]
    cells = " | ".join(cell.strip() for cell in re.findall(r">([^<>]+)<", table) if cell.strip())
    for words in ("Facilitator", "Victim 1", "Source papers", "Contacts", "Papers"):
        assert words in cells, f"{words}: {cells}"
    assert "cases:" not in page
    assert "cases:" not in read(client, file_at(changed.harmed, "who-looked/"))
    assert "History" in read(client, case_at(changed.case, "history/"))


def test_it_says_what_changed_in_the_case_itself(changed: World, client: Client) -> None:
    client.force_login(changed.north.manager)
    page = read(client, case_at(changed.case, "history/changes/"))
    for words in ("Case added", "Allocation added", "Allocation changed", "Offered", "Accepted"):
        assert words in page, words


@pytest.mark.requirement("NOMS-11")
def test_it_keeps_a_record_of_all_that_is_done(worked: World, client: Client) -> None:
    """Each thing done stands in the file's history by itself, with who did it, for those who may see it."""
    client.force_login(worked.north.facilitator)
    done = {
        "contacts/log/": contact(note="She wants to hear why."),
        "consent/record/": answer(reference="Cabinet 2"),
        "consent/explained/": {"topics": ["confidentiality"], **day("happened_on", today())},
        "bars/record/": {"source": "bail", "told_by": "The police", **day("from_on", today())},
    }
    for rest, sent in done.items():
        said = client.post(file_at(worked.harmed, rest), sent)
        assert said.status_code == 303, said.content.decode()[-3000:]
    page = read(client, file_at(worked.harmed, "changes/"))
    for record in ("Contact added", "Consent added", "Explanation added", "Contact bar added"):
        assert record in page, record
    assert "She wants to hear why." in page
    assert page.count("Facilitator") >= 4
    case = read(client, case_at(worked.case, "history/"))
    assert "Offered to Facilitator" in case
    assert "Facilitator answered: accepted" in case
    client.force_login(worked.north.facilitator2)
    for address in (file_at(worked.harmed, "changes/"), case_at(worked.case, "history/")):
        assert client.get(address).status_code == 404, address
