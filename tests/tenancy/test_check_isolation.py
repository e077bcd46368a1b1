"""`manage.py check_isolation` finds every wall that is missing, and names it."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)

# Each breaks one wall, as the owner; the sentence that must be said; how it is mended.
BREACHES = {
    "no force": ("ALTER TABLE cases_contact NO FORCE ROW LEVEL SECURITY", "cases_contact does not force"),
    "no wall": ("DROP POLICY wall ON cases_identity", "cases_identity has no wall"),
    "no policy": (
        "DROP POLICY app_select ON cases_counter",
        "cases_counter has no policy under its wall",
    ),
    "wall for one role only": (
        "ALTER POLICY wall ON cases_contact TO rjcase_web, rjcase_owner",
        "cases_contact has no wall for rjcase_worker",
    ),
    "grants open": ("GRANT INSERT ON cases_filegrant TO rjcase_web", "rjcase_web may write cases_filegrant"),
    "history open": (
        "GRANT UPDATE ON cases_identityevent TO rjcase_web",
        "rjcase_web may change history in cases_identityevent",
    ),
    "truncate": ("GRANT TRUNCATE ON cases_contact TO rjcase_worker", "rjcase_worker has TRUNCATE"),
    "owner's view": ("CREATE VIEW peek AS SELECT * FROM cases_contact", "peek shows rows"),
    "materialised view": (
        "CREATE MATERIALIZED VIEW peek AS SELECT 1 AS one",
        "peek shows rows",
    ),
    "plain key": (
        "ALTER TABLE cases_contact NO FORCE ROW LEVEL SECURITY, DROP CONSTRAINT cases_contact_file_sfk;"
        "ALTER TABLE cases_file NO FORCE ROW LEVEL SECURITY;"
        "ALTER TABLE cases_contact ADD CONSTRAINT plain FOREIGN KEY (file_id) REFERENCES cases_file (id)",
        "plain can point into another scheme",
    ),
    "missing key": (
        "ALTER TABLE cases_contact DROP CONSTRAINT cases_contact_file_sfk",
        "cases_contact_file_sfk is missing",
    ),
    "unique across schemes": (
        "CREATE UNIQUE INDEX peek ON cases_case (reference)",
        "peek does not begin with the scheme",
    ),
    "stranger": ("CREATE TABLE peek (scheme_id bigint)", "peek carries a scheme but the ORM wall"),
    "unlisted": ("CREATE TABLE peek (id bigint)", "peek carries no scheme and is not listed"),
    "public function": (
        "CREATE FUNCTION peek() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'select 1';"
        "GRANT EXECUTE ON FUNCTION peek() TO PUBLIC",
        "peek() may be called by everybody",
    ),
    "unfixed function": (
        "CREATE FUNCTION peek() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'select 1'",
        "peek() has no fixed search_path",
    ),
    "other policy text": (
        "COMMENT ON POLICY wall ON cases_contact IS 'older'",
        "cases_contact: its wall is not the one declared",
    ),
    "one more policy gone": (
        "DROP POLICY my_doors ON access_membership",
        "access_membership: the policy my_doors is missing",
    ),
    "wide policy": (
        "CREATE POLICY peek ON cases_contact FOR SELECT TO PUBLIC USING (true)",
        "policy peek is for public",
    ),
    "sweep reads all": ("GRANT SELECT ON cases_contact TO rjcase_sched", "rjcase_sched may read all of"),
    "create": ("GRANT CREATE ON SCHEMA public TO rjcase_web", "rjcase_web may create in the schema"),
}


def run() -> str:
    out = io.StringIO()
    call_command("check_isolation", stdout=out)
    return out.getvalue()


def test_it_finds_every_wall_standing() -> None:
    assert "every wall stands" in run()


def said_after(statement: str) -> str:
    """Break a wall as the owner, ask, and put it back."""
    with connection.elevated():
        connection.set_autocommit(False)
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
            with pytest.raises(CommandError, match="The walls are not whole") as refused:
                run()
            return str(refused.value)
        finally:
            connection.rollback()
            connection.set_autocommit(True)


def test_it_names_every_breach() -> None:
    unsaid = {
        breach: sentence
        for breach, (statement, sentence) in BREACHES.items()
        if sentence not in said_after(statement)
    }
    assert unsaid == {}
