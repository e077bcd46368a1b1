"""The case page: next steps as the rules say them, each side in its own column."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from cases import panels
from cases.models import ContactBar, Identity
from rjcase.audit.models import ReadLog
from rjcase.kernel.clock import today
from rjcase.workflow import Gate, Missing, Step, register, steps
from tests.cases.walk import case_at, contact, file_at, set_stage
from tests.world import World, sql

pytestmark = pytest.mark.django_db


def shown(client: Client, world: World, rest: str = "") -> str:
    answer = client.get(case_at(world.case, rest))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_both_sides_apart_in_words_and_colour(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    page = shown(client, worked)
    harmed = page.split("app-side-block--harmed")[1].split("</section>")[0]
    responsible = page.split("app-side-block--responsible")[1].split("</section>")[0]
    assert "Harmed side" in harmed
    assert "Hana Northvictim" in harmed
    assert "Northoffender" not in harmed
    assert "Responsible side" in responsible
    assert "Rob Northoffender" in responsible
    assert "Northvictim" not in responsible
    with worked.north.at("manager"):
        row = ReadLog.objects.get(page="cases:case")
    assert {worked.harmed.pk, worked.responsible.pk} <= set(row.files)


def test_it_marks_a_bar_and_a_young_age_for_those_who_may_know(worked: World, client: Client) -> None:
    worked.north.allocate(worked.case, who="volunteer", sides="harmed")
    with worked.north.at("manager"):
        ContactBar.objects.create(file=worked.responsible, source="bail", from_on=today())
        Identity.objects.filter(file=worked.responsible).update(date_of_birth=today() - timedelta(days=6000))
    client.force_login(worked.north.facilitator)
    strip = shown(client, worked).split('class="app-badges"')[1].split("</ul>")[0]
    assert "Bar on contact" in strip
    assert "Under 18" in strip
    client.force_login(worked.north.volunteer)
    page = shown(client, worked)
    assert "Bar on contact" not in page
    assert "Under 18" not in page


def test_it_gives_one_side_the_neutral_face(world: World, client: Client) -> None:
    world.north.allocate(world.case, sides="harmed")
    set_stage(world.north, world.case, "ready")
    client.force_login(world.north.facilitator)
    page = shown(client, world)
    assert "Hana Northvictim" in page
    assert "Northoffender" not in page
    assert "1 file on this side is not open to you" in page
    assert "Ready" not in page
    assert "You work one side of this case" in page


def test_it_says_what_has_to_happen_next_as_the_step_enforces_it(worked: World, client: Client) -> None:
    set_stage(worked.north, worked.case, "allocated")
    client.force_login(worked.north.facilitator)
    page = shown(client, worked)
    assert "Begin preparation" in page
    assert "The facilitator logs a first contact or a consent" in page


@pytest.fixture
def secret_step(worked: World) -> Iterator[Step]:
    """A step with a gate that speaks of each file."""

    def speaks(situation: object) -> Iterator[Missing]:
        yield Missing("Line about the harmed file", file=worked.harmed)
        yield Missing("Line about the other file", file=worked.responsible)

    made = Step(
        name="test_secret",
        label="A secret step",
        sources=frozenset({"received"}),
        target="ready",
        permission="cases.move",
        gates=(Gate("test_gate", "A gate", speaks, passable=True),),
    )
    register(made)
    yield made
    steps._STEPS.pop(made.name)


def test_it_hides_a_gates_line_about_a_file_one_may_not_see(
    worked: World, client: Client, secret_step: Step
) -> None:
    client.force_login(worked.north.facilitator)
    page = shown(client, worked)
    assert "Line about the harmed file" in page
    assert "Line about the other file" in page
    with worked.north.at("manager"):
        # A supervisor of one file on each side sees the stage, and lines of those files alone.
        extra = sql("select id from cases_file where party_id is null")[0][0]
        assert extra
    from cases.overview import next_step_lines

    with worked.north.at("facilitator"):
        lines = next_step_lines(worked.case, worked.north.actor("facilitator"), {worked.harmed.pk})
    said = [line.text for item in lines for gate in item.gates for line in gate.lines]
    assert "Line about the harmed file" in said
    assert "Line about the other file" not in said


def test_it_lets_a_manager_pass_a_passable_gate_with_a_reason(
    worked: World, client: Client, secret_step: Step
) -> None:
    address = case_at(worked.case, "gates/test_gate/pass/")
    client.force_login(worked.north.facilitator)
    assert client.get(address).status_code == 404
    client.force_login(worked.north.manager)
    assert "Enter reason" in client.post(address, {"reason": ""}).content.decode()
    assert client.post(address, {"reason": "Agreed with the panel"}).status_code == 303
    page = shown(client, worked)
    assert "Passed by a manager" in page
    assert "Agreed with the panel" in page
    assert client.get(case_at(worked.case, "gates/unknown/pass/")).status_code == 404


def test_it_draws_the_panels_of_other_stages(worked: World, client: Client) -> None:
    panel = panels.Panel(
        "test", 1, "party", "cases/_due.html", lambda file, actor: {"item": {"reference": f"P-{file}"}}
    )
    panels.register(panel)
    try:
        client.force_login(worked.north.facilitator)
        page = shown(client, worked)
    finally:
        panels._PANELS.pop("test")
    assert "P-Victim 1" in page
    assert "P-Offender 1" in page


def test_it_tells_what_happened_by_side_and_kind(worked: World, client: Client) -> None:
    set_stage(worked.north, worked.case, "allocated")
    client.force_login(worked.north.facilitator)
    client.post(file_at(worked.harmed, "contacts/log/"), contact(note="Told of the visit"))
    page = shown(client, worked, "history/")
    assert "Told of the visit" in page
    assert "Begin preparation → Preparing" in page
    assert "Told of the visit" in shown(client, worked, "history/?side=harmed&kind=contact")
    assert "Told of the visit" not in shown(client, worked, "history/?side=responsible")
    assert "Begin preparation → Preparing" not in shown(client, worked, "history/?kind=contact")
    worked.north.allocate(worked.case, who="volunteer", sides="responsible")
    client.force_login(worked.north.volunteer)
    page = shown(client, worked, "history/")
    assert "Told of the visit" not in page
    assert "Begin preparation → Preparing" not in page, "the steps are for those who see both sides"
