"""With row-level security switched off, the product still keeps both walls.

Its own copy of the rules (`rjcase.tenancy.pg.seen`) and the checks of its pages hold by themselves. The
other way round, the database without the ORM, is in `test_every_table.py` and `test_leaks.py`.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Max

from cases.models import Case, Disclosure, File
from rjcase.kernel.clock import now
from rjcase.tenancy.registry import SCHEME_TABLES
from tests.isolation.planting import letters
from tests.isolation.readers import Reader, addresses, none_of, place_of, refused
from tests.isolation.reading import MAY_READ, OTHER, come_across, leaks, personal_tables
from tests.isolation.routes import is_about_a_file, routes
from tests.isolation.stage import Stage
from tests.world import sql

pytestmark = pytest.mark.django_db


def _row_security(how: str) -> None:
    with connection.elevated(), connection.cursor() as cursor:
        for table in SCHEME_TABLES:
            cursor.execute(f'alter table "{table}" {how} row level security')


@pytest.fixture(scope="module", autouse=True)
def _no_row_security(stage_in_use: Stage, django_db_blocker: Any) -> Iterator[None]:
    _row_security("disable")
    yield
    _row_security("enable")


def test_the_database_alone_would_now_show_everything(stage: Stage) -> None:
    """Row-level security is really off: raw SQL as the liaison reads both sides and both schemes."""
    with stage.north.at("liaison"):
        raw = "".join(str(sql(f'select * from "{table}"')) for table in personal_tables())
    assert letters(raw) >= set("hrupcbs")
    with stage.north.at("liaison"):
        assert connection.asks_twice(), "and the program has noticed"


def test_pages_still_show_one_side_alone(stage: Stage) -> None:
    for letter, more in (("l", set[str]()), ("g", {"b"})):
        found = come_across(Reader(stage, letter), stage)
        assert leaks(found, MAY_READ["harmed"] | more) == []
        assert any("h" in seen for seen in found.values())


def test_the_other_side_the_other_case_and_the_other_scheme_are_still_not_there(stage: Stage) -> None:
    one_sided, manager, problems = Reader(stage, "g"), Reader(stage, "m"), []
    worker = Reader(stage, "f")
    for number, route in enumerate(routes()):
        if is_about_a_file(route) or "document" in route.parts:
            address = addresses.of(route, place_of(stage, route), "responsible")
            problems.append(refused(one_sided, address))
        if "reference" in route.parts and number % 3 == 0:
            problems.append(refused(worker, addresses.of(route, stage.b)))
        if "scheme" in route.parts and not route.is_public and number % 3 == 1:
            problems.append(refused(manager, addresses.of(route, stage.s)))
    none_of(problems)


def test_the_narrowed_context_still_reaches_one_file_alone(stage: Stage) -> None:
    for side in OTHER:
        with stage.north.at("manager", only_file=stage.a.files[side]):
            rows = [list(SCHEME_TABLES[table]._base_manager.values_list()) for table in personal_tables()]
        assert letters(str(rows)) - MAY_READ[side] == set()


def test_relations_and_subqueries_are_narrowed_too(stage: Stage) -> None:
    """A join, a reverse relation, an aggregate, an exclude, an update and a delete, as the liaison."""
    other = stage.a.files["responsible"]
    with stage.north.at("liaison"):
        assert set(File.objects.filter(case=stage.a.case).values_list("side", flat=True)) == {"harmed"}
        assert not Case.objects.filter(files__side="responsible").exists()
        assert not Case.objects.filter(files__identities__file=other).exists()
        assert File.objects.filter(pk=other.pk).count() == 0
        assert File.objects.exclude(side="harmed").aggregate(newest=Max("opened_at"))["newest"] is None
        assert File.objects.filter(pk=other.pk).update(side="harmed") == 0
        assert not Case.objects.filter(pk__in=File.objects.filter(pk=other.pk).values("case")).exists()


def test_a_hidden_row_leaves_what_points_at_it_standing(stage: Stage) -> None:
    """What was passed on from my side stays in my list; the file it went to is not there, joined or not."""
    with stage.north.at("manager"):
        row = Disclosure.objects.create(
            file=stage.a.files["harmed"],
            to_party_file=stage.a.files["responsible"],
            to_whom="Offender 1",
            what="x",
            basis="safeguarding",
            by=stage.north.manager,
            happened_at=now(),
        )
    with stage.north.at("liaison"):
        found = Disclosure.objects.select_related("file", "to_party_file").get(pk=row.pk)
        assert found.file == stage.a.files["harmed"]
        assert found.to_party_file is None
        assert found.to_party_file_id == stage.a.files["responsible"].pk
        assert not Disclosure.objects.filter(pk=row.pk, to_party_file__side="responsible").exists()


def test_without_its_own_rules_the_product_would_leak(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutation: the compiler that no longer asks who may see a row lets the other side through."""
    monkeypatch.setattr("rjcase.tenancy.pg.compiler._asks", lambda statement: False)
    with stage.north.at("liaison"):
        assert set(File.objects.filter(case=stage.a.case).values_list("side", flat=True)) >= set(OTHER)


def test_without_the_scheme_in_every_statement_the_product_would_leak(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutation: the compiler that no longer asks for the scheme reads the other one."""
    with stage.north.at("manager"):
        assert not Case.objects.filter(pk=stage.s.case.pk).exists()
    monkeypatch.setattr("rjcase.tenancy.pg.compiler._within", lambda query, *_: query)
    with stage.north.at("manager"):
        assert Case.objects.filter(pk=stage.s.case.pk).exists()
