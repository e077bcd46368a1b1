"""Grant and revoke at the same moment: two real sessions, put in order by the locks they take."""

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from rjcase.kernel.ids import uuid7
from rjcase.tenancy.context import Context
from tests.clone import Clone
from tests.isolation.mutants import function
from tests.world import House, party

pytestmark = pytest.mark.django_db  # asks for the migrated template; the rows are in a clone of it


class Session:
    """A session of the web role under the signed context of one person."""

    def __init__(self, scheme: int, user: int, scope: str) -> None:
        given = connection.get_connection_params()
        keys = ("host", "port", "dbname", "user", "password")
        self.open = psycopg.connect(**{key: given[key] for key in keys if given.get(key)})
        signed = Context(scheme=scheme, user=user, scope=scope).signed(self.open.info.backend_pid)
        self.open.execute("select set_config('rjcase.ctx', %s, true)", [signed])

    def run(self, query: str, *params: Any) -> list[Any]:
        """A statement of its open transaction."""
        return self.open.execute(query.encode(), params).fetchall()

    def close(self) -> None:
        """Leave, undoing what was not committed."""
        self.open.rollback()
        self.open.close()


class Race:
    """A case of a scheme, a volunteer who is offered it, and the manager."""

    def __init__(self) -> None:
        self.house = House("northshire", "NOR")
        self.case = self.house.refer(party("victim", "Vera", "Victim"), party("offender", "Otto", "Offender"))
        self.file = self.house.file(self.case, "harmed").pk

    def session(self, who: str, scope: str) -> Session:
        return Session(self.house.scheme.pk, self.house.people[who].pk, scope)

    def once(self, who: str, scope: str, query: str, *params: Any) -> list[Any]:
        """One statement of somebody, committed."""
        session = self.session(who, scope)
        try:
            found = session.run(query, *params)
            session.open.commit()
            return found
        finally:
            session.close()

    def offer(self) -> Any:
        """Offer the case to the volunteer."""
        new, query = uuid7(), "select offer_case(%s, %s, %s, true, 'both')"
        self.once("manager", "office", query, new, self.case.pk, self.house.volunteer.pk)
        return new

    def reads(self) -> bool:
        """Whether the volunteer reads the victim's file now."""
        query = "select 1 from cases_identity where file_id = %s"
        return bool(self.once("volunteer", "staff", query, self.file))

    def run(self, first: tuple[str, str, str, list[Any]], second: tuple[str, str, str, list[Any]]) -> Any:
        """The first acts and holds its locks; the second meets them; the first commits; then the second.

        Returns what the second was answered, or its error.
        """
        one, two = self.session(*first[:2]), self.session(*second[:2])
        answer: list[Any] = []

        def act() -> None:
            try:
                answer.append(two.run(second[2], *second[3]))
                two.open.commit()
            except psycopg.Error as refused:
                answer.append(refused)

        try:
            one.run(first[2], *first[3])
            other = threading.Thread(target=act)
            other.start()
            while other.is_alive() and not self._waits(two):
                pass
            one.open.commit()
            other.join(30)
            assert answer, "the second never came back"
            return answer[0]
        finally:
            one.close()
            two.close()

    @staticmethod
    def _waits(session: Session) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("select cardinality(pg_blocking_pids(%s)) > 0", [session.open.info.backend_pid])
            return bool(cursor.fetchone()[0])


@pytest.fixture(scope="module")
def race(django_db_setup: None, django_db_blocker: Any) -> Iterator[Race]:
    with django_db_blocker.unblock():
        clone = Clone("race")
        with clone.in_use():
            yield Race()
        clone.drop()


ACCEPT = "select answer_offer(%s, 'accepted', '')"
TAKE_BACK = "select end_allocation(%s, 'changed our minds')"


def test_an_offer_taken_back_while_it_is_accepted_opens_nothing(race: Race) -> None:
    """The office is first: whoever accepts waits, and is told that it was taken back."""
    offer = race.offer()
    answer = race.run(("manager", "office", TAKE_BACK, [offer]), ("volunteer", "staff", ACCEPT, [offer]))
    assert answer == [("withdrawn",)]
    assert not race.reads()


def test_an_offer_accepted_while_it_is_taken_back_is_closed_again(race: Race) -> None:
    """The facilitator is first: the office waits, and then ends what was just opened."""
    offer = race.offer()
    answer = race.run(("volunteer", "staff", ACCEPT, [offer]), ("manager", "office", TAKE_BACK, [offer]))
    assert not isinstance(answer, Exception)
    assert not race.reads()


def test_without_its_lock_the_race_would_be_lost(race: Race) -> None:
    """The mutation: accepting without locking the offer opens the files after it was taken back."""
    offer = race.offer()
    text = ("answer_offer(uuid, text, text)", "user_id = ctx_user() for update", "user_id = ctx_user()")
    with function(*text):
        race.run(("manager", "office", TAKE_BACK, [offer]), ("volunteer", "staff", ACCEPT, [offer]))
    assert race.reads()
    race.once("manager", "office", TAKE_BACK, offer)
    assert not race.reads()


def test_access_that_is_ended_while_it_is_prolonged_has_ended(race: Race) -> None:
    """Two people of the office: one ends a supervisor's access, the other moves its last day."""
    user = race.house.volunteer.pk
    give = "select grant_file(%s, %s, 1, 'supervision', 'x', current_date + 9)"
    race.once("manager", "office", give, race.file, user)
    assert race.reads()
    end = "select end_grant(%s, %s, 'over')"
    more = "select move_grant_end(%s, %s, current_date + 30, 'more')"
    race.run(("manager", "office", end, [race.file, user]), ("admin", "office", more, [race.file, user]))
    assert not race.reads()
