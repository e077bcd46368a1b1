"""Every kind of rule: what it is true of, what not, what it leaves open; and that a wrong one is noticed."""

from collections.abc import Iterable
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referrals.criteria import CaseFacts, Effect, Rule, clause, evaluate, evaluate_ages, read_rules
from referrals.criteria.asked import ASKED
from referrals.criteria.rules import KINDS, WITH_BAND
from referrals.criteria.tryout import try_out
from tests.referrals.examples import DAY, OFFENDER, VICTIM, case

YES, NO, OPEN = "yes", "no", "open"
_YOUNG = {"born": date(2008, 11, 3)}  # 17 on DAY, 18 on the day after
_ADULT = {"born": date(2008, 11, 2)}  # 18 on DAY
_TIERS = {"values": ("tier_1_4:3", "tier_1_4:4"), "also": ("tier_1_4:2",)}
_BAND = {"age": 25, "upper": 74}
# kind, what it asks for, a case, what is found
TABLE: tuple[tuple[str, dict[str, Any], CaseFacts, str], ...] = (
    ("offence", {"values": ("theft",)}, case(), YES),
    ("offence", {"values": ("burglary_home",)}, case(), YES),
    ("offence", {"values": ("sexual",)}, case(), NO),
    ("offence", {"values": ("sexual",)}, case(group="", subgroup=""), OPEN),
    ("offence_outside", {"values": ("violence",)}, case(), YES),
    ("offence_outside", {"values": ("theft", "violence")}, case(), NO),
    ("offence_outside", {"values": ("theft",)}, case(group="", subgroup=""), OPEN),
    ("marker", {"values": ("domestic", "cse")}, case(markers=frozenset({"cse"})), YES),
    ("marker", {"values": ("domestic",)}, case(markers=frozenset({"knife"})), NO),
    ("victim", {}, case(victim=False), YES),
    ("victim", {}, case(victim={"is_named": False}), YES),
    ("victim", {}, case(), NO),
    ("no_offender", {}, case(offender=False), YES),
    ("no_offender", {}, case(), NO),
    ("responsibility", {}, case(offender={"responsibility": "no"}), YES),
    ("responsibility", {}, case(offender={"responsibility": "partly"}), NO),
    ("responsibility", {}, case(offender={"responsibility": "unknown"}), OPEN),
    ("plea", {}, case(offender={"plea": "not_guilty"}), YES),
    ("plea", {}, case(offender={"plea": "none"}), NO),
    ("plea", {}, case(offender={"plea": ""}), OPEN),
    ("screening", {}, case(offender={"screening": True}), YES),
    ("screening", {}, case(), NO),
    ("screening", {}, case(offender={"screening": None}), OPEN),
    ("reparation", {}, case(offender={"reparation": "yes"}), YES),
    ("reparation", {}, case(), NO),
    ("reparation", {}, case(offender={"reparation": ""}), OPEN),
    ("area", {}, case(in_area="no"), YES),
    ("area", {}, case(), NO),
    ("area", {}, case(in_area="unknown"), OPEN),
    ("victim_age", {"age": 18}, case(victim=_YOUNG), YES),
    ("victim_age", {"age": 18}, case(victim=_ADULT), NO),
    ("victim_age", {"age": 18}, case(victim={"born": None}), OPEN),
    ("victim_age", {"age": 18}, case(victim={"born": None, "is_organisation": True}), NO),
    ("offender_age", {"age": 18}, case(offender=_YOUNG), YES),
    ("offender_age", {"age": 18}, case(offender=_ADULT), NO),
    ("offender_age", {"age": 18}, case(offender={"born": None}), OPEN),
    ("elapsed", {"age": 10}, case(happened_on=date(2016, 11, 2)), YES),
    ("elapsed", {"age": 10}, case(happened_on=date(2016, 11, 3)), NO),
    ("elapsed", {"age": 10}, case(happened_on=None), OPEN),
    ("seriousness", {"level": "medium"}, case(offender={"seriousness": "low"}), YES),
    ("seriousness", {"level": "medium"}, case(), NO),
    ("seriousness", {"level": "high"}, case(), YES),
    ("seriousness", {"level": "medium"}, case(offender={"seriousness": ""}), OPEN),
    ("tier", _TIERS, case(offender={"tier": "1"}), YES),
    ("tier", _TIERS, case(offender={"tier": "4"}), NO),
    ("tier", _TIERS, case(offender={"tier": "2", "seriousness": "medium"}), NO),
    ("tier", _TIERS, case(offender={"tier": "2", "seriousness": "low"}), YES),
    ("tier", _TIERS, case(offender={"tier": "2", "seriousness": ""}), OPEN),
    ("tier", _TIERS, case(offender={"tier_model": "tier_2026", "tier": "A"}), OPEN),
    ("tier", _TIERS, case(offender={"tier_model": "", "tier": ""}), OPEN),
    *(("ogrs", _BAND, case(offender={"ogrs": score}), found) for score, found in ((24, YES), (75, YES))),
    *(("ogrs", _BAND, case(offender={"ogrs": score}), found) for score, found in ((25, NO), (74, NO))),
    ("ogrs", _BAND, case(offender={"ogrs": None}), OPEN),
    ("stage", {"values": ("pre_sentence", "custody")}, case(offender={"justice_stage": "custody"}), YES),
    ("stage", {"values": ("pre_sentence",)}, case(), NO),
    ("stage", {"values": ("pre_sentence",)}, case(offender={"justice_stage": ""}), OPEN),
    ("unwilling", {"values": ("community",)}, case(victim={"consent": "unknown"}), YES),
    ("unwilling", {"values": ("community",)}, case(offender={"consent": "no"}), YES),
    ("unwilling", {"values": ("community",)}, case(), NO),
    ("unwilling", {"values": ("custody",)}, case(victim={"consent": "no"}), NO),
    ("unwilling", {"values": ("custody",)}, case(offender={"justice_stage": ""}), OPEN),
    ("started", {"values": ("responsible",)}, case(), YES),
    ("started", {"values": ("harmed", "neutral")}, case(), NO),
    ("started", {"values": ("harmed",)}, case(started_by=""), OPEN),
    ("status", {"values": ("iom",)}, case(offender={"statuses": frozenset({"iom", "mappa"})}), YES),
    ("status", {"values": ("iom",)}, case(offender={"statuses": frozenset({"mappa"})}), NO),
    ("home", {"values": ("B", "CV6")}, case(), YES),
    ("home", {"values": ("B", "CV6")}, case(victim={"home": "BS1"}), YES),
    ("home", {"values": ("B", "CV6")}, case(victim={"home": "B15"}), NO),
    ("home", {"values": ("CV6",)}, case(victim={"home": "CV6"}), NO),
    ("home", {"values": ("CV6",)}, case(victim={"home": "CV60"}), YES),
    ("home", {"values": ("B",)}, case(victim={"home": ""}), OPEN),
)


def _found(rule: Rule, facts: CaseFacts) -> str:
    findings = evaluate(facts, [rule], DAY).findings
    if not findings:
        return NO
    return YES if findings[0].known else OPEN


def _wrong_rows(kind: str) -> list[int]:
    return [
        number
        for number, (each, asks, facts, found) in enumerate(TABLE)
        if each == kind and _found(Rule(kind, Effect.INFORMS, **asks), facts) != found
    ]


@pytest.mark.requirement("WTE-3.1-03")
@pytest.mark.parametrize("kind", KINDS)
def test_it_finds_what_a_kind_of_rule_asks(kind: str) -> None:
    answers = {found for each, _asks, _facts, found in TABLE if each == kind}
    assert {YES, NO} <= answers
    assert _wrong_rows(kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_it_would_notice_a_kind_gone_wrong(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = ASKED[kind]
    swapped = {True: False, False: True, None: None}
    mutants = (
        lambda *_asked: True,
        lambda *_asked: False,
        lambda *_asked: None,
        lambda *asked: swapped[right(*asked)],
    )
    for mutant in mutants:
        monkeypatch.setattr(import_module("referrals.criteria.evaluate"), "ASKED", {**ASKED, kind: mutant})
        assert _wrong_rows(kind), mutant


def test_it_asks_of_every_offender_and_is_met_by_one() -> None:
    other = case(offender={"number": 2, "plea": "not_guilty"}).people[1]
    both = CaseFacts(people=(VICTIM, OFFENDER, other))
    assert evaluate(both, [Rule("plea", Effect.BLOCKS)], DAY).result == "not_eligible"


@pytest.mark.requirement("WM-3.1-01")
def test_it_turns_nobody_away_for_the_years_gone_by() -> None:
    for effect in ("blocks", "decision"):
        with pytest.raises(ValueError, match="only inform"):
            read_rules([{"kind": "elapsed", "effect": effect, "age": 5}])
    long_ago = case(happened_on=date(1951, 1, 1))
    assert evaluate(long_ago, [Rule("elapsed", Effect.INFORMS, age=10)], DAY).result == "eligible"


def test_it_is_one_step_milder_where_the_person_harmed_asked() -> None:
    for effect, result in ((Effect.BLOCKS, "decision"), (Effect.DECISION, "eligible")):
        rule = Rule("tier", effect, milder=True, **_TIERS)  # type: ignore[arg-type]
        low = {"tier": "1"}
        assert evaluate(case(offender=low, started_by="harmed"), [rule], DAY).result == result
        assert evaluate(case(offender=low, started_by="neutral"), [rule], DAY).result != result
        assert "with discretion" in clause(rule)


# --- What holds for all rules and cases --------------------------------------------------------------
def _rule(kind: str, effect: Effect, numbers: tuple[int, int], milder: bool) -> Rule:
    asks = next(asks for each, asks, _facts, _found in TABLE if each == kind)
    if "age" in asks:
        asks = asks | {"age": min(numbers)} | ({"upper": max(numbers)} if kind in WITH_BAND else {})
    return Rule(kind, Effect.INFORMS if kind == "elapsed" else effect, milder=milder, **asks)


_numbers = st.tuples(st.integers(1, 100), st.integers(1, 100))
_FEWER = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RULES = st.lists(
    st.builds(_rule, st.sampled_from(KINDS), st.sampled_from(list(Effect)), _numbers, st.booleans()),
    max_size=6,
)
CASES = st.sampled_from([facts for _kind, _asks, facts, _found in TABLE]).flatmap(
    lambda facts: st.sampled_from(["harmed", "responsible", ""]).map(
        lambda side: case(people=facts.people, started_by=side, group=facts.group, markers=facts.markers)
    )
)
_WEIGHT = ("eligible", "decision", "not_eligible")


def _weight(facts: CaseFacts, rules: Iterable[Rule]) -> int:
    return _WEIGHT.index(evaluate(facts, rules, DAY).result)


@_FEWER
@given(CASES, RULES, RULES)
def test_it_never_becomes_milder_by_one_more_rule(
    facts: CaseFacts, some: list[Rule], more: list[Rule]
) -> None:
    assert _weight(facts, [*some, *more]) == max(_weight(facts, some), _weight(facts, more))
    assert _weight(facts, some) == _weight(facts, reversed(some))


@_FEWER
@given(CASES, RULES)
def test_it_gives_a_reason_for_every_result(facts: CaseFacts, rules: list[Rule]) -> None:
    evaluation = evaluate(facts, rules, DAY)
    assert (evaluation.result == "eligible") == (evaluation.against == [])
    assert all(finding.known for finding in evaluation.against)


@_FEWER
@given(RULES)
def test_it_reads_back_what_it_stored(rules: list[Rule]) -> None:
    assert read_rules([rule.stored() for rule in rules]) == rules


@_FEWER
@given(RULES, st.integers(0, 40))
def test_it_finds_nobody_too_young_later_who_was_old_enough(rules: list[Rule], years: int) -> None:
    facts = case(victim={"born": date(2010, 6, 1)}, offender={"born": date(2005, 1, 9)})
    now = evaluate_ages(facts, rules, DAY).findings
    later = evaluate_ages(facts, rules, DAY + timedelta(days=366 * years)).findings
    assert {each.rule for each in later} <= {each.rule for each in now}


@_FEWER
@given(st.lists(CASES, max_size=5), RULES, RULES)
def test_it_counts_every_case_once_when_rules_are_tried(
    cases: list[CaseFacts], now: list[Rule], proposed: list[Rule]
) -> None:
    tried = try_out(cases, now, proposed, DAY)
    assert tried.before.total() == tried.after.total() == tried.cases == len(cases)
    assert tried.changed >= sum(abs(tried.after[key] - tried.before[key]) for key in _WEIGHT) / 2
    for each in tried.rules:
        assert each.decides <= each.meets <= len(cases)
    assert try_out(cases, now, now, DAY).changed == 0
