"""Named attacks by ids, and on grants: each tried, each with the guard it meets taken away once to show that
it would succeed. Time, races and telling by numbers: `test_attacks_over_time.py`.

Swapped ids in paths, by every role and method, are in `test_matrix.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from cases.models import File, Identity
from rjcase.access.models import Membership
from rjcase.documents.models import Document
from rjcase.kernel.clock import today
from rjcase.tenancy import acting
from tests.cases.walk import day
from tests.isolation.attack import MAY_READ, met, refuses, sent
from tests.isolation.museum import wall_of
from tests.isolation.mutants import function, trigger_off
from tests.isolation.places import Place
from tests.isolation.readers import WHOLE, Reader, addresses, expected, named, none_of, refused
from tests.isolation.routes import SPECIAL, TABLES, Route, is_about_a_file, routes
from tests.isolation.stage import Stage
from tests.world import sql, vet

pytestmark = pytest.mark.django_db


# --- Nested objects -------------------------------------------------------------------------------
def test_own_case_with_a_foreign_file_is_not_there(stage: Stage) -> None:
    """/cases/A/files/<file of B>/: not even for the manager, who may see both."""
    manager, problems = Reader(stage, "m"), []
    for route in filter(is_about_a_file, routes()):
        for file in (stage.b.files["harmed"].pk, stage.s.files["harmed"].pk):
            problems.append(refused(manager, addresses.of(route, stage.a, file=file)))
    none_of(problems)


OF_A_FILE = {"file", "received", "passed_on"}
OF_A_CASE = OF_A_FILE | {"allocation", "case_both", "case_or_file"}


def _nested(kinds: set[str], within: str) -> Iterator[tuple[Route, str]]:
    """The addresses of an object inside a case or a file, by the wall of its table; a few for each kind of
    object, all of them in `make verify`."""
    met: Counter[str] = Counter()
    for route in routes():
        opens = within in route.parts and "m" in expected(route).status
        for part in sorted({*route.parts} - {"file", "user"}) if opens else ():
            label = SPECIAL.get(route.name, {}).get(part) or TABLES.get(part)
            if label and wall_of(apps.get_model(label)._meta.db_table).kind in kinds:
                met[part] += 1
                if WHOLE or met[part] <= 3:
                    yield route, part


def _elsewhere(reader: Reader, stage: Stage, route: Route, part: str, place: Place) -> str:
    """Why the manager's address of case A with an object of elsewhere is not the one 404."""
    own, other = (addresses.part(route, part, *at) for at in ((stage.a, "harmed"), (place, "responsible")))
    if own == other:
        return ""  # there can be one only, and the other side has it
    method = "post" if expected(route).status.get("m") == 405 else "get"
    return refused(reader, addresses.of(route, stage.a, **{part: other}), method)


def test_own_file_with_an_object_of_the_other_side_is_not_there(stage: Stage) -> None:
    """/files/<victim>/contacts/<contact of the offender>/: not even for the manager."""
    manager = Reader(stage, "m")
    tried = [each for each in _nested(OF_A_FILE, "file") if is_about_a_file(each[0])]
    assert len({part for _, part in tried}) >= 8
    none_of([_elsewhere(manager, stage, route, part, stage.a) for route, part in tried])


def test_own_case_with_an_object_of_another_case_is_not_there(stage: Stage) -> None:
    """/cases/A/agreements/<agreement of B>/: not even for the manager."""
    manager, tried = Reader(stage, "m"), list(_nested(OF_A_CASE, "reference"))
    assert len({part for _, part in tried}) >= 12
    none_of([_elsewhere(manager, stage, route, part, stage.b) for route, part in tried])


def test_a_page_that_forgot_its_case_would_be_seen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutation: files looked up by id alone open another case's file under this one."""
    monkeypatch.setattr("cases.pages.base.files_of", lambda case: File.objects.select_related("party"))
    address = addresses.of(named("cases:file"), stage.a, file=stage.b.files["harmed"].pk)
    assert refused(Reader(stage, "m"), address) != ""


# --- Queries, filters, ordering, bulk ids, form choices, bodies -------------------------------------
QUERIES = (
    "?sort=identity__family_name",
    "?sort=files__identities__family_name",
    "?q=%25",
    "?stage=closed&stage=received",
    "?facilitator=1&scheme=2",
    "?page=99999",
    "?ids={other}&ids={b}",
    "?case={b}&reference={b}&file={other}",
)
LISTS = ("cases:list", "cases:work", "cases:open_files", "deadlines:due", "agreements:list")


def _come_across(stage: Stage, letter: str) -> set[str]:
    """The markers somebody meets in lists, whatever stands behind the question mark."""
    other, b, seen = stage.a.files["responsible"].pk, stage.b.files["harmed"].pk, set[str]()
    reader = Reader(stage, letter)
    for name in LISTS:
        for query in QUERIES:
            address = addresses.of(named(name), stage.a) + query.format(other=other, b=b)
            answer = reader.send(address)
            assert answer.status_code in (200, 404), address
            seen |= met(stage, answer.content.decode())
    return seen


def test_filters_orders_and_bulk_ids_show_nothing_more(stage: Stage) -> None:
    """A liaison and somebody whose work ended ask every list for more."""
    assert _come_across(stage, "l") <= MAY_READ["harmed"]
    assert _come_across(stage, "v") == set()
    stage.grant(stage.a.files["responsible"], "volunteer", "supervision", stage.soon)
    with stage.north.at("volunteer"):  # the mutation: what is let in is found
        assert "r" in met(stage, str(sql("select * from cases_identity")))


def _grant(file: Any, user: int) -> dict[str, Any]:
    until = day("until", today() + timedelta(days=9))
    return {"file": file, "user": user, "kind": "supervision", "verb": "1", "reason": "For the test", **until}


def test_ids_in_bodies_and_choices_are_taken_from_the_case_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files and people of elsewhere, sent in the forms of case A by its manager: nothing is written."""
    own, foreign = stage.a.files["harmed"].pk, stage.b.files["harmed"].pk
    volunteer, stranger = stage.north.volunteer.pk, stage.south.volunteer.pk
    manager, address = Reader(stage, "m"), addresses.of(named("cases:grant"), stage.a)
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("cases:grant", _grant(foreign, volunteer)),
        ("cases:grant", _grant(stage.s.files["harmed"].pk, volunteer)),
        ("cases:grant", _grant(own, stranger)),
        ("cases:grant", _grant(own, stage.operator.pk)),
        ("cases:offer", {"user": stranger, "sides": "both", "is_lead": "yes"}),
        ("conferences:open", {"kind": "conference", "form": "direct", "people": [foreign]}),
        ("cases:pass_on", {"to": str(foreign), "to_kind": "party", "what": "x", "basis": "safeguarding"}),
    ]
    for name, data in attempts:
        status, written = sent(stage, manager, addresses.of(named(name), stage.a), data)
        assert (status in (200, 404), written) == (True, {}), f"{name} took {data}"
    assert sent(stage, manager, address, _grant(own, volunteer)) == (
        303,
        {"cases_filegrant where ended_at is null": 1},
    )
    # The mutation: were any choice a good one, the manager would give files of B from the page of A.
    monkeypatch.setattr(forms.ChoiceField, "valid_value", lambda *_: True)
    assert sent(stage, manager, address, _grant(foreign, volunteer)) == (
        303,
        {"cases_filegrant where ended_at is null": 1},
    )


TAGS = re.compile(r"<(?:select|option|input)\b[^>]*>")
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _choices(page: str) -> dict[str, str]:
    """The fields of a form in which one chooses something by its id, each with an id it offers."""
    found, menu = {}, ""
    for tag in TAGS.findall(page):
        said = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        menu = said.get("name", "") if tag.startswith("<select") else menu
        is_box = said.get("type") in ("radio", "checkbox")
        name = menu if tag.startswith("<option") else said.get("name", "") if is_box else ""
        if name and UUIDS.fullmatch(said.get("value", "")):
            found[name] = said["value"]
    return found


def _what_shows(name: str, reveals: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    """The answers to other questions that bring a field into a form."""
    ways = [(field, value) for field, by in reveals.items() for value, names in by.items() if name in names]
    return dict(ways[:1])


# The forms about case A in which one chooses a file or a person of it by id.
OFFERING = {
    "cases:grant",
    "cases:record_permission",
    "cases:record_bar",
    "cases:pass_on",
    "assessments:participants",
    "conferences:open",
    "agreements:close-early",
    "assurance:take_out",
}


def _stand_ins(stage: Stage) -> dict[str, list[Any]]:
    """For each file and person of case A, those in their place in another case and another scheme."""
    found: dict[str, list[Any]] = {}
    for side, file in stage.a.files.items():
        others = [place.files[side] for place in (stage.b, stage.s)]
        found[str(file.pk)] = [other.pk for other in others]
        found[str(file.party_id)] = [other.party_id for other in others]
    return found


def _taken(stage: Stage, reader: Reader, forms_: list[Route]) -> tuple[set[str], list[str]]:
    """The forms that offer a choice by id, and those that took an id of elsewhere for one."""
    stand_ins, offering, took = _stand_ins(stage), set[str](), list[str]()
    for route in forms_:
        address = addresses.of(route, stage.a)
        offered = _choices(reader.send(address).content.decode())
        form: Any = getattr(route.view.view_class, "form_class", None)
        for name in (name for name, value in offered.items() if value in stand_ins):
            offering.add(route.name)
            shown = _what_shows(name, getattr(form, "reveals", {}))
            for foreign in stand_ins[offered[name]]:
                answer = reader.post(address, shown | {name: str(foreign)})
                error = re.search(rf'href="#(id_)?{re.escape(name)}', answer.content.decode())
                if answer.status_code != 200 or not error:
                    took.append(f"{route.name}: {name}")
    return offering, took


def test_every_choice_by_id_refuses_ids_of_elsewhere(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each form about case A that offers files or people: those of another case or scheme are no choice.

    `make verify` opens every form to find those that offer; `make test` looks through some of the others.
    """
    about_a = [route for route in routes() if route.takes_posts and "reference" in route.parts]
    open_ = [each for each in about_a if (expected(each).at, expected(each).status.get("m")) == ("a", 200)]
    known = [route for route in open_ if route.name in OFFERING]
    others = [route for route in open_ if route.name not in OFFERING]
    manager = Reader(stage, "m")
    offering, took = _taken(stage, manager, known + others[:: 1 if WHOLE else 12])
    assert offering == OFFERING, "add the form to OFFERING"
    none_of(took)
    monkeypatch.setattr(forms.ChoiceField, "valid_value", lambda *_: True)  # the mutation
    assert _taken(stage, manager, known[:1])[1] != []


# --- Downloads, exports, autocomplete, calendar -----------------------------------------------------
def test_a_download_of_the_other_side_is_not_there(stage: Stage) -> None:
    """A document's id in the address; with a grant on its file the same address opens."""
    file = stage.a.files["responsible"]
    with stage.north.at("manager"):
        document = Document.objects.filter(file=file)[0]
    address = reverse("documents:download", args=["northshire", document.pk])
    assert refused(Reader(stage, "v"), address) == ""
    stage.grant(file, "volunteer", "supervision", stage.soon)
    assert refused(Reader(stage, "v"), address) != ""


def test_exports_are_for_the_office_alone(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of access and a return that is a draft: not for a worker, nor for the commissioner."""
    exports = [("scheme:access-list-file", "fgsl"), ("reporting:download", "fgslc")]
    for name, who in exports:
        for letter in who:
            assert refused(Reader(stage, letter), addresses.of(named(name), stage.a)) == "", name
    monkeypatch.setattr("rjcase.access.actors.Actor.may", lambda *_: True)  # the mutation
    assert refused(Reader(stage, "f"), addresses.of(named("scheme:access-list-file"), stage.a)) != ""


def test_there_is_no_autocomplete_and_no_calendar_feed() -> None:
    """Neither is in the product. Whoever adds one shows here that it tells of nothing more than a list."""
    words = {"autocomplete", "suggest", "typeahead", "lookup", "calendar", "feed", "ical", "ics"}
    found = [route.name for route in routes() if words & set(re.split(r"[:_.-]", route.name.lower()))]
    assert found == [], "try these as a liaison, with ids and names of the other side"


# --- Moving, granting -------------------------------------------------------------------------------
def test_a_file_stays_in_its_case_and_with_its_party(stage: Stage) -> None:
    """UPDATE cases_file by a worker of both sides and by the manager: refused by a trigger."""
    file = stage.a.files["harmed"]
    with trigger_off("cases_file", "file_stays"), transaction.atomic(), stage.north.at("manager"):
        moved = "update cases_file set side = 'responsible' where id = %s"  # the mutation
        assert not refuses(moved, [file.pk])
        transaction.set_rollback(True)
    moves = [
        ("case_id", stage.b.case.pk),
        ("side", "responsible"),
        ("kind", "papers"),
        ("party_id", stage.a.files["responsible"].party_id),
    ]
    for who in ("facilitator", "manager"):
        with stage.north.at(who):
            for column, value in moves:
                statement = f"update cases_file set {column} = %s where id = %s"
                assert refuses(statement, [value, file.pk]), f"{who} changed {column}"


WAYS_IN = (
    (
        "insert into cases_filegrant select uuidv7(), scheme_id, %(me)s, permission_id, %(file)s, case_id,"
        " side, verb, kind, reason, since, until, given_by_id, given_at from cases_filegrant limit 1"
    ),
    "update cases_filegrant set until = null, asked_until = null, ended_at = null where user_id = %(me)s",
    "select grant_file(%(file)s, %(me)s, 1, 'supervision', 'I want it', current_date + 9)",
    "select grant_file(%(file)s, %(me)s, 1, 'liaison', 'I want it', current_date + 9)",
    "select put_grant(%(file)s, %(me)s, 1, 'allocation', 'I want it', current_date, null)",
    "select grant_allocation(id, %(file)s) from cases_allocation where user_id = %(me)s",
    "select settle_grants(%(me)s, null)",
    "select offer_case(uuidv7(), %(case)s, %(me)s, true, 'both')",
    "select answer_offer(id, 'accepted', '') from cases_allocation where state <> 'accepted'",
    "select cover_case(id, %(me)s, current_date, current_date + 9, 'x') from cases_allocation",
    "select hand_over(id, uuidv7(), %(me)s, current_date, 'x') from cases_allocation",
    "select move_grant_end(%(file)s, %(me)s, current_date + 9, 'x')",
    "select open_with_reason(%(reference)s, 'responsible', 'duty', 'x')",
    "select record_check(uuidv7(), %(me)s, 'dbs', current_date, '1234', '', current_date + 9, 'Me')",
    "select open_party(uuidv7(), uuidv7(), %(case)s, 'offender', 'responsible', null)",
    "select propose_erasure(uuidv7(), %(case)s, %(file)s, 'request', 'x')",
    "insert into access_membership (id, scheme_id, user_id, roles, starts_on, email, name)"
    " values (uuidv7(), ctx_scheme(), %(me)s, '{manager}', current_date, '', '')",
    "update access_membership set roles = '{manager}' where user_id = %(me)s",
    "select set_config('rjcase.ctx', replace(current_setting('rjcase.ctx'), '|staff|', '|office|'), true)",
)


def _finds_a_way_in(stage: Stage, who: str) -> list[str]:
    """The statements after which somebody reads the offender's file of case A."""
    other, me = stage.a.files["responsible"].pk, stage.north.people[who].pk
    given = {"me": me, "file": other, "case": stage.a.case.pk, "reference": stage.a.case.reference}
    found = []
    for statement in WAYS_IN:
        with transaction.atomic(), stage.north.at(who):
            refuses(statement, given)
            seen = sql("select 1 from cases_file where id = %s", [other])
            if seen or Identity.objects.filter(file_id=other).exists():
                found.append(statement)
            transaction.set_rollback(True)
    return found


def test_nobody_grants_themself_a_file(stage: Stage) -> None:
    """By SQL as the web role: a worker of one side, a liaison, a volunteer without files, a partner."""
    for who in ("facilitator2", "liaison", "volunteer", "referrer", "commissioner"):
        assert _finds_a_way_in(stage, who) == [], who
    with function(  # the mutation
        "grant_file(uuid, bigint, integer, text, text, date)",
        "distinct from 'office'",
        "distinct from 'staff'",
    ):
        assert len(_finds_a_way_in(stage, "facilitator2")) == 1


def test_nobody_is_granted_a_file_of_a_scheme_they_are_not_in(stage: Stage) -> None:
    """The manager's own functions refuse people of other schemes, operators and nobody."""
    file, foreign = stage.a.files["harmed"].pk, stage.s.files["harmed"].pk
    grant = "select grant_file(%s, %s, 1, %s, 'x', current_date + 9)"
    with stage.north.at("manager"):
        for stranger in (stage.south.liaison.pk, stage.operator.pk, 999_999):
            assert refuses(grant, [file, stranger, "liaison"])
            assert refuses(grant, [file, stranger, "supervision"])
        assert refuses(grant, [foreign, stage.north.supervisor.pk, "supervision"])
    why = "why_no_grant(bigint, text, uuid)"
    role = "not is_live_member(who, kind_roles(the_kind))"
    check = "coalesce(checked_until"
    # The mutation: a row is written; it opens nothing even so, for there is no membership it could last with.
    with function(why, role, "false"), function(why, check, f"false and {check}"), transaction.atomic():
        with stage.north.at("manager"):
            assert not refuses(grant, [file, stage.operator.pk, "supervision"])
        with acting(stage.north.scheme, stage.operator):
            assert not File.objects.exists()
        transaction.set_rollback(True)


# --- The operator -----------------------------------------------------------------------------------
def test_the_operator_opens_no_case_by_page_or_by_query(stage: Stage) -> None:
    """Host staff see no case: 404 on every address (matrix), and nothing through a context either."""
    with acting(stage.north.scheme, stage.operator):
        for table in ("cases_case", "cases_file", "cases_identity", "cases_contact"):
            assert sql(f"select count(*) from {table}")[0][0] == 0
        assert not File.objects.exists()
    assert refused(Reader(stage, "o"), addresses.of(named("cases:case"), stage.a)) == ""
    with stage.north.at("manager"):  # the mutation: as a member with a check, the same person opens it
        Membership.objects.create(user=stage.operator, roles=["manager"], starts_on="2020-01-01")
        vet(stage.operator)
    assert refused(Reader(stage, "o"), addresses.of(named("cases:case"), stage.a)) != ""
