"""Consent against a small oracle: whatever is recorded, in whatever order, on whatever day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.gates import consents, consents_freely
from assessments.selectors import standing_of
from cases.models import Consent, File
from cases.selectors import consent_history, has_live_consent, live_consents
from cases.services.consents import SPOKEN_IS_NOT_ENOUGH, record_consent, withdraw_consent
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError
from tests.world import World

pytestmark = pytest.mark.django_db
PURPOSES = list(Consent.Purpose.values)


@dataclass
class Answers:
    """What a careful person would say holds: per purpose the last answer that was accepted."""

    last: dict[str, tuple[str, bool, date, str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def record(self, purpose: str, decision: str, form: str, free: bool, day: date) -> bool:
        before = self.last.get(purpose)
        if day > today():
            return False
        if decision == "given":
            if form == "verbal" and purpose in SPOKEN_IS_NOT_ENOUGH:
                return False
            if before and before[0] != "given" and day < before[2]:
                return False
        self.say(purpose, decision, free, day, form)
        return True

    def withdraw(self, purpose: str, day: date) -> bool:
        if day > today():
            return False
        for one in PURPOSES if purpose == "explore" else [purpose]:
            if self.last.get(one, ("",))[0] == "given":
                self.say(one, "withdrawn", True, day, "verbal")
        return True

    def say(self, purpose: str, decision: str, free: bool, day: date, form: str) -> None:
        said = (decision, free, day, form)
        if self.last.get(purpose) != said:  # the same answer of the same day is the same answer
            self.last[purpose] = said
            self.order.append(purpose)

    def holds(self, purpose: str) -> bool:
        said = self.last.get(purpose)
        return said is not None and said[0] == "given" and said[1]

    def may_take_part(self) -> bool:
        """A free yes on paper to taking part, and no later "no" to restorative justice."""
        if not self.holds("take_part") or self.last["take_part"][3] == "verbal":
            return False
        explore = self.last.get("explore")
        later = explore is not None and self._latest("explore") > self._latest("take_part")
        return not (later and explore is not None and explore[0] != "given")

    def _latest(self, purpose: str) -> int:
        return len(self.order) - self.order[::-1].index(purpose)


_days = st.integers(-1, 20)
_records = st.tuples(
    st.just("record"),
    st.sampled_from(PURPOSES),
    st.sampled_from(["given", "refused"]),
    st.sampled_from(Consent.Form.values),
    st.booleans(),
    _days,
)
_withdrawals = st.tuples(st.just("withdraw"), st.sampled_from(PURPOSES), _days)


def act(file: File, me: Any, said: tuple[Any, ...]) -> bool:
    """Do one thing through the service; False if it refuses."""
    kind, purpose, *rest = said
    day = today() - timedelta(days=rest[-1])
    try:
        with transaction.atomic():
            if kind == "withdraw":
                withdraw_consent(file, actor=me, purpose=purpose, form="verbal", happened_on=day)
            else:
                decision, form, is_free, _ = rest
                record_consent(
                    file,
                    actor=me,
                    purpose=purpose,
                    decision=decision,
                    form=form,
                    is_free=is_free,
                    happened_on=day,
                )
    except DomainError:
        return False
    return True


def expected(oracle: Answers, said: tuple[Any, ...]) -> bool:
    kind, purpose, *rest = said
    day = today() - timedelta(days=rest[-1])
    if kind == "withdraw":
        return oracle.withdraw(purpose, day)
    decision, form, is_free, _ = rest
    return oracle.record(purpose, decision, form, is_free, day)


@pytest.mark.requirement("WM-3-02", "WTE-6.9-03")
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_records | _withdrawals, max_size=14))
def test_it_holds_what_was_said_last_and_keeps_everything_said_before(
    worked: World, happenings: list[tuple[Any, ...]]
) -> None:
    with worked.north.at("facilitator"):
        me, oracle = worked.north.actor("facilitator"), Answers()
        kept: list[Any] = []
        for said in happenings:
            assert act(worked.harmed, me, said) == expected(oracle, said), said
            for purpose in PURPOSES:
                assert has_live_consent(worked.harmed, purpose) == oracle.holds(purpose), (said, purpose)
            history = consent_history(worked.harmed)
            rows = [(row.pk, row.decision, row.happened_on) for row in reversed(history)]
            assert rows[: len(kept)] == kept, "nothing said before is lost or changed"
            kept = rows
            for purpose in PURPOSES:
                numbers = [row.version for row in history if row.purpose == purpose]
                assert numbers == list(range(len(numbers), 0, -1))
            shown = {row.purpose: row.decision for row in live_consents(history)}
            assert shown == {purpose: answer[0] for purpose, answer in oracle.last.items()}
            standing = standing_of(worked.harmed)
            missing = [*consents(standing), *consents_freely(standing)]
            assert (not missing) == oracle.may_take_part(), (said, missing)
        transaction.set_rollback(True)
