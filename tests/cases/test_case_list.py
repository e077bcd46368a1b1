"""The list of cases: who sees what of which, found how, at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from rjcase.audit.models import ReadLog
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import today
from tests.cases.walk import set_stage
from tests.world import World, party

pytestmark = pytest.mark.django_db
LIST = "/northshire/cases/"


def shown(client: Client, query: str = "") -> str:
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_the_exact_stage_to_those_with_both_sides_only(worked: World, client: Client) -> None:
    worked.north.allocate(worked.case, who="volunteer", sides="harmed")
    set_stage(worked.north, worked.case, "ready")
    client.force_login(worked.north.facilitator)
    page = shown(client)
    assert "Ready</strong>" in page.replace("\n", "").replace("  ", "")
    assert "HN" in page
    assert "RN" in page
    client.force_login(worked.north.volunteer)
    page = shown(client)
    assert worked.case.reference in page
    assert "HN" in page
    assert "RN" not in page, "initials of the other side are not theirs to see"
    assert worked.case.reference not in shown(client, "?stage=ready"), "nor is the exact stage"


def test_it_lists_no_case_that_is_not_mine(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator2)
    assert worked.case.reference not in shown(client)
    client.force_login(worked.south.manager)
    assert client.get(LIST).status_code == 404
    for partner in ("referrer", "liaison", "commissioner"):
        client.force_login(getattr(worked.north, partner))
        assert client.get(LIST).status_code == 404


def test_it_logs_one_row_naming_the_files_shown(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    shown(client)
    with worked.north.at("manager"):
        row = ReadLog.objects.get(page="cases:list")
    assert set(row.files) == {worked.harmed.pk, worked.responsible.pk}


@pytest.mark.parametrize("typed", ["{ref}", "{lower}", "{spaced}", "0001", "northvic", "Hana", "han north"])
def test_it_finds_a_case_however_it_is_typed(worked: World, client: Client, typed: str) -> None:
    reference = worked.case.reference
    query = typed.format(ref=reference, lower=reference.lower(), spaced=reference.replace("-", " "))
    client.force_login(worked.north.facilitator)
    assert reference in shown(client, f"?q={query}").split('class="app-filter-layout"')[1].split("<table")[-1]


def test_it_says_on_which_side_a_name_was_found(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    page = shown(client, "?q=northoff")
    assert '<span class="app-side-tag--responsible">Responsible side</span> Offender 1' in page
    assert "app-side-tag--harmed" not in page


@pytest.mark.parametrize("typed", ["victim", "zorro", "Southvictim", "northoff rob x"])
def test_it_finds_nothing_else(worked: World, client: Client, typed: str) -> None:
    client.force_login(worked.north.manager)
    assert "No case matches" in shown(client, f"?q={typed}")


def test_it_finds_no_name_of_a_side_that_is_not_mine(world: World, client: Client) -> None:
    world.north.allocate(world.case, sides="harmed")
    client.force_login(world.north.facilitator)
    assert world.case.reference in shown(client, "?q=northvictim")
    assert "No case matches" in shown(client, "?q=northoffender")


def test_it_says_when_the_last_letter_of_a_reference_is_wrong(worked: World, client: Client) -> None:
    wrong = worked.case.reference[:-1] + ("A" if worked.case.reference[-1] != "A" else "B")
    client.force_login(worked.north.manager)
    assert "Check the case reference" in shown(client, f"?q={wrong}")


def test_it_filters(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    reference = worked.case.reference
    assert reference in shown(client, f"?facilitator={worked.north.facilitator.pk}")
    assert reference not in shown(client, f"?facilitator={worked.north.facilitator2.pk}")
    assert reference in shown(client, "?stage=received")
    assert reference not in shown(client, "?stage=ready")
    assert reference not in shown(client, "?overdue=on")
    with worked.north.at("manager"):
        open_deadline("feedback", worked.case, due_on=today() - timedelta(days=1))
    page = shown(client, "?overdue=on")
    assert reference in page
    assert "Overdue" in page


def test_it_costs_the_same_whatever_its_length(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shown(client, "?q=north")
        return len(queries)

    one = cost()
    for number in range(4):
        case = worked.north.refer(
            party("victim", "Nora", f"Northbound{number}"), party("offender", "Ned", "Northman")
        )
        worked.north.allocate(case)
    with worked.north.at("manager"):
        assert Case.objects.count() == 5
    assert cost() == one


def test_it_pages_newest_first(worked: World, client: Client) -> None:
    for _ in range(26):
        worked.north.refer(party("victim", "Vi", "Long"))
    client.force_login(worked.north.manager)
    first = shown(client)
    assert "Showing <b>1</b> to <b>25</b> of <b>27</b>" in first
    assert worked.case.reference not in first
    assert worked.case.reference in shown(client, "?page=2")
