"""The policies of a live database and the SQL of every migration, read by linters that are not ours.

pgrls and `check_isolation` read a database migrated from nothing; then four walls are broken in it and
both must see them. squawk reads what each migration really executed, and a planted migration. What a person
has looked at stands in `verify/rules/pgrls.json` and `verify/rules/squawk.json`; anything else fails.
"""

import json
import os
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from verify.report import fail, figures
from verify.runner import ROOT
from verify.scanners import APPS, BROKEN, looked_at, scan

# Broken on purpose: a table without walls, an open policy, a view of its owner, a wall that is gone.
_FAULTS = """
create table public.planted_leak (scheme_id bigint not null, body text);
grant select on public.planted_leak to rjcase_web;
create policy planted_open on public.cases_contact for select to rjcase_web using (true);
create view public.planted_view as select * from public.cases_contact;
grant select on public.planted_view to rjcase_web;
alter table public.cases_consent disable row level security;
"""
_SEEN_AS = {
    "planted_leak": "planted_leak",
    "planted_open": "planted_open",
    "planted_view": "planted_view",
    "cases_consent": "public.cases_consent",
}
# Judged for the whole program, not case by case: migrations run while nobody is let in (deploy.md), in one
# transaction, and Django writes the types.
_NOT_ASKED = (
    *("prefer-robust-stmts", "prefer-text-field", "prefer-bigint-over-int", "prefer-bigint-over-smallint"),
    *("require-lock-timeout", "require-statement-timeout", "constraint-missing-not-valid"),
    *("disallowed-unique-constraint", "require-concurrent-index-creation", "adding-foreign-key-constraint"),
    *("require-concurrent-index-deletion", "adding-required-field"),
    *("ban-drop-default", "ban-drop-not-null"),
)


# Migrations of the libraries, which run before anything is there.
_THEIRS = ("account.", "auth.", "contenttypes.", "guardian.", "mfa.", "pghistory.", "sessions.")


def main() -> None:
    """Migrate, read, break, read again."""
    with tempfile.TemporaryDirectory(prefix="rj-rules-") as name:
        place = Path(name)
        os.environ.update(RJCASE_DATA=str(place / "data"), DJANGO_SETTINGS_MODULE="rjcase.settings")
        from rjcase import embedded

        embedded.start(place / "data", for_tests=True)
        try:
            written = _migrate(place / "sql")
            problems = [*_migrations(place / "sql", written), *_policies(place / "data")]
        finally:
            embedded.stop(place / "data")
    if problems:
        fail("\n".join(problems))


def _migrate(to: Path) -> int:
    """Migrate an empty database; write what each migration executed into a file; returns how many."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    to.mkdir()
    said: dict[str, list[str]] = defaultdict(list)
    now = [""]
    apply = MigrationExecutor.apply_migration

    def noted(self: Any, state: Any, migration: Any, *args: Any, **kwargs: Any) -> Any:
        now[0] = f"{migration.app_label}.{migration.name}"
        return apply(self, state, migration, *args, **kwargs)

    def collect(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if now[0]:
            said[now[0]].append(str(sql) if not params else "")
        return execute(sql, params, many, context)

    MigrationExecutor.apply_migration = noted  # type: ignore[method-assign]
    with connection.execute_wrapper(collect):
        call_command("migrate", verbosity=0, interactive=False)
    for name, statements in said.items():
        changes = [one.strip().rstrip(";") for one in statements if _changes(one)]
        (to / f"{name}.sql").write_text(";\n".join(changes) + ";\n" if changes else "-- nothing\n")
    return len(said)


def _changes(statement: str) -> bool:
    return statement.lstrip().lower().startswith(("alter", "create", "drop", "truncate", "do", "comment"))


def _migrations(sql: Path, written: int) -> list[str]:
    planted = _squawk(BROKEN / "migration.sql")
    wanted = {"ban-drop-column", "ban-drop-table", "changing-column-type", "renaming-column"}
    ours = [path for path in sorted(sql.glob("*.sql")) if not path.name.startswith(_THEIRS)]
    found = _squawk(*ours)
    accepted = {name: facts["times"] for name, facts in looked_at("squawk").items()}
    changed = sorted(name for name in found | accepted if found[name] != accepted.get(name, 0))
    missed = wanted - {name.split()[0] for name in planted}
    figures(migrations=written, migrations_read=len(ours), migration_faults_missed=len(missed))
    figures(looked_at_for_squawk=sum(accepted.values()), migrations_not_looked_at=len(changed))
    problems = [f"squawk: {name}: {found[name]}, not {accepted.get(name, 0)}" for name in changed]
    problems += [f"squawk does not see {name}" for name in sorted(missed)]
    expected = sum(len(list((ROOT / app).rglob("migrations/[0-9]*.py"))) for app in APPS)
    return problems if len(ours) >= expected else [*problems, f"Read {len(ours)} of {expected} migrations"]


def _squawk(*files: Path) -> Counter[str]:
    done = scan(
        "squawk", "--pg-version", "18", "--reporter", "json", "--exclude", ",".join(_NOT_ASKED), *files
    )
    return Counter(f"{one['rule_name']} {Path(one['file']).stem}" for one in json.loads(done.stdout or "[]"))


def _policies(data: Path) -> list[str]:
    import psycopg
    from django.core.management import CommandError, call_command

    owner = f"host={data / 'run'} user=rjcase_migrator dbname=rjcase options='-c role=rjcase_owner'"
    before, accepted = _pgrls(data), looked_at("pgrls")
    new = sorted(one for one in before if not (one in accepted or one.split()[0] in accepted))
    with psycopg.connect(owner, autocommit=True) as connection:
        tables = connection.execute("select count(*) from pg_class where relrowsecurity").fetchone()
        call_command("check_isolation", verbosity=0)
        connection.execute(_FAULTS)
    after = _pgrls(data) - before
    missed = [name for name, sign in _SEEN_AS.items() if not any(sign in one for one in after)]
    try:
        call_command("check_isolation", verbosity=0)
        missed.append("anything, for check_isolation")
    except (CommandError, SystemExit):
        pass
    figures(walled_tables=tables[0] if tables else 0, planted=len(_SEEN_AS), planted_missed=len(missed))
    figures(found_by_pgrls=len(before), policies_not_looked_at=len(new))
    return [f"pgrls: {one}" for one in new] + [f"pgrls does not see {name}" for name in missed]


def _pgrls(data: Path) -> set[str]:
    """What pgrls finds: rule and place."""
    url = f"postgres://rjcase_ops@/rjcase?host={data / 'run'}"
    done = scan("pgrls", "lint", "--database-url", url, "--schemas", "public", "--format", "json")
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        fail(f"pgrls did not run: {done.stderr[-600:]}")
    return {f"{one['rule_id']} {one['location']}" for one in said["violations"]}


if __name__ == "__main__":
    main()
