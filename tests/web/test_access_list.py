"""The list of those with access, and who answers for the data."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.periods import quarter_of
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.kernel.clock import today
from tests.practitioners.test_checks import newcomer
from tests.world import World

pytestmark = pytest.mark.django_db
LIST = "/northshire/scheme/access-list/"
DATA = "/northshire/scheme/data/"
FACTS = {
    "data_owner": "Dana Owner, director",
    "file_owner": "Finn Filer, RJ administrator",
    "file_place": "In this program alone; papers in the locked cabinet of room 3",
    "users_and_purposes": "Facilitators: to prepare and hold meetings",
    "overseer": "Olu Oversees, operations manager",
    "contingency": "Ring the force’s information desk",
    "agreement": "DPA 17/2026, reviewed every April",
    "protection_policy": "Data protection policy of March 2026",
    "safeguarding_policy": "Safeguarding policy of May 2026",
    "days_after_closure": "45",
}


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    client.force_login(world.north.manager)
    return client


@pytest.mark.requirement("WM-10-01", "WM-11.4-04")
def test_it_lists_everybody_with_access_in_a_quarter(world: World, manager: Client) -> None:
    world.north.allocate(world.case)
    newcomer(world, Role.VOLUNTEER)
    before = quarter_of(quarter_of(today()).starts_on - timedelta(days=1))
    with world.north.at("manager"):
        Membership.objects.exclude(user=world.north.people["newcomer"]).update(starts_on=before.starts_on)
        Membership.objects.filter(user=world.north.volunteer).update(ends_on=before.starts_on)
    manager.post(f"{DATA}change/", FACTS)

    page = manager.get(LIST).content.decode()
    body = page[page.index("<table") :]
    assert "Nia New" in body
    assert "No check" in body
    assert "All cases" in body
    assert "Cases given to them: 1 today" in body
    for absent in ("Referrer", "Commissioner", "Volunteer</th>"):
        assert absent not in body, absent
    earlier = manager.get(f"{LIST}?quarter={before.starts_on}").content.decode()
    earlier = earlier[earlier.index("<table") :]
    assert "Volunteer" in earlier
    assert "Left" in earlier
    assert "Nia New" not in earlier

    book = manager.get(f"{LIST}file.xlsx")
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    rows = {row[0]: row for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert rows["Nia New"][6] == "New"
    assert rows["Facilitator"][4] == "Cases given to them: 1 today"
    assert "Volunteer" not in rows
    pdf = manager.get(f"{LIST}file.pdf")
    assert pdf["Content-Disposition"].endswith(f'access-list-northshire-{quarter_of(today()).starts_on}.pdf"')
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf.content)).pages)
    for words in (
        "Nia New",
        "DPA 17/2026",
        "Safeguarding policy of May 2026",
        "Data protection policy of March",
    ):
        assert words in text, words


@pytest.mark.requirement("WTE-4.4-02", "WTE-4.3-05", "WTE-4.2-04")
def test_it_keeps_who_answers_for_the_data(world: World, manager: Client) -> None:
    assert "is not written down yet" in manager.get(LIST).content.decode()
    wrong = manager.post(f"{DATA}change/", FACTS | {"days_after_closure": ""}).content.decode()
    assert "Enter days of access after a case is closed" in wrong
    assert "Dana Owner" in wrong, "nothing typed is lost"
    assert manager.post(f"{DATA}change/", FACTS).status_code == 303
    page = manager.get(DATA).content.decode()
    for words in FACTS.values():
        assert words in page, words
    assert "is not written down yet" not in manager.get(LIST).content.decode()
    with world.north.at("manager"):
        world.case.closed_on = today()
        world.case.save(update_fields=["closed_on"])
        world.case.refresh_from_db()
        assert world.case.access_until == today() + timedelta(days=45)


@pytest.mark.parametrize("who", ["admin", "facilitator", "liaison", "commissioner"])
def test_it_is_for_managers(world: World, client: Client, who: str) -> None:
    client.force_login(getattr(world.north, who))
    for address in (LIST, f"{LIST}file.xlsx", f"{LIST}file.pdf", DATA, f"{DATA}change/"):
        assert client.get(address).status_code == 404, address


def test_it_answers_a_wrong_address_with_not_there(manager: Client) -> None:
    assert manager.get(f"{LIST}?quarter=soon").status_code == 404
    assert manager.get(f"{LIST}file.exe").status_code == 404
