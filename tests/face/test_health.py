"""Alive, and ready."""

from typing import Any

import pytest
from django.test import Client

from rjcase.web import health


def _broken() -> None:
    raise RuntimeError("password of the database: hunter2")


def test_it_is_alive_whatever_else_is_away(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "CHECKS", {"database": _broken})
    response = visitor.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_it_is_ready_when_every_part_is(db: None, visitor: Client) -> None:
    response = visitor.get("/readyz")
    assert response.json() == {"status": "ok", "database": "ok", "migrations": "ok", "broker": "ok"}
    assert response.status_code == 200


@pytest.mark.parametrize("part", ["database", "migrations", "broker"])
def test_it_names_the_part_that_is_away_and_no_detail(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    checks: dict[str, Any] = dict.fromkeys(health.CHECKS, lambda: None)
    monkeypatch.setattr(health, "CHECKS", {**checks, part: _broken})
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "failed", "database": "ok", "migrations": "ok", "broker": "ok", part: "failed"
    }  # fmt: skip
    assert b"hunter2" not in response.content


def test_it_notices_a_broker_that_is_away(settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    with pytest.raises(Exception, match=r"127\.0\.0\.1"):
        health.check_broker()


def test_it_notices_a_migration_that_waits(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: {})
    with pytest.raises(health.NotReady):
        health.check_migrations()


def test_it_may_be_asked_but_not_told(visitor: Client) -> None:
    assert visitor.post("/healthz").status_code == 405
    assert visitor.post("/readyz").status_code == 405
