"""The walls between schemes and between sides, from Python and from raw SQL as the web role."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, models, transaction
from guardian.core import ObjectPermissionChecker
from guardian.shortcuts import assign_perm, get_objects_for_user, get_perms, get_users_with_perms, remove_perm

from cases.models import Case, Contact, File, Identity, Offence, PartyFile, Progress
from referrals.models import Agency, AgencyMember
from rjcase.access.models import User
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import now
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, OutsideScheme, acting
from rjcase.tenancy.models import Scheme
from tests.world import World, sql

pytestmark = pytest.mark.django_db


def test_it_runs_as_the_web_role_that_owns_nothing(world: World) -> None:
    row = sql(
        "select current_user, session_user, rolbypassrls, rolsuper from pg_roles where rolname = current_user"
    )
    assert row == [("rjcase_web", "rjcase_web", False, False)]


@pytest.mark.parametrize(
    "query",
    [
        lambda w: list(Case.objects.all()),
        lambda w: Case.objects.exists(),
        lambda w: Case.objects.count(),
        lambda w: Case.objects.update(source="x"),
        lambda w: Case.objects.all().delete(),
        lambda w: Case.objects.create(reference="x", scheme=w.north.scheme),
        lambda w: Case.objects.bulk_create([Case(reference="z")]),
        lambda w: w.harmed.contacts.count(),
        lambda w: File.objects.aggregate(n=models.Count("id")),
        lambda w: Case.objects.in_bulk(),
        lambda w: w.case.refresh_from_db(),
        lambda w: w.case.save(),
        lambda w: list(User.objects.filter(memberships__job_title="x")),
        lambda w: list(User.objects.filter(pk__in=Contact.objects.values("by"))),
        lambda w: list(PartyFile.objects.raw("select * from cases_file")) and 1 / 0,
    ],
)
def test_it_refuses_every_query_outside_a_scheme(world: World, query: object) -> None:
    with pytest.raises((OutsideScheme, AssertionError)) as refused, transaction.atomic():
        result = query(world)  # type: ignore[operator]
        assert result, "raw SQL passes the ORM wall and reads nothing"
        raise AssertionError
    if refused.type is OutsideScheme:
        assert "with acting(scheme, actor)" in str(refused.value)


def test_it_reads_nothing_by_raw_sql_without_a_context(world: World) -> None:
    with transaction.atomic():
        assert sql("select count(*) from cases_case") == [(0,)]
        assert sql("select count(*) from cases_identity") == [(0,)]


def test_it_sees_its_own_scheme_only(world: World) -> None:
    with world.north.at("manager"):
        assert [case.pk for case in Case.objects.all()] == [world.case.pk]
        assert sql("select id from cases_case") == [(world.case.pk,)]
        assert not Case.objects.filter(pk=world.south_case.pk).exists()
        assert Case.objects.filter(pk=world.south_case.pk).update(source="x") == 0
        with pytest.raises(OutsideScheme):
            Case.objects.create(scheme=world.south.scheme, reference="q")
        with pytest.raises(ProgrammingError), transaction.atomic():
            sql(
                'insert into cases_offence (id, scheme_id, case_id, "group", subgroup, markers)'
                " values (uuidv7(), %s, %s, 'x', '', '[]')",
                [world.south.scheme.pk, world.south_case.pk],
            )


def test_it_cannot_point_into_another_scheme(world: World) -> None:
    with world.north.at("manager"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.create(
                file_id=world.south_harmed.pk,
                happened_at=now(),
                method="phone",
                direction="out",
                result="reached",
            )
            connection.check_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            Deadline.objects.create(
                case_id=world.south_case.pk, kind="feedback", started_on=now(), due_on=now()
            )
            connection.check_constraints()


def test_it_refuses_to_nest_another_scheme(world: World) -> None:
    with pytest.raises(OutsideScheme), world.north.at("manager"), world.south.at("manager"):
        pass


def test_it_gives_a_member_of_another_scheme_nothing(world: World) -> None:
    with acting(world.north.scheme, world.south.manager):
        assert Case.objects.count() == 0
        assert sql("select count(*) from access_membership") == [(0,)]
        assert sql("select count(*) from referrals_agency") == [(0,)]


def test_it_shows_a_facilitator_without_a_grant_no_file(world: World) -> None:
    with world.north.at("facilitator"):
        assert Case.objects.count() == Offence.objects.count() == File.objects.count() == 0
        assert Progress.objects.count() == Identity.objects.count() == 0


def test_it_opens_files_to_a_facilitator_who_accepts_and_closes_them_at_the_end(world: World) -> None:
    allocation = world.north.allocate(world.case)
    with world.north.at("facilitator"):
        assert File.objects.count() == 3
        assert Progress.objects.get().stage == "received"
        Contact.objects.create(
            file=world.harmed, happened_at=now(), method="phone", direction="out", result="reached"
        )
    with world.north.at("manager"):
        sql("select end_allocation(%s, 'left')", [allocation.pk])
    with world.north.at("facilitator"):
        assert File.objects.count() == Case.objects.count() == 0


def test_it_keeps_a_one_sided_facilitator_on_that_side(world: World) -> None:
    world.north.allocate(world.case, sides="harmed")
    with world.north.at("facilitator"):
        assert [file.pk for file in File.objects.all()] == [world.harmed.pk]
        assert Progress.objects.count() == 0, "the exact stage is for those who see both sides"
        assert sql("select count(*) from cases_identity") == [(1,)]
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("select open_joint(uuidv7(), %s)", [world.case.pk])


def test_it_lets_a_viewer_read_and_not_change(world: World) -> None:
    with world.north.at("manager"):
        sql(
            "select grant_file(%s, %s, 1, 'supervision', 'observing', null)",
            [world.harmed.pk, world.north.supervisor.pk],
        )
    with world.north.at("supervisor"):
        assert Identity.objects.count() == 1
        assert Identity.objects.update(known_as="x") == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            Contact.objects.create(
                file=world.harmed, happened_at=now(), method="phone", direction="out", result="reached"
            )


def test_it_ends_a_grant_by_its_date_alone(world: World) -> None:
    with world.north.at("manager"):
        give = "select grant_file(%s, %s, 1, 'liaison', 'licence', current_date + %s::int)"
        sql(give, [world.harmed.pk, world.north.liaison.pk, 0])
    with world.north.at("liaison"):
        assert File.objects.count() == 1
    with world.north.at("manager"):
        sql(give, [world.harmed.pk, world.north.liaison.pk, -1])
    with world.north.at("liaison"):
        assert File.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "user", "verb", "kind", "until"),
    [
        ("harmed", "south.facilitator", 1, "allocation", None),
        ("harmed", "north.referrer", 1, "liaison", "2030-01-01"),
        ("harmed", "north.liaison", 1, "liaison", None),
        ("harmed", "north.liaison", 1, "allocation", None),
        ("harmed", "north.liaison", 4, "liaison", "2030-01-01"),
        ("south_harmed", "north.facilitator", 1, "allocation", None),
    ],
)
def test_it_refuses_an_improper_grant(
    world: World, file: str, user: str, verb: int, kind: str, until: str | None
) -> None:
    house, name = user.split(".")
    who = getattr(getattr(world, house), name)
    with world.north.at("manager"), pytest.raises(DatabaseError), transaction.atomic():
        sql(
            "select grant_file(%s, %s, %s, %s, 'because', %s::date)",
            [getattr(world, file).pk, who.pk, verb, kind, until],
        )


def test_it_never_gives_a_liaison_both_sides(world: World) -> None:
    give = "select grant_file(%s, %s, 1, 'liaison', 'licence', current_date)"
    with world.north.at("manager"):
        sql(give, [world.harmed.pk, world.north.liaison.pk])
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(give, [world.responsible.pk, world.north.liaison.pk])


def test_it_lets_nobody_grant_themself(world: World) -> None:
    with world.north.at("facilitator"):
        mine = [world.harmed.pk, world.north.facilitator.pk]
        for attempt in (
            lambda: sql("select grant_file(%s, %s, 1, 'allocation', 'mine', null)", mine),
            lambda: sql("select put_grant(%s, %s, 1, 'allocation', 'mine', null)", mine),
            lambda: sql("select offer_case(uuidv7(), %s, %s, true, 'both')", [world.case.pk, mine[1]]),
            lambda: sql("update cases_filegrant set until = null"),
            lambda: sql("delete from cases_filegrant"),
            lambda: assign_perm("view_file", world.north.facilitator, world.harmed),
        ):
            with pytest.raises((DatabaseError, OutsideScheme)), transaction.atomic():
                attempt()


def test_it_works_with_guardians_own_questions(world: World) -> None:
    world.north.allocate(world.case, sides="harmed")
    with world.north.at("facilitator"):
        user = User.objects.get(pk=world.north.facilitator.pk)
        assert user.has_perm("cases.view_file", world.harmed)
        assert not user.has_perm("cases.view_file", world.responsible)
        assert set(get_perms(user, world.harmed)) == {"view_file", "change_file", "disclose_file"}
        assert [file.pk for file in get_objects_for_user(user, "cases.view_file")] == [world.harmed.pk]
        assert user in get_users_with_perms(world.harmed)
        checker = ObjectPermissionChecker(user)
        checker.prefetch_perms(File.objects.all())
        assert checker.has_perm("view_file", world.harmed)
        assert not AnonymousUser().has_perm("cases.view_file", world.harmed)
        with pytest.raises(DatabaseError), transaction.atomic():
            remove_perm("view_file", user, world.harmed)


def test_it_narrows_to_one_file_even_for_the_office(world: World) -> None:
    with world.north.at("manager", only_file=world.harmed):
        assert [file.pk for file in File.objects.all()] == [world.harmed.pk]
        assert sql("select family_name from cases_identity") == [("Northvictim",)]
        assert Progress.objects.count() == 0
    with world.north.at("manager"), world.north.at("manager", only_file=world.responsible):
        assert sql("select family_name from cases_identity") == [("Northoffender",)]


def test_it_narrows_nobody_into_a_file_they_do_not_hold(world: World) -> None:
    with world.north.at("facilitator", only_file=world.harmed):
        assert File.objects.count() == Identity.objects.count() == 0


def test_it_refuses_a_forged_context(world: World) -> None:
    with world.north.at("manager") as context:
        good = sql("select current_setting('rjcase.ctx')")[0][0]
        flipped = good[:-1] + ("0" if good[-1] != "0" else "1")
        other = good.replace(f"{world.north.scheme.pk}|", f"{world.south.scheme.pk}|", 1)
        for forged in (other, flipped, context.signed(1), "", "a|b", good.replace("|office|", "|system|")):
            sql("select set_config('rjcase.ctx', %s, true)", [forged])
            assert sql("select count(*) from cases_case") == [(0,)], forged
        with pytest.raises(ProgrammingError), transaction.atomic():
            sql("select * from context_key")


def test_it_refuses_an_expired_context(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rjcase.tenancy.context.CONTEXT_LIFETIME", -1)
    with world.north.at("manager"):
        assert sql("select count(*) from cases_case") == [(0,)]


def test_it_restamps_after_a_savepoint_and_forgets_at_the_end(world: World) -> None:
    with world.north.at("manager"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.create(reference=world.case.reference)
        assert Case.objects.count() == 1
    with transaction.atomic():
        assert sql("select count(*) from cases_case") == [(0,)]


def test_it_keeps_history_that_nobody_can_change(world: World) -> None:
    with world.north.at("manager", why="test"):
        identity = Identity.objects.get(file=world.harmed)
        identity.known_as = "Han"
        identity.save()
        event = identity.events.order_by("pgh_id").last()
        assert (event.known_as, event.pgh_label, event.pgh_context["why"]) == ("Han", "update", "test")
        assert event.pgh_context["user"] == world.north.manager.pk
        for attempt in (
            "update cases_identityevent set known_as = 'x'",
            "delete from cases_identityevent",
            "truncate cases_identityevent",
            "alter table cases_identity disable trigger all",
            "drop table cases_identityevent",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                sql(attempt)
    with world.south.at("manager"):
        assert sql("select count(*) from cases_identityevent where known_as = 'Han'") == [(0,)]
    with world.north.at("facilitator"):
        assert sql("select count(*) from cases_identityevent") == [(0,)]


def test_it_lets_a_partner_see_the_progress_of_its_agency_only(world: World) -> None:
    with world.north.at("referrer"):
        assert sql("select count(*) from referrals_referral") == [(1,)]
        for table in ("cases_case", "cases_file", "cases_identity", "cases_party", "cases_progress"):
            assert sql(f"select count(*) from {table}") == [(0,)], table
    with world.north.at("liaison"):
        assert sql("select count(*) from referrals_referral") == [(0,)]


def test_it_refuses_a_referral_for_another_agency(world: World) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        world.north.refer(agency=str(uuid7()))


def test_it_gives_a_superuser_nothing(world: World) -> None:
    world.north.manager.is_superuser = True
    with world.north.at("manager"):
        assert Case.objects.count() == 0


def test_it_opens_a_scheme_for_an_operator_only(world: World) -> None:
    with world.north.at("manager"), pytest.raises(DatabaseError), transaction.atomic():
        sql("select open_scheme('eastshire', 'East', 'EAS')")
    with pytest.raises(DatabaseError), transaction.atomic():
        sql("update tenancy_scheme set name = 'x'")
    assert Scheme.objects.count() == 2


def test_it_narrows_the_subquery_of_an_exclude_over_a_relation(world: World) -> None:
    with world.north.at("manager"):
        quiet = Case.objects.exclude(files__contacts__method="phone")
        assert [case.pk for case in quiet] == [world.case.pk]
        Contact.objects.create(
            file=world.harmed, happened_at=now(), method="phone", direction="out", result="reached"
        )
        assert list(Case.objects.exclude(files__contacts__method="phone")) == []
        assert list(File.objects.exclude(contacts__method="phone").filter(pk=world.harmed.pk)) == []


def test_it_lets_nobody_join_an_agency_by_themself(world: World) -> None:
    with acting(world.north.scheme, SYSTEM):
        other = Agency.objects.create(name="Another agency", kind="probation")
    for who in ("referrer", "facilitator"):
        with world.north.at(who):
            with pytest.raises(DatabaseError), transaction.atomic():
                AgencyMember.objects.create(agency=other, user=world.north.people[who])
            assert AgencyMember.objects.update(agency=other) == 0
