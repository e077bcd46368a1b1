"""Two cases that the walk of `walls.py` is about, and a way to let days pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from cases.models import Case, Contact, File, Identity
from conferences.models import Process
from practitioners.models import VettingCheck
from rjcase.access.models import User
from rjcase.kernel.clock import now
from rjcase.tenancy import acting
from tests.isolation.mutants import redefined
from tests.world import PASSWORD, House, party

ROLES = {  # everybody who can be given something
    "facilitator": "facilitator",
    "facilitator2": "facilitator",
    "volunteer": "volunteer",
    "supervisor": "supervisor",
    "liaison": "liaison",
}

# The owner lets days pass, on behalf of nobody: no process could.
DAYS_PASS = """
create function days_pass(n int) returns void language plpgsql security definer
set search_path = pg_catalog, public set row_security = on as $$
declare others bigint[];
begin
  update cases_filegrant set since = since - n, until = until - n, asked_until = asked_until - n;
  select array_agg(user_id) into others from access_membership  -- the office stays as it is
    where not roles::text[] && '{manager,administrator}';
  update practitioners_vettingcheck set issued_on = issued_on - n, verified_on = verified_on - n,
    expires_on = expires_on - n where user_id = any (others);
  update access_membership set starts_on = starts_on - n, ends_on = ends_on - n where user_id = any (others);
  update cases_case set closed_on = closed_on - n where closed_on is not null;
  update cases_disclosure set until_on = until_on - n, ended_on = ended_on - n
    where until_on is not null or ended_on is not null;
  update rights_opening set opened_at = opened_at - n * interval '1 day';
end $$
"""

AT_ITS_WORD = """
create or replace function ctx_part(n int) returns text language sql stable security invoker as
$$ select nullif(split_part(current_setting('rjcase.ctx', true), '|', n), '') $$
"""


class Scene:
    """Two cases of Northshire with a file for each side, and strangers who read none of it."""

    def __init__(self) -> None:
        self.north, south = House("northshire", "NOR"), House("southshire", "SOU")
        operator = User.objects.create_user("operator@rjcase.example", PASSWORD, is_operator=True)
        self.strangers = []
        for scheme, stranger in (
            (south.scheme, south.manager),
            (self.north.scheme, operator),
            (self.north.scheme, south.manager),
        ):
            with acting(scheme, stranger) as context:
                self.strangers.append(context)
        self.cases: dict[str, Case] = {}
        self.files: dict[str, list[File]] = {}
        for name in "ab":
            case = self.north.refer(
                party("victim", "Vera", f"Victim{name}"), party("offender", "Otto", f"Offender{name}")
            )
            with self.north.at("manager"):
                for file in files_of(case):
                    if file.kind == "party":
                        furnish(file.pk)
                self.cases[name], self.files[name] = case, files_of(case)
        with self.north.at("manager"):
            checks = VettingCheck.objects.filter(user__in=[self.north.people[who].pk for who in ROLES])
            by_user = {check.user_id: check.expires_on for check in checks}
        self.checked = {who: by_user[self.north.people[who].pk] for who in ROLES}

    @staticmethod
    def let_days_pass() -> None:
        """Put the owner's function into the database in use."""
        with connection.elevated(), connection.cursor() as cursor:
            cursor.execute(DAYS_PASS)
            cursor.execute("grant execute on function days_pass(int) to rjcase_web")

    @staticmethod
    @contextmanager
    def signatures_unread() -> Iterator[None]:
        """Let the database take a context at its word for a while.

        The walk writes every context itself, and checking a signature sixty times in a statement is three
        quarters of a long one. That no other context is taken is shown by `test_every_table.py`, and the
        short walk of `make test` is walked with signatures read.
        """
        with redefined("ctx_part(int)", AT_ITS_WORD):
            yield


def furnish(file: Any) -> None:
    """A person and a contact in a party's file."""
    Identity.objects.get_or_create(file_id=file, defaults={"given_names": "A", "family_name": "Person"})
    Contact.objects.create(file_id=file, happened_at=now(), method="phone", direction="out", result="reached")


def plan(file: Any, case: Any, by: Any) -> None:
    """A meeting that is planned in a joint file."""
    Process.objects.create(joint_id=file, case_id=case, form="direct", kind="conference", opened_by=by)


def files_of(case: Case) -> list[File]:
    """The files of a case, as the office sees them."""
    return list(File.objects.filter(case=case).order_by("pk"))
