"""Who may approve a risk assessment, held by the database even against raw SQL."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from assessments.models import RiskAssessment
from assessments.services.decide_risk import OutsideSupervisor, approve_risk, may_decide
from assessments.services.record_suitability import record_suitability
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from tests.assessments.helpers import draft, submitted
from tests.world import World, sql

pytestmark = pytest.mark.django_db

APPROVE = "update assessments_riskassessment set state = 'approved', decided_by_id = %s, decided_at = now()"


def _refused(query: str, params: Any = None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(query, params)


def _make_manager(world: World, who: str) -> None:
    with world.north.at("manager"):
        rows = Membership.objects.filter(user=world.north.people[who])
        rows.update(roles=[Role.FACILITATOR, Role.MANAGER])


def test_it_lets_no_facilitator_approve_by_raw_sql(world: World) -> None:
    world.north.allocate(world.case)
    with world.north.at("facilitator"):
        submitted(world.harmed, world.north.actor("facilitator"))
        _refused(APPROVE, [world.north.facilitator.pk])
        _refused(APPROVE, [world.north.manager.pk])
        _refused(
            "update assessments_riskassessment set writers = array[]::bigint[], author_id = author_id + 1"
        )
    with world.north.at("admin"):
        _refused(APPROVE, [world.north.admin.pk])
    with world.north.at("manager"):
        _refused(APPROVE, [world.north.admin.pk])
        assert sql(APPROVE, [world.north.manager.pk]) == 1


def test_it_forges_no_author(world: World) -> None:
    world.north.allocate(world.case)
    with world.north.at("facilitator"):
        mine = {"file": world.harmed, "version": 1}
        for row in (
            {"author": world.north.manager},
            {"author": world.north.facilitator, "state": "approved"},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                RiskAssessment.objects.create(**mine, **row)


def test_it_never_changes_what_was_decided(world: World) -> None:
    world.north.allocate(world.case)
    with world.north.at("facilitator"):
        submitted(world.harmed, world.north.actor("facilitator"))
        _refused("update assessments_riskassessment set level = 'low', level_reasons = 'Other'")
    with world.north.at("manager"):
        approve_risk(RiskAssessment.objects.get(), world.north.actor("manager"))
        _refused("update assessments_riskassessment set level = 'high'")
        _refused("update assessments_riskassessment set state = 'draft', decided_by_id = null")
        _refused("delete from assessments_riskassessment")


def test_it_lets_nobody_approve_what_they_helped_to_write_or_work_on(world: World) -> None:
    world.north.allocate(world.case)
    _make_manager(world, "facilitator")
    with world.north.at("facilitator"):
        draft(world.harmed, world.north.actor("facilitator"))
    with world.north.at("manager"):
        me = world.north.actor("manager")
        mixed = submitted(world.harmed, me, level_reasons="Calm, prepared and supported.")
        mixed.refresh_from_db()
        assert set(mixed.writers) == {world.north.facilitator.pk, world.north.manager.pk}
        with pytest.raises(DomainError):
            approve_risk(mixed, me)
        _refused(APPROVE, [world.north.manager.pk])
        other = submitted(world.responsible, me)
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        assert not may_decide(other, me), "they work the case, although they wrote none of this one"
        _refused(APPROVE + " where file_id = %s", [world.north.facilitator.pk, world.responsible.pk])


def test_it_takes_an_outside_supervisor_only_where_no_other_manager_is(world: World) -> None:
    outside = OutsideSupervisor("Grace Hopper", "RJ supervisor, Westshire", today())
    _make_manager(world, "facilitator")
    with world.north.at("manager"):
        me = world.north.actor("manager")
        risk = submitted(world.harmed, me)
        with pytest.raises(DomainError, match="another manager"):
            approve_risk(risk, me, outside=outside)
        Membership.objects.filter(user=world.north.facilitator).update(roles=[Role.FACILITATOR])
        with pytest.raises(DomainError, match="outside supervisor"):
            approve_risk(risk, me)
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(APPROVE, [world.north.manager.pk])
        done = approve_risk(risk, me, outside=outside)
        assert (done.state, done.outside_name, done.outside_role) == ("approved", outside.name, outside.role)
        assert done.outside_on == today()


def test_it_decides_once(world: World) -> None:
    world.north.allocate(world.case)
    with world.north.at("facilitator"):
        risk = submitted(world.harmed, world.north.actor("facilitator"))
        with pytest.raises(NotAllowed):
            approve_risk(risk, world.north.actor("facilitator"))
    _make_manager(world, "facilitator2")
    with world.north.at("facilitator2"):
        approve_risk(risk, world.north.actor("facilitator2"))
    with world.north.at("manager"), pytest.raises(AlreadyDone):
        approve_risk(risk, world.north.actor("manager"))


def test_it_records_in_ones_own_files_only(world: World) -> None:
    world.north.allocate(world.case, sides="harmed")
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        for file in (world.responsible, world.south_harmed):
            with pytest.raises(NotAllowed):
                record_suitability(
                    file, me, decision="suitable", reasons="x", responsibility="yes", own_words="x"
                )
