"""A risk assessment in the browser: drafts, approval by somebody else, a new risk."""

from typing import Any

import pytest
from django.test import Client

from assessments.models import RiskAssessment
from assessments.questions import questions_for
from cases.models import File
from rjcase.audit.models import ReadLog
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from tests.assessments.helpers import prepare, set_stage, stage, submitted
from tests.world import World, party

pytestmark = pytest.mark.django_db


def url(world: World, rest: str, file: File | None = None) -> str:
    return f"/northshire/cases/{world.case.reference}/files/{(file or world.harmed).pk}/{rest}"


def answers(role: str, **more: Any) -> dict[str, Any]:
    day = today()
    return {
        "assessed_on-day": day.day,
        "assessed_on-month": day.month,
        "assessed_on-year": day.year,
        "is_consent_free": "yes",
        "level": "low",
        "level_reasons": "Calm and prepared.",
        "action": "submit",
        **{q.code: "no" if q.risky == "yes" else "yes" for q in questions_for(role)},
    } | more


def seen(client: Client, address: str) -> str:
    return str(client.get(address).context["form"]["seen"].value())


def as_(client: Client, world: World, who: str) -> Client:
    client.force_login(getattr(world.north, who))
    return client


@pytest.mark.requirement("WTE-5.9-01", "WTE-5B-01")
def test_it_goes_from_draft_to_approval_by_a_manager(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    write = url(world, "risk/write/")
    as_(client, world, "facilitator")
    kept = client.post(write, {"action": "draft", "self": "yes", "seen": seen(client, write)})
    assert (kept.status_code, kept["Location"]) == (303, url(world, "risk/"))
    assert "Continue the draft" in client.get(url(world, "risk/")).content.decode()
    sent = client.post(
        write,
        answers(
            "victim",
            seen=seen(client, write),
            self="yes",
            likelihood_self="medium",
            how_self="A friend stays with them.",
        ),
    )
    assert sent.status_code == 303
    with world.north.at("manager"):
        risk = RiskAssessment.objects.get()
        assert (risk.state, risk.author, risk.version) == ("submitted", world.north.facilitator, 1)
        due = Deadline.objects.running().get(kind="risk_approval")
        assert (due.file_id, due.owner, due.subject) == (world.harmed.pk, world.north.manager, risk.pk)
    assert client.get("/northshire/approvals/").status_code == 404, "not for those who write them"
    as_(client, world, "manager")
    queue = client.get("/northshire/approvals/").content.decode()
    decide = url(world, f"risk/{risk.pk}/decide/")
    assert world.case.reference in queue
    assert decide in queue
    assert "Northvictim" not in queue
    page = client.get(decide).content.decode()
    assert "A friend stays with them." in page
    assert client.post(decide, {"decision": "approved"}).status_code == 303
    with world.north.at("manager"):
        risk.refresh_from_db()
        assert (risk.state, risk.decided_by) == ("approved", world.north.manager)
        assert Deadline.objects.get(kind="risk_approval").met_on == today()
        assert ReadLog.objects.filter(page="assessments:approvals", files=[world.harmed.pk]).count() == 1
        assert ReadLog.objects.filter(page="assessments:decide", user=world.north.manager).exists()
    assert "Nothing waits for your approval" in client.get("/northshire/approvals/").content.decode()


def test_it_returns_with_a_note_and_shows_what_changed(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    with world.north.at("facilitator"):
        risk = submitted(world.harmed, world.north.actor("facilitator"))
    decide = url(world, f"risk/{risk.pk}/decide/")
    as_(client, world, "manager")
    empty = client.post(decide, {"decision": "returned"})
    assert "Enter what has to be changed" in empty.content.decode()
    assert client.post(decide, {"decision": "returned", "note": "Say who supports them."}).status_code == 303
    as_(client, world, "facilitator")
    write = url(world, "risk/write/")
    assert "Say who supports them." in client.get(write).content.decode()
    changed = {"supported": "no", "likelihood_supported": "low", "how_supported": "A volunteer comes along."}
    assert client.post(write, answers("victim", seen=seen(client, write), **changed)).status_code == 303
    as_(client, world, "manager")
    with world.north.at("manager"):
        second = RiskAssessment.objects.get(version=2)
    page = client.get(url(world, f"risk/{second.pk}/decide/"))
    [supported] = [a for a in page.context["answers"] if a.question == "Will they be supported?"]
    assert (supported.is_changed, supported.before) == (True, "Yes")
    assert sum(answer.is_changed for answer in page.context["answers"]) == 1


def test_it_says_every_error_at_once_and_loses_nothing(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    as_(client, world, "facilitator")
    write = url(world, "risk/write/", world.responsible)
    answer = client.post(write, {"action": "submit", "to_staff": "yes", "level_reasons": "Typed already"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Typed already" in page
    for sentence in (
        "Enter date of the assessment",
        "Select yes or no: Is their consent willing, informed and free of pressure?",
        "Select yes or no: Do they accept responsibility for at least some of the harm?",
        "Select how likely it is: Could they be a risk to staff?",
        "Enter how it will be managed: Could they be a risk to staff?",
        "Select the overall risk",
    ):
        assert sentence in page, sentence
    with world.north.at("manager"):
        assert not RiskAssessment.objects.exists()


def test_it_does_not_overwrite_what_somebody_else_wrote(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    world.north.allocate(world.case, who="facilitator2")
    write = url(world, "risk/write/")
    as_(client, world, "facilitator")
    stale = seen(client, write)
    other = Client()
    as_(other, world, "facilitator2")
    first = answers("victim", seen=stale, action="draft", level_reasons="First")
    assert other.post(write, first).status_code == 303
    assert other.post(write, first).status_code == 303, "a double click is harmless"
    late = client.post(write, answers("victim", seen=stale, action="draft", level_reasons="Second"))
    assert "Somebody else changed this risk assessment" in late.content.decode()
    assert "Second" in late.content.decode()
    with world.north.at("manager"):
        assert RiskAssessment.objects.get().level_reasons == "First"


def test_it_tells_the_second_manager_that_it_was_decided(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    with world.north.at("facilitator"):
        risk = submitted(world.harmed, world.north.actor("facilitator"))
    decide = url(world, f"risk/{risk.pk}/decide/")
    as_(client, world, "manager")
    assert client.post(decide, {"decision": "approved"}).status_code == 303
    again = client.post(decide, {"decision": "returned", "note": "No"})
    assert "is “approved” by now" in again.content.decode()
    assert client.post(decide, {"decision": "approved"}).status_code == 303, "the same again is harmless"


@pytest.mark.world(after=prepare)
def test_it_re_opens_a_ready_case_on_a_new_risk(world: World, client: Client) -> None:
    set_stage(world.north, world.case, "ready")
    as_(client, world, "facilitator")
    write = url(world, "risk/write/", world.responsible)
    page = client.get(write)
    assert "This begins a new version" in page.content.decode()
    risky = {"to_victim": "yes", "likelihood_to_victim": "high", "how_to_victim": "Not safe yet."}
    assert client.post(write, answers("offender", seen=seen(client, write), **risky)).status_code == 303
    assert stage(world.north, world.case) == "preparing"


@pytest.mark.parametrize("rest", ["risk/", "risk/write/", "suitability/", "suitability/new/", "needs/"])
def test_it_is_not_there_for_others(world: World, client: Client, rest: str) -> None:
    world.north.allocate(world.case, sides="harmed")
    for who, file in (
        (world.north.facilitator, world.responsible),
        (world.north.facilitator2, world.harmed),
        (world.north.referrer, world.harmed),
        (world.south.manager, world.harmed),
        (world.north.manager, world.south_harmed),
    ):
        client.force_login(who)
        assert client.get(url(world, rest, file)).status_code == 404, (who, rest)
        assert client.post(url(world, rest, file), answers("victim")).status_code in (404, 405)
    client.force_login(world.north.facilitator)
    assert client.get(url(world, rest)).status_code == 200


def test_it_lists_approvals_in_as_many_queries_for_many_as_for_one(world: World, client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        as_(client, world, "manager")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/northshire/approvals/").status_code == 200
        return len(queries)

    def send(case: Any) -> None:
        world.north.allocate(case)
        with world.north.at("facilitator"):
            for file in File.objects.filter(case=case, kind="party").select_related("party"):
                submitted(file, world.north.actor("facilitator"))

    send(world.case)
    few = count()
    for name in ("First", "Second"):
        send(world.north.refer(party("victim", "V", name), party("offender", "O", f"Other{name}")))
    assert count() == few
