"""Confirming that everyone is ready, and what takes a case back."""

import pytest

from assessments.services.record_needs import choose_participation, record_age
from assessments.services.record_suitability import record_suitability
from assessments.services.write_risk import save_risk
from cases.models import Consent, ContactBar, File, Identity, Party, StageChange
from cases.services.perform import check, pass_gate, perform
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError
from tests.assessments.helpers import consent, draft, prepare, stage
from tests.world import World

pytestmark = pytest.mark.django_db


def _confirm(world: World) -> None:
    with world.north.at("facilitator"):
        perform("confirm_ready", world.case, world.north.actor("facilitator"))


@pytest.mark.world(after=prepare)
def test_it_is_ready_once_everything_is_recorded(world: World) -> None:
    _confirm(world)
    assert stage(world.north, world.case) == "ready"
    with world.north.at("facilitator"), pytest.raises(AlreadyDone):
        perform("confirm_ready", world.case, world.north.actor("facilitator"))


SPOILERS = {
    "no consent": lambda f, me: consent(f, me, decision="refused"),
    "withdrawn": lambda f, me: consent(f, me, decision="withdrawn"),
    "only said": lambda f, me: consent(f, me, form="verbal"),
    "under pressure": lambda f, me: consent(f, me, is_free=False),
    "risk says pressure": lambda f, me: draft(f, me, is_consent_free=False),
    "new risk": lambda f, me: draft(f, me, level="high"),
    "unsuitable": lambda f, me: record_suitability(
        f, me, decision="unsuitable", reasons="x", responsibility="yes", own_words="x"
    ),
    "barred": lambda f, me: ContactBar.objects.create(file=f, source="bail", from_on=today()),
    "under age": lambda f, me: Identity.objects.filter(file=f).update(date_of_birth=today()),
}


@pytest.mark.parametrize("side", ["harmed", "responsible"])
@pytest.mark.parametrize("spoiler", SPOILERS)
@pytest.mark.world(after=prepare)
def test_it_refuses_whatever_a_manager_passed(world: World, side: str, spoiler: str) -> None:
    with world.north.at("facilitator"):
        file = File.objects.select_related("party").get(kind="party", side=side)
        SPOILERS[spoiler](file, world.north.actor("facilitator"))
    with world.north.at("manager"):
        me = world.north.actor("manager")
        closed = [r.gate.name for r in check("confirm_ready", world.case, me).results if not r.is_open]
        assert closed
        for name in closed:
            with pytest.raises(DomainError, match="never be passed"):
                pass_gate(name, world.case, me, reason="We are sure.")
        with pytest.raises(DomainError):
            perform("confirm_ready", world.case, me)
    assert stage(world.north, world.case) == "preparing"


@pytest.mark.requirement("MOJ-A-13")
@pytest.mark.world(after=prepare)
def test_it_refuses_an_offender_who_accepts_nothing(world: World) -> None:
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        roles = Party.objects.filter(case=world.case).order_by("role").values_list("role", flat=True)
        assert list(roles) == ["offender", "victim"]  # who is who is known before anything begins
        assert check("confirm_ready", world.case, me).is_possible
        file = File.objects.select_related("party").get(pk=world.responsible.pk)
        record_suitability(
            file, me, decision="suitable", reasons="x", responsibility="no", own_words="Not me."
        )
        names = [r.gate.name for r in check("confirm_ready", world.case, me).results if not r.is_open]
    assert names == ["participation_responsibility"]


@pytest.mark.world(after=prepare)
def test_it_leaves_out_a_party_who_was_taken_out_and_never_a_whole_side(world: World) -> None:
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        choose_participation(world.harmed, me, is_taking_part=False)
        results = check("confirm_ready", world.case, me).results
        assert [r.gate.name for r in results if not r.is_open] == ["participation_both_sides"]


@pytest.mark.world(after=prepare)
def test_it_asks_for_a_parents_permission_under_18_and_no_age_opens_nothing(world: World) -> None:
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        identities = Identity.objects.filter(file=world.harmed)
        year = today().year
        for born, finding, is_open in (
            (None, None, False),
            (None, "adult", True),
            (today().replace(year=year - 17, day=1), None, False),
            (today().replace(year=year - 17, day=1), "permitted", True),
            (today().replace(year=year - 17, day=1), "refused", False),
            (today().replace(year=year - 18, day=1), None, True),
        ):
            identities.update(date_of_birth=born)
            if finding:
                record_age(world.harmed, me, finding=finding, guardian="Pat", happened_on=today())
            view = check("confirm_ready", world.case, me)
            assert view.is_possible == is_open, (born, finding)
        identities.update(date_of_birth=today().replace(year=year - 17, day=1))
        with pytest.raises(DomainError, match="under 18"):
            record_age(world.harmed, me, finding="adult")


@pytest.mark.world(after=prepare)
def test_it_goes_back_to_preparing_on_a_new_risk_by_somebody_with_one_side(world: World) -> None:
    _confirm(world)
    world.north.allocate(world.case, who="facilitator2", sides="harmed")
    with world.north.at("facilitator2"):
        me = world.north.actor("facilitator2")
        with pytest.raises(DomainError):
            save_risk(world.responsible, me, answers={})
        save_risk(world.harmed, me, answers={"self": {"answer": "yes"}})
    assert stage(world.north, world.case) == "preparing"
    with world.north.at("manager"):
        change = StageChange.objects.latest("recorded_at")
        assert (change.step, change.by_id) == ("reopen_preparation", world.north.facilitator2.pk)


@pytest.mark.world(after=prepare)
def test_it_stays_ready_when_what_changed_breaks_nothing(world: World) -> None:
    _confirm(world)
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        record_suitability(world.harmed, me, decision="suitable", reasons="Still so.")
        record_age(world.harmed, me, finding="adult", note="Passport seen.")
    assert stage(world.north, world.case) == "ready"


def test_it_reads_all_gates_in_as_many_queries_for_four_parties_as_for_two(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.world import party, sql

    def count(case: object) -> int:
        with world.north.at("manager"):
            me = world.north.actor("manager")
            with CaptureQueriesContext(
                connection,
            ) as queries:
                check("confirm_ready", case, me)  # type: ignore[arg-type]
            return len(queries)

    assert sql("select 1") == [(1,)]
    bigger = world.north.refer(
        *(party("victim", "V", f"Victim{n}") for n in "abc"), party("offender", "O", "Offender")
    )
    assert count(world.case) == count(bigger) <= 16


@pytest.mark.world(after=prepare)
def test_it_shows_consent_rows_that_count(world: World) -> None:
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        Consent.objects.create(
            file=world.harmed, purpose="explore", decision="withdrawn", form="verbal", by=me.user
        )
        results = check("confirm_ready", world.case, me).results
        assert [r.gate.name for r in results if not r.is_open] == ["participation_consent"]
        assert [line.file.pk for r in results for line in r.missing] == [world.harmed.pk]
