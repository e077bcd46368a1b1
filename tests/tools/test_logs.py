"""The search of all logs for planted words finds what is planted in each of them."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests import logs
from tests.world import PASSWORD, World

WORD = "zqh123x"


@pytest.fixture
def heard() -> Any:
    """The listener; what a test plants on purpose is taken back."""
    assert logs.listener in logging.getLogger().handlers
    yield logs.listener
    logs.listener.leaks.clear()


@pytest.mark.parametrize("logger", ["rjcase.door", "django.request", "celery.worker", "psycopg.pool"])
def test_it_hears_every_logger(heard: logs.Listener, logger: str) -> None:
    for said in (
        lambda: logging.getLogger(logger).warning("met %s", WORD),
        lambda: logging.getLogger(logger).error("a fact", extra={"facts": {"who": WORD}}),
        lambda: logging.getLogger(logger).error("it fell", exc_info=ValueError(f"Key ({WORD}) exists")),
        lambda: logging.getLogger(logger).warning(PASSWORD),
    ):
        heard.leaks.clear()
        said()
        assert len(heard.leaks) == 1
    heard.leaks.clear()
    logging.getLogger(logger).warning("met somebody")
    assert heard.leaks == []


def test_it_reads_what_the_servers_wrote_since(tmp_path: Path) -> None:
    assert [path.parent.name for path in logs.server_logs()] == [
        "postgres",
        "valkey",
    ] or not settings.EMBEDDED
    log = tmp_path / "server.log"
    log.write_text(f"{WORD} of another day\n")
    size = log.stat().st_size
    with log.open("a") as more:
        more.write("Key (name)=(Northvictim) already exists\n")
    assert logs.leaks_in(logs.tail(log, size)) == ["Northvictim"]


@pytest.mark.django_db
def test_the_people_it_looks_for_are_those_of_the_tests(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    page = client.get(f"/northshire/cases/{world.case.reference}/").content.decode()
    assert all(name in page for name in logs.PEOPLE[:2])
    assert logs.leaks_in("northvictim@person.example") == ["northvictim"]
