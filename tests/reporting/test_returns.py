"""A quarter's return: figures from the rows, frozen on submission, handed to the commissioner."""

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pypdf
import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from reporting.models import Return, ReturnEvidence
from reporting.periods import quarter_of
from reporting.services.returns import digest_of
from reporting.suppression import suppress
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.tenancy import SYSTEM, acting
from tests.world import World, party, sql

pytestmark = pytest.mark.django_db
AFTER = "2027-01-05 10:00"


def begin(client: Client, quarter: str = "2026-10-01") -> str:
    return str(client.post("/northshire/returns/start/", {"quarter": quarter})["Location"])


@pytest.fixture
def manager(world: World, client: Client, settings: Any) -> Client:
    settings.SESSION_COOKIE_AGE = 10**8  # these tests travel months ahead
    settings.IDLE_MINUTES = settings.SESSION_HOURS = 10**6
    client.force_login(world.north.manager)
    return client


def clocks(world: World) -> None:
    """Two more referrals: one contacted in time, one late."""
    for met in (date(2026, 11, 9), date(2026, 11, 10)):
        case = world.north.refer(party("victim", "V", f"Victim{met.day}"), source="probation")
        with acting(world.north.scheme, SYSTEM):
            open_deadline("first_contact", case, started_on=date(2026, 11, 2))
            meet_deadline("first_contact", case, on=met)


@pytest.mark.requirement("WM-9.2-01", "WM-9.2-09")
def test_it_counts_what_happened_in_the_quarter(world: World, manager: Client) -> None:
    clocks(world)
    with time_machine.travel(AFTER, tick=False):
        page = manager.get(begin(manager)).content.decode()
    assert "Police" in page
    assert "Probation" in page
    assert "50%" in page, "one of two was contacted within five working days"


def test_it_leaves_out_another_quarter_and_another_scheme(world: World, manager: Client) -> None:
    with time_machine.travel(AFTER, tick=False):
        page = manager.get(begin(manager, "2026-07-01")).content.decode()
    assert "None in this quarter" in page
    with world.south.at("manager"):
        assert Return.objects.count() == 0


def test_it_freezes_on_submission_and_corrects_by_a_new_version(world: World, manager: Client) -> None:
    with time_machine.travel(AFTER, tick=False):
        url = begin(manager)
        manager.post(f"{url}narrative/", {"narrative": "A quiet quarter."})
        assert manager.post(f"{url}submit/").status_code == 303
        world.north.refer(party("victim", "Late", "Comer"))
        frozen = manager.get(url).content.decode()
        assert "A quiet quarter." in frozen
        with world.north.at("manager"):
            first = Return.objects.get()
            figures = ReturnEvidence.objects.get(of=first).figures
            assert first.digest == digest_of(first, figures)
            assert figures[0]["total"] == 1, "the later referral is not counted"
            with pytest.raises(DatabaseError), transaction.atomic():
                sql("update reporting_return set narrative = 'x'")
        again = begin(manager)
        assert again != url
        assert "Version 2" in manager.get("/northshire/returns/").content.decode()


def test_it_submits_once_however_often_the_button_is_pressed(world: World, manager: Client) -> None:
    with time_machine.travel(AFTER, tick=False):
        url = begin(manager)
        assert manager.post(f"{url}submit/").status_code == 303
        again = manager.post(f"{url}submit/")
        assert "This return was submitted in the meantime" in again.content.decode()
    with world.north.at("manager"):
        assert ReturnEvidence.objects.count() == 1


def test_it_does_not_submit_a_quarter_that_is_not_over(world: World, manager: Client) -> None:
    with time_machine.travel("2026-12-31 10:00", tick=False):
        url = begin(manager)
        page = manager.post(f"{url}submit/").content.decode()
    assert "This quarter is not over yet" in page
    with world.north.at("manager"):
        assert Return.objects.get().state == "draft"


def test_it_shows_the_cases_behind_a_figure_to_the_office_alone(world: World, manager: Client) -> None:
    with time_machine.travel(AFTER, tick=False):
        url = begin(manager)
        manager.post(f"{url}submit/")
        behind = f"{url}cases/referrals_by_source/police/"
        assert world.case.reference in manager.get(behind).content.decode()
        manager.force_login(world.north.commissioner)
        assert manager.get(behind).status_code == 404


def test_it_hands_the_commissioner_submitted_returns_with_small_numbers_hidden(
    world: World, manager: Client
) -> None:
    with time_machine.travel(AFTER, tick=False):
        url = begin(manager)
        manager.force_login(world.north.commissioner)
        assert manager.get(url).status_code == 404
        manager.force_login(world.north.manager)
        manager.post(f"{url}submit/")
        manager.force_login(world.north.commissioner)
        page = manager.get(url).content.decode()
        assert "[c]" in page
        assert manager.post(f"{url}submit/").status_code == 404
    with world.north.at("commissioner"):
        assert sql("select count(*) from reporting_returnevidence") == [(0,)]
        kept = sql("select to_jsonb(r)::text from reporting_return r") + sql(
            "select to_jsonb(e)::text from reporting_returnevent e"
        )
        assert len(kept) >= 2, "the return, and the history of its submission"
        assert not any(re.search(r'"count": [1-4]\b', text) for (text,) in kept), "a small number in the row"
        assert sql("select count(*) from cases_case") == [(0,)]


def test_it_comes_as_a_tagged_pdf_and_as_a_workbook(world: World, manager: Client) -> None:
    with time_machine.travel(AFTER, tick=False):
        url = begin(manager)
        manager.post(f"{url}narrative/", {"narrative": "=HYPERLINK(1)"})
        manager.post(f"{url}submit/")
        pdf = pypdf.PdfReader(io.BytesIO(manager.get(f"{url}file.pdf").content))
        book = openpyxl.load_workbook(io.BytesIO(manager.get(f"{url}file.xlsx").content))
        assert manager.get(f"{url}file.exe").status_code == 404
    assert pdf.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "Referrals by source" in pdf.pages[0].extract_text()
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "Referrals by source" in cells
    assert "'=HYPERLINK(1)" in cells, "a narrative never runs as a formula"


def test_it_is_closed_to_everybody_else(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    url = begin(client)
    for who in ("facilitator", "referrer", "liaison", "supervisor"):
        client.force_login(world.north.people[who])
        assert client.get(url).status_code == 404, who
        assert client.get("/northshire/returns/").status_code == 404, who
    client.force_login(world.south.manager)
    assert client.get(url).status_code == 404
    assert client.get(url.replace("northshire", "southshire")).status_code == 404


def test_quarters_follow_each_other() -> None:
    for day in (
        date(2026, 1, 1),
        date(2026, 3, 31),
        date(2026, 10, 1),
        date(2026, 12, 31),
        date(2024, 2, 29),
    ):
        quarter = quarter_of(day)
        assert quarter.starts_on <= day <= quarter.ends_on
        assert 90 <= (quarter.ends_on - quarter.starts_on).days + 1 <= 92


def test_a_single_small_count_takes_a_second_with_it() -> None:
    rows = [
        {"key": key, "label": key, "count": count, "base": None, "percent": None}
        for key, count in (("a", 20), ("b", 3), ("c", 9), ("d", 0))
    ]
    assert [row["count"] for row in suppress(rows)] == [20, "[c]", "[c]", 0]
