"""A person with something in every corner, and where a planted text could hide."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection

from rjcase.embedded.postgres import BIN


@pytest.fixture(autouse=True)
def seals_outside(settings: Any, tmp_path: Path) -> None:
    """A folder of one's own for the heads of seals."""
    settings.SEAL_DIR = tmp_path / "seals"


@pytest.fixture
def everything(tmp_path: Path) -> Callable[[], bytes]:
    """The whole database as its owner could read it, and everything on the disk of the product."""

    def dumped() -> bytes:
        target = tmp_path / "whole.sql"
        where = psycopg.conninfo.make_conninfo(
            django_settings.OPS_DATABASE_URL, dbname=connection.settings_dict["NAME"]
        )
        command = [str(BIN / "pg_dump"), "--file", str(target), "--dbname", where]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        on_disk = [path for path in Path(django_settings.SEAL_DIR).rglob("*") if path.is_file()]
        return target.read_bytes() + b"".join(path.read_bytes() for path in on_disk)

    return dumped
