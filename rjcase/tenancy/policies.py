"""Who may see a row of each kind, as the text of row-level-security policies.

A policy's text is frozen in the database when a migration runs; ``migrate`` then rewrites every wall
whose text is no longer the one that stands here (docs/how-to/change-a-policy.md).

The forms were measured (docs/decisions/0004): EXISTS on the grant table, whose unique index
starts with scheme, user, file; context functions wrapped in a scalar select; never a function
per row. Grants end in the policy itself, so an ended grant needs no sweep.
"""

from collections.abc import Callable
from dataclasses import dataclass

APP_ROLES = "rjcase_web, rjcase_worker"

INSIDE = "(select ctx_scope()) is not null"
OFFICE = "(select ctx_scope()) = 'office'"
OFFICE_OR_SYSTEM = "(select ctx_scope()) in ('office', 'system')"
WORKERS = "(select ctx_scope()) in ('office', 'staff', 'system')"
ME = "(select ctx_user())"
# The test stands inside the select: outside, the planner takes "is null" to be true of one row in 200,
# so it expects next to no rows and asks the grants row by row where one hash would do.
NOT_NARROWED = "(select ctx_file() is null)"

INTERPRET, VIEW, CHANGE, DISCLOSE = 0, 1, 2, 3  # no policy below asks for INTERPRET: it opens no row


def _live(alias: str) -> str:
    return f"{alias}.since <= current_date and ({alias}.until is null or {alias}.until >= current_date)"


def _grant(match: str, verb: int) -> str:
    """A live grant of mine; ``match`` ties it to the row."""
    return (
        f"exists (select 1 from cases_filegrant g where g.scheme_id = {{t}}.scheme_id and g.user_id = {ME}"
        f" and {match} and g.verb = {verb} and {_live('g')})"
    )


def _side_grant(side: str) -> str:
    return _grant(f"g.case_id = {{t}}.{{c}} and g.side = '{side}'", VIEW)


def _shared(part: str) -> str:
    """The row belongs to a part of a joint file that was given to a file I may see."""
    return (
        "exists (select 1 from cases_jointshare s where s.scheme_id = {t}.scheme_id and s.joint_id = {t}.{c}"
        f" and s.part = '{part}' and ({NOT_NARROWED} or s.file_id = (select ctx_file()))"
        f" and ({OFFICE} or exists (select 1 from cases_filegrant g where g.scheme_id = s.scheme_id"
        f" and g.user_id = {ME} and g.content_object_id = s.file_id and g.verb = {VIEW} and {_live('g')})))"
    )


_FILE_NARROW = f"({NOT_NARROWED} or {{t}}.{{c}} = (select ctx_file()))"
_OF_FILE_NARROW = f"({NOT_NARROWED} or {{t}}.file_id = (select ctx_file()))"
_FILE_SEEN = f"({OFFICE} or {_grant('g.content_object_id = {t}.{c}', VIEW)})"
_FILE_CHANGED = f"({OFFICE} or {_grant('g.content_object_id = {t}.{c}', CHANGE)})"
_CASE_SEEN = f"({OFFICE_OR_SYSTEM} or {_grant('g.case_id = {t}.{c}', VIEW)})"
_CASE_CHANGED = f"({OFFICE_OR_SYSTEM} or {_grant('g.case_id = {t}.{c}', CHANGE)})"
_BOTH = (
    f"({NOT_NARROWED} and ({OFFICE_OR_SYSTEM} or ({_side_grant('harmed')} and {_side_grant('responsible')})))"
)
_MINE = f"{{t}}.{{c}} = {ME}"
# What was passed on is reached from the receiver's file until its last day, or until somebody ended it.
_LASTS = "{t}.ended_on is null and ({t}.until_on is null or {t}.until_on >= current_date)"
_GAVE = _grant("g.content_object_id = {t}.file_id", VIEW)
_RECEIVED = _grant("g.content_object_id = {t}.to_party_file_id", VIEW)
# Somebody without an account holds a token, which the request puts into the transaction.
_VISITOR = (
    "{t}.{c} = (select encode(sha256(convert_to(current_setting('rjcase.visitor', true), 'UTF8')), 'hex'))"
)


@dataclass(frozen=True)
class Kind:
    """What may be read and what may be written, as SQL over table ``{t}`` and column ``{c}``."""

    meaning: str
    seen: str
    written: str


KINDS: dict[str, Kind] = {
    "setting": Kind("read by anybody inside the scheme, written by its office", INSIDE, OFFICE_OR_SYSTEM),
    "office": Kind("the RJ office only", OFFICE_OR_SYSTEM, OFFICE_OR_SYSTEM),
    "desk": Kind(
        "the RJ office at its desk, never inside a context narrowed to a file; the system, to delete what is old",
        f"({NOT_NARROWED} and {OFFICE_OR_SYSTEM})",
        f"({NOT_NARROWED} and {OFFICE_OR_SYSTEM})",
    ),
    "staff": Kind("read by everyone who works cases, written by the office", WORKERS, OFFICE_OR_SYSTEM),
    "own": Kind(
        "one's own rows; the office sees all",
        f"({OFFICE_OR_SYSTEM} or {_MINE})",
        f"({OFFICE_OR_SYSTEM} or {_MINE})",
    ),
    "about": Kind(
        "read by the person it is about and by the office, written by the office",
        f"({OFFICE_OR_SYSTEM} or {_MINE})",
        OFFICE_OR_SYSTEM,
    ),
    "private": Kind(
        "one's own rows and nobody else's, never inside a context narrowed to a file",
        f"({NOT_NARROWED} and {_MINE})",
        f"({NOT_NARROWED} and {_MINE})",
    ),
    "visitor": Kind(
        "whoever holds the token whose digest the row carries; the system, to delete what is old; never"
        " inside a context narrowed to a file",
        f"({NOT_NARROWED} and ({_VISITOR} or (select ctx_scope()) = 'system'))",
        f"({NOT_NARROWED} and ({_VISITOR} or (select ctx_scope()) = 'system'))",
    ),
    "published": Kind(
        "the office; once submitted, the commissioner and the senior manager too, whatever else they are",
        f"({OFFICE_OR_SYSTEM} or ({{t}}.state = 'submitted' and ((select ctx_scope()) = 'commissioner'"
        f" or ((select ctx_scope()) <> '' and exists (select 1 from access_membership m"
        f" where m.scheme_id = {{t}}.scheme_id and m.user_id = {ME}"
        " and m.roles::text[] && array['commissioner', 'senior_manager']"
        " and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))))))",
        OFFICE_OR_SYSTEM,
    ),
    "log": Kind("anybody inside adds; own rows, the office reads all", f"({OFFICE} or {_MINE})", INSIDE),
    "readlog": Kind(
        "anybody inside adds; read by oneself, the office, and whoever works a file that was looked at",
        f"({OFFICE} or {_MINE} or {_grant('g.content_object_id = any({t}.files)', CHANGE)})",
        INSIDE,
    ),
    "allocation": Kind(
        "who works a case: whoever holds a file of it, and the person asked",
        f"({_MINE} or {OFFICE_OR_SYSTEM} or {_grant('g.case_id = {t}.case_id', VIEW)})",
        OFFICE_OR_SYSTEM,
    ),
    "disclosure": Kind(  # of 0.1.0: its migrations build it; "passed_on" has taken its place
        "whoever holds the file it came from or the file it went to",
        f"(({NOT_NARROWED} or {{t}}.file_id = (select ctx_file()) or {{t}}.to_party_file_id = (select ctx_file()))"
        f" and ({OFFICE} or {_grant('g.content_object_id = {t}.file_id', VIEW)}"
        f" or {_grant('g.content_object_id = {t}.to_party_file_id', VIEW)}))",
        f"({NOT_NARROWED} and ({OFFICE} or {_grant('g.content_object_id = {t}.file_id', DISCLOSE)}))",
    ),
    "passed_on": Kind(
        "whoever holds the file it came from; while it lasts, whoever holds the file it went to",
        f"(({NOT_NARROWED} and ({OFFICE} or {_GAVE} or ({_LASTS} and {_RECEIVED})))"
        f" or ({{t}}.file_id = (select ctx_file()) and ({OFFICE} or {_GAVE}))"
        f" or ({{t}}.to_party_file_id = (select ctx_file()) and {_LASTS} and ({OFFICE} or {_RECEIVED})))",
        f"({NOT_NARROWED} and ({OFFICE} or {_grant('g.content_object_id = {t}.file_id', DISCLOSE)}))",
    ),
    "member": Kind(
        "colleagues see each other; others see themselves; the office writes",
        f"({WORKERS} or {_MINE})",
        OFFICE_OR_SYSTEM,
    ),
    "case": Kind("the neutral shell: whoever holds a file of the case", _CASE_SEEN, _CASE_CHANGED),
    "case_both": Kind("exact stage and reason: whoever holds both sides of the case", _BOTH, _BOTH),
    "file": Kind(
        "whoever holds a grant on the file",
        f"({_FILE_NARROW} and {_FILE_SEEN})",
        f"({_FILE_NARROW} and {_FILE_CHANGED})",
    ),
    "received": Kind(
        "whoever holds a grant on the file; what was taken back, the RJ office alone",
        f"({_FILE_NARROW} and {_FILE_SEEN} and ({OFFICE} or not exists (select 1 from documents_retraction b"
        " where b.scheme_id = {t}.scheme_id and b.upload_id = {t}.id)))",
        f"({_FILE_NARROW} and {_FILE_CHANGED})",
    ),
    "case_or_file": Kind(
        "of the file where it names one, else of the case",
        f"(case when {{t}}.file_id is not null then ({_OF_FILE_NARROW}"
        f" and ({OFFICE_OR_SYSTEM} or {_grant('g.content_object_id = {t}.file_id', VIEW)}))"
        f" else {_CASE_SEEN} end)",
        f"(case when {{t}}.file_id is not null then ({_OF_FILE_NARROW}"
        f" and ({OFFICE_OR_SYSTEM} or {_grant('g.content_object_id = {t}.file_id', CHANGE)}))"
        f" else {_CASE_CHANGED} end)",
    ),
    "share": Kind(
        "what a joint file gives to a party's file: whoever holds either",
        f"(({NOT_NARROWED} or {{t}}.file_id = (select ctx_file())) and ({OFFICE}"
        f" or {_grant('g.content_object_id = {t}.file_id', VIEW)} or {_grant('g.content_object_id = {t}.joint_id', VIEW)}))",
        f"({NOT_NARROWED} and ({OFFICE} or {_grant('g.content_object_id = {t}.joint_id', CHANGE)}))",
    ),
    "agency": Kind(
        "a referral's neutral progress: the office, who works the case, and people of the referring agency",
        f"({_CASE_SEEN} or exists (select 1 from referrals_agencymember m where m.scheme_id = {{t}}.scheme_id"
        f" and m.user_id = {ME} and m.agency_id = {{t}}.agency_id))",
        f"({OFFICE_OR_SYSTEM})",
    ),
}


# One more policy of a single table, for a function that lends rights. Part of the wall, so that a wall
# that is rewritten brings it back.
ALSO = {
    # my_schemes(): the one function that reads a person's rows across schemes; own memberships only.
    "my_doors": "FOR SELECT TO rjcase_definer USING (ctx_scheme() IS NULL AND user_id = (select ctx_user()))",
}


def policy_texts(table: str, kind: str, column: str, part: str = "") -> tuple[str, str]:
    """Return (who may read, who may write) for a table, as SQL expressions."""
    rule = KINDS[kind]
    seen = f"({rule.seen} or {_shared(part)})" if part else rule.seen
    fill: Callable[[str], str] = lambda text: text.replace("{t}", f'"{table}"').replace("{c}", column)  # noqa: E731
    return fill(seen), fill(rule.written)
