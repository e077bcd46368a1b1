"""No combination of facts lets anything never passable through."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.gates import GATES, broken
from assessments.models import AgeRecord, NeedsAssessment, RiskAssessment, Suitability
from assessments.selectors import Standing
from cases.models import Consent, ContactBar, File, Party
from rjcase.kernel.clock import now
from rjcase.workflow import Situation, Step, look

Role = Party.Role
SIDES = Party.SIDES
NOW = now()


# Each fact about a person with the values it can take; the first is the good one. Facts are spoiled
# one by one, so that every single way of being unsafe is met alone, not only among others.
FACTS: dict[str, list[Any]] = {
    "consent.decision": list(Consent.Decision.values),
    "consent.form": list(Consent.Form.values),
    "consent.is_free": [True, False],
    "explore.decision": list(Consent.Decision.values),
    "explore.hours": [2, -2, 0],  # before (good) or after the consent to take part
    "suitability.decision": list(Suitability.Decision.values),
    "suitability.responsibility": ["yes", "partly", "no", ""],
    "risk.state": ["approved", "draft", "submitted", "returned"],
    "risk.is_consent_free": [True, False, None],
    "risk.responsibility": ["yes", "no", ""],
    "bars": [(), (ContactBar(source="bail"),), (ContactBar(source="licence"), ContactBar(source="bail"))],
    "age": [40, 18, 17, 14, None],
    "age_record": [None, *AgeRecord.Result.values],
    "needs": [NeedsAssessment(has_needs=False), None],
    "file": [True, False],
    "is_ordered": [False, True],
    "has_consent": [True, False],
    "has_explore": [False, True],
    "has_suitability": [True, False],
    "has_risk": [True, False],
}


@st.composite
def standing(draw: Any, role: str = "") -> Standing:
    """Somebody with at most four facts that are not as they should be."""
    role = role or draw(st.sampled_from(Role.values))
    spoiled = draw(st.sets(st.sampled_from(sorted(FACTS)), max_size=4))
    fact = {
        name: draw(st.sampled_from(values)) if name in spoiled else values[0]
        for name, values in FACTS.items()
    }
    return _person(role, fact)


def _person(role: str, fact: dict[str, Any]) -> Standing:
    party = Party(role=role, side=SIDES[Role(role)], number=1)
    consent = Consent(
        decision=fact["consent.decision"],
        form=fact["consent.form"],
        is_free=fact["consent.is_free"],
        recorded_at=NOW,
    )
    explore = Consent(
        decision=fact["explore.decision"], recorded_at=NOW - timedelta(hours=fact["explore.hours"])
    )
    suitability = Suitability(
        decision=fact["suitability.decision"], responsibility=fact["suitability.responsibility"]
    )
    risk = RiskAssessment(
        state=fact["risk.state"],
        is_consent_free=fact["risk.is_consent_free"],
        answers={"responsibility": {"answer": fact["risk.responsibility"]}},
    )
    return Standing(
        party=party,
        file=File(kind="party", party=party) if fact["file"] else None,
        consent=consent if fact["has_consent"] else None,
        explore=explore if fact["has_explore"] else None,
        suitability=suitability if fact["has_suitability"] else None,
        risk=risk if fact["has_risk"] else None,
        bars=fact["bars"],
        age=fact["age"],
        age_record=AgeRecord(finding=fact["age_record"]) if fact["age_record"] else None,
        needs=fact["needs"],
        is_ordered=fact["is_ordered"],
    )


def _unsafe(one: Standing) -> set[str]:
    """What must stop anybody, said again from the rules of the service and not from the code."""
    risk, found = one.risk, one.suitability
    said = found.responsibility if found else ""
    works_here = one.party.role == "professional"
    rules = {
        "unseen": one.file is None,
        "consent": not _has_said_yes(one),
        "pressure": bool(one.consent and not one.consent.is_free)
        or bool(risk and risk.is_consent_free is False),
        "responsibility": one.party.role == "offender"
        and (said not in ("yes", "partly") or bool(risk and "no" in str(risk.answers))),
        "signature": one.is_ordered
        and one.party.role == "offender"
        and bool(one.consent and one.consent.form != "written"),
        "bar": bool(one.bars),
        "age": not _is_of_age(one),
        "risk": not works_here and (risk is None or risk.state != "approved"),
        "suitable": not works_here and (found is None or found.decision != "suitable"),
    }
    return {name for name, is_so in rules.items() if is_so}


def _has_said_yes(one: Standing) -> bool:
    consent, explore = one.consent, one.explore
    if consent is None or consent.decision != "given" or consent.form == "verbal":
        return False
    return not (explore and explore.decision != "given" and explore.recorded_at >= consent.recorded_at)


def _is_of_age(one: Standing) -> bool:
    record = one.age_record.finding if one.age_record else ""
    if one.age is None:
        return record in ("adult", "permitted")
    return one.age >= 18 or record == "permitted"


def _view(people: list[Standing]) -> Any:
    """The step as it stands when a manager passed every gate there is."""
    step = Step("test", "Test", frozenset(), None, "", GATES)
    situation = Situation(case=None, actor=None, facts={"assessments.standings": people})
    return look(step, situation, [gate.name for gate in GATES])


@given(st.lists(standing("victim") | standing("offender") | standing(), max_size=4))
@settings(max_examples=250, deadline=None)
def test_it_lets_nothing_never_passable_through_whatever_was_passed(people: list[Standing]) -> None:
    view = _view(people)
    sides = {one.party.side for one in people if one.party.role in ("victim", "offender")}
    is_safe = sides == {"harmed", "responsible"} and not any(_unsafe(one) for one in people)
    assert view.is_possible == is_safe


@pytest.mark.parametrize("role", Role.values)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_it_calls_a_party_broken_just_when_something_never_passable_is_missing(
    role: str, data: st.DataObject
) -> None:
    one = data.draw(standing(role))
    if one.file is not None:
        assert broken(one) == bool(_unsafe(one))


# A "no" to exploring matters only where there is one, and it is later than the yes to taking part.
_COMPANIONS: dict[str, dict[str, Any]] = {
    "explore.decision": {"has_explore": True, "explore.hours": -2},
    "explore.hours": {"has_explore": True, "explore.decision": "withdrawn"},
    "is_ordered": {"consent.form": "recorded"},
}


@pytest.mark.parametrize("role", ["victim", "offender"])
@pytest.mark.parametrize("name", sorted(FACTS))
def test_it_stops_at_each_unsafe_fact_alone(role: str, name: str) -> None:
    """One fact at a time, all of its values, beside somebody of the other side who is ready."""
    good = {key: values[0] for key, values in FACTS.items()}
    other = _person("offender" if role == "victim" else "victim", good)
    assert _view([_person(role, good), other]).is_possible
    for value in FACTS[name]:
        facts = good | _COMPANIONS.get(name, {}) | {name: value}
        one = _person(role, facts)
        assert _view([one, other]).is_possible == (not _unsafe(one)), value


def test_it_lets_a_manager_pass_the_needs_and_nothing_else() -> None:
    assert [gate.name for gate in GATES if gate.passable] == ["participation_needs"]


@pytest.fixture(autouse=True)
def _no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.gates.case_url_or_none", lambda *args, **more: "/there/")
