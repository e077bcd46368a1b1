"""Whatever is opened, granted, expired, revoked, transferred, disclosed, withdrawn, closed and erased, in
whatever order: everybody reads what a small oracle says, through the ORM and by raw SQL, after every step.

`make verify` walks 2,000 steps from each of 50 seeds (verify/parts/walls_over_time.py).
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.clone import Clone
from tests.isolation.mutants import function, policy, trigger_off
from tests.isolation.scene import ROLES, Scene
from tests.isolation.walls import Walls, taken

pytestmark = pytest.mark.django_db
STEPS, PIECE = 100, 500  # of one walk; of one piece of a seed in `make verify`


@pytest.fixture(scope="module")
def _scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock():
        clone = Clone("walls")
        with clone.in_use():
            Scene.let_days_pass()
            yield Scene()
        clone.drop()


@pytest.fixture
def scene(_scene: Scene, db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Scene:
    """What a walk does is undone behind it. Keys are checked at the end of a test alone."""
    settings.TESTING = False
    return _scene


def walk(scene: Scene, examples: int, seed: int, steps: int = STEPS, orm_every: int = 3) -> None:
    """Walk a number of ways of a number of steps. The first mismatch is told as it was met."""
    machine = type("Here", (Walls,), {"scene": scene, "ORM_EVERY": orm_every})
    profile = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=False,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    run_state_machine_as_test(hypothesis.seed(seed)(machine), settings=profile)


def test_everybody_reads_what_was_granted_and_nothing_else(scene: Scene) -> None:
    """The short profile, or what `make verify` asks for."""
    if "RJCASE_WALLS_PIECES" in os.environ:
        walk_for_long(scene)
        return
    taken.clear()
    walk(scene, 6, 20260, steps=30)
    assert taken["steps"] >= 6 * 30


def walk_for_long(scene: Scene) -> None:
    """Walk one piece after the other as long as there is time, and count what was done."""
    kept: dict[str, dict[str, float]] = {}
    began, longest = time.monotonic(), 0.0
    with scene.signatures_unread():
        for piece in os.environ["RJCASE_WALLS_PIECES"].split():
            if time.monotonic() - began + longest > float(os.environ["RJCASE_WALLS_SECONDS"]):
                break
            started, ours = time.monotonic(), time.process_time()
            taken.clear()
            walk(scene, PIECE // STEPS, int(piece), orm_every=11)
            # Now and then a way ends a step early; the part asks for the steps of all pieces together.
            assert taken["steps"] > PIECE * 0.9
            longest = max(longest, time.monotonic() - started)
            kept[piece] = {
                "steps": taken["steps"],
                "seconds": round(time.monotonic() - started, 1),
                "processor": round(time.process_time() - ours, 1),
            }
            Path(os.environ["RJCASE_WALLS_COUNTS"]).write_text(json.dumps(kept))


def tour(scene: Scene, orm_every: int = 1) -> list[str]:
    """One walk by hand in which every kind of step does something; what each of them did, compared.

    Returns the steps after which nobody read anything else than before.
    """
    walls = type("Here", (Walls,), {"scene": scene, "ORM_EVERY": orm_every})()
    idle: list[str] = []
    before: Any = None
    try:
        for step, arguments in TOUR:
            getattr(walls, step)(**arguments)
            walls.everybody_reads_what_the_oracle_says()
            after = {who: walls._expected(who) for who in ROLES}
            idle += [f"{step} {arguments}"] if after == before else []
            before = after
    finally:
        walls.teardown()
    return idle


# The files of the scene in the order of their ids: for each case its papers, the victim's, the offender's.
A = {"case": "a"}
TOUR: list[tuple[str, dict[str, Any]]] = [
    ("grant", {"number": 1, "who": "liaison", "days": 5, "forever": False, "verb": 1, "kind": 0}),
    ("move_end", {"number": 1, "who": "liaison", "days": 3}),
    ("days_pass", {"days": 5}),  # it expires
    ("grant", {"number": 1, "who": "supervisor", "days": 9, "forever": False, "verb": 2, "kind": 0}),
    ("revoke", {"number": 1, "who": "supervisor"}),
    ("open_with_reason", A | {"side": "responsible", "who": "supervisor"}),
    ("days_pass", {"days": 1}),
    ("offer", A | {"who": "facilitator", "lead": True, "sides": "both"}),
    ("answer", A | {"who": "facilitator", "answer": "accepted"}),
    ("open_party", A | {"side": "harmed"}),
    ("open_joint", A),
    ("offer", A | {"who": "volunteer", "lead": False, "sides": "harmed"}),
    ("answer", A | {"who": "volunteer", "answer": "accepted"}),
    ("share", {"joint": 0, "number": 1}),
    ("consent", {"number": 2, "given": True}),
    ("disclose", {"giver": 2, "taker": 1, "consented": True, "days": 3}),
    ("consent", {"number": 2, "given": False}),  # withdrawn
    ("disclose", {"giver": 2, "taker": 1, "consented": False, "days": None}),
    ("take_back", {"number": 1}),
    ("cover", A | {"who": "facilitator", "by": "facilitator2", "first": 0, "last": 9}),
    ("open_party", A | {"side": "responsible"}),
    ("offer", A | {"who": "facilitator2", "lead": False, "sides": "both"}),
    ("answer", A | {"who": "facilitator2", "answer": "conflict"}),
    ("end_work", A | {"who": "volunteer"}),
    ("hand_over", A | {"who": "facilitator", "to": "volunteer", "last": 2}),
    ("other_role", {"who": "volunteer"}),
    ("other_role", {"who": "volunteer"}),
    ("check", {"who": "volunteer", "days": 3}),
    ("check", {"who": "volunteer", "days": 400}),
    ("erase", {"number": 2, "whole": False}),
    ("close_or_reopen", A),
    ("erase", {"number": 1, "whole": True}),
    ("days_pass", {"days": 91}),
    ("close_or_reopen", A),
    ("last_day", {"who": "volunteer", "days": -1}),
    ("last_day", {"who": "volunteer", "days": None}),
]
LATER = {"move_end", "close_or_reopen", "consent", "offer"}  # steps that are noticed by what follows


def test_every_kind_of_step_moves_the_walls(scene: Scene) -> None:
    """Opened, granted, expired, revoked, transferred, disclosed, withdrawn, closed, erased: each tells."""
    rules = {name for name, value in vars(Walls).items() if hasattr(value, "hypothesis_stateful_rule")}
    assert {step for step, _ in TOUR} == rules
    idle = [said for said in tour(scene) if said.split()[0] not in LATER]
    assert idle == [], "who comes back sees what they were once asked to work, and no file of it"


NOT = "where scheme_id", "where false and scheme_id"
MUTANTS = {
    "an ended grant goes on": lambda: policy(
        "cases_file", "app_select", "(g.until >= CURRENT_DATE)", "(g.until >= CURRENT_DATE - 99)"
    ),
    "revoking does nothing": lambda: function("end_grant(uuid, bigint, text)", *NOT),
    "an allocation that ends leaves its files": lambda: function("end_allocation(uuid, text)", *NOT),
    "handing over takes nothing away": lambda: function(
        "hand_over(uuid, uuid, bigint, date, text)", "perform end_allocation(a.id, the_reason);", ""
    ),
    "a check that runs out closes nothing": lambda: trigger_off("practitioners_vettingcheck", "settle"),
    "who left and came back has it all": lambda: trigger_off("access_membership", "settle"),
    "a closed case stays open": lambda: trigger_off("cases_case", "settle"),
    "who knows somebody goes on covering": lambda: function(
        "answer_offer(uuid, text, text)", "if answer = 'conflict' then", "if false then"
    ),
    "a withdrawal ends nothing": lambda: trigger_off("cases_consent", "end_what_consent_shared"),
    "what was taken back is still read": lambda: policy(
        "cases_disclosure", "app_select", "(ended_on IS NULL)", "true"
    ),
    "one side is enough for the stage": lambda: policy(
        "cases_progress", "app_select", "'responsible'::text", "'harmed'::text"
    ),
    "an erasure leaves the person": lambda: function(
        "erase_rows(uuid, text, uuid[])",
        "'delete from %I where scheme_id",
        "'delete from %I where false and scheme_id",
    ),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_walk_notices(scene: Scene, mutant: str) -> None:
    """The mutations: with this one guard gone, the tour meets a mismatch."""
    with MUTANTS[mutant](), pytest.raises(AssertionError):
        tour(scene, orm_every=99)
