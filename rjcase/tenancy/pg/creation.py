"""Test databases: migrated once into a template, then cloned for each worker and run."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import creation


class DatabaseCreation(creation.DatabaseCreation):
    """The owner makes and drops the test database; tests run as the process role."""

    def create_test_db(
        self, verbosity: int = 1, autoclobber: bool = False, serialize: bool = False, keepdb: bool = False
    ) -> str:
        name = self._get_test_db_name()
        with self.connection.elevated(), _alone():
            template = self._template(verbosity, autoclobber)
            self.connection.close()
            with self._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
                _open_to_processes(cursor, name)
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name
        return name

    def prepare(self) -> None:
        """Migrate the template, unless it is there; whoever asks meanwhile waits for it."""
        with self.connection.elevated(), _alone():
            self._template(verbosity=0, autoclobber=True)

    def _template(self, verbosity: int, autoclobber: bool) -> str:
        template = template_name()
        if not self._exists(template):
            self._migrate_template(template, verbosity, autoclobber)
        return template

    def _migrate_template(self, template: str, verbosity: int, autoclobber: bool) -> None:
        """Build under another name first, so that a broken migration leaves no template behind."""
        half_made = f"{template}_new"
        test = self.connection.settings_dict["TEST"]
        wanted, test["NAME"] = test["NAME"], half_made
        before = self.connection.settings_dict["NAME"]
        try:
            super().create_test_db(verbosity, True, False, False)
        finally:
            test["NAME"] = wanted
            self.connection.close()
            self.connection.settings_dict["NAME"] = before
        with self._nodb_cursor() as cursor:
            cursor.execute("select datname from pg_database where datname like 'rjcase_template_%'")
            for (old,) in cursor.fetchall():
                if old != half_made and old.count("_") == 2:
                    cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
            cursor.execute(f'ALTER DATABASE "{half_made}" RENAME TO "{template}"')

    def _exists(self, name: str) -> bool:
        with self._nodb_cursor() as cursor:
            cursor.execute("select 1 from pg_database where datname = %s", [name])
            return cursor.fetchone() is not None

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        with self.connection.elevated():
            super()._destroy_test_db(test_database_name, verbosity)


def _open_to_processes(cursor: Any, name: str) -> None:
    """A clone keeps the tables' rights, not the right to connect."""
    cursor.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
    roles = "rjcase_migrator, rjcase_web, rjcase_worker, rjcase_sched, rjcase_ops"
    cursor.execute(f'GRANT CONNECT ON DATABASE "{name}" TO {roles}')


def template_name() -> str:
    """Return the name of the migrated database that test databases are cloned from."""
    return f"rjcase_template_{_fingerprint()}"


def _fingerprint() -> str:
    """Digest of everything that decides what a migrated database looks like."""
    digest = hashlib.sha256(settings.CONTEXT_KEY)
    base = Path(settings.BASE_DIR)
    apps = sorted(
        {app.split(".")[0] for app in settings.INSTALLED_APPS if (base / app.split(".")[0]).is_dir()}
    )
    for app in apps:
        for path in sorted((base / app).rglob("*")):
            if path.suffix == ".sql" or (
                path.suffix == ".py" and path.parent.name in ("migrations", "tenancy")
            ):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time builds or clones the template."""
    path = Path(settings.DATA_DIR) / "test-database.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
