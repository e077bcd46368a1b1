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


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _consents(purpose: str) -> st.SearchStrategy[Consent]:
    return st.builds(
        lambda decision, form, is_free, hours: Consent(
            purpose=purpose,
            decision=decision,
            form=form,
            is_free=is_free,
            recorded_at=NOW - timedelta(hours=hours),
        ),
        st.sampled_from(Consent.Decision.values),
        st.sampled_from(Consent.Form.values),
        st.booleans(),
        st.integers(0, 4),
    )


RISKS = st.builds(
    lambda state, is_free, responsibility: RiskAssessment(
        state=state, is_consent_free=is_free, answers={"responsibility": {"answer": responsibility}}
    ),
    st.sampled_from(RiskAssessment.State.values),
    st.sampled_from([True, False, None]),
    st.sampled_from(["yes", "no", ""]),
)
SUITABILITIES = st.builds(
    lambda decision, responsibility: Suitability(decision=decision, responsibility=responsibility),
    st.sampled_from(Suitability.Decision.values),
    st.sampled_from(["", *Suitability.Responsibility.values]),
)
BARS = st.builds(lambda source: ContactBar(source=source), st.sampled_from(ContactBar.Source.values))


@st.composite
def standing(draw: Any) -> Standing:
    role = draw(st.sampled_from(Role.values))
    # Good facts are drawn more often than chance would, so that whole cases come out good too.
    good = draw(st.booleans())
    party = Party(role=role, side=SIDES[Role(role)], number=draw(st.integers(1, 3)))
    fine = Standing(
        party=party,
        file=File(kind="party", party=party),
        consent=Consent(decision="given", form="written", is_free=True, recorded_at=NOW),
        suitability=Suitability(decision="suitable", responsibility="yes"),
        risk=RiskAssessment(state="approved", is_consent_free=True),
        age=40,
        needs=NeedsAssessment(has_needs=False),
    )
    if good:
        return fine
    wild = {
        "consent": _maybe(_consents("take_part")),
        "explore": _maybe(_consents("explore")),
        "suitability": _maybe(SUITABILITIES),
        "risk": _maybe(RISKS),
        "bars": st.lists(BARS, max_size=2).map(tuple),
        "age": _maybe(st.integers(8, 90)),
        "age_record": _maybe(
            st.builds(lambda f: AgeRecord(finding=f), st.sampled_from(AgeRecord.Result.values))
        ),
        "needs": st.sampled_from([None, NeedsAssessment(has_needs=True)]),
        "file": st.sampled_from([None, fine.file]),
    }
    spoiled = draw(st.sets(st.sampled_from(sorted(wild)), min_size=1, max_size=3))
    facts = {name: draw(wild[name]) if name in spoiled else getattr(fine, name) for name in wild}
    return Standing(party=party, **facts)


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


@given(st.lists(standing(), max_size=4))
@settings(max_examples=400, deadline=None)
def test_it_lets_nothing_never_passable_through_whatever_was_passed(people: list[Standing]) -> None:
    view = _view(people)
    sides = {one.party.side for one in people if one.party.role in ("victim", "offender")}
    is_safe = sides == {"harmed", "responsible"} and not any(_unsafe(one) for one in people)
    assert view.is_possible == is_safe


@given(standing())
@settings(max_examples=200, deadline=None)
def test_it_calls_a_party_broken_just_when_something_never_passable_is_missing(one: Standing) -> None:
    if one.file is not None:
        assert broken(one) == bool(_unsafe(one))


def test_it_lets_a_manager_pass_the_needs_and_nothing_else() -> None:
    assert [gate.name for gate in GATES if gate.passable] == ["participation_needs"]


@pytest.fixture(autouse=True)
def _no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.gates.case_url_or_none", lambda *args, **more: "/there/")
