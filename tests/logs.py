"""No log of a test run holds what was planted or typed: ours, PostgreSQL's, Valkey's (ASVS 16.2.5).

Every test listens to all loggers, as an installation's handlers do; the logs of the servers are read when
the run ends. What is looked for: the words that `tests/isolation` plants in every personal column there is,
the password of everybody in `tests.world`, and the names and contact details of its people.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.isolation.planting import MARK
from tests.world import PASSWORD

# The people of `tests.world.World`: each has the family name in name, address and e-mail.
PEOPLE = ("Northvictim", "Northoffender", "Southvictim", "Southoffender")
PLANTED = re.compile(f"{MARK.pattern}|{re.escape(PASSWORD)}|(?i:{'|'.join(PEOPLE)})")
_MOST_SHOWN = 5


class Listener(logging.Handler):
    """Formats each record as a log would be written, traceback and all, and keeps what it should not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.leaks: list[str] = []
        self.records = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Look at one record; what it is said with and what is added to it count too."""
        self.records += 1
        text = f"{self.format(record)} {getattr(record, 'facts', '')}"
        self.leaks += [f"{record.name}: {word}" for word in leaks_in(text)]


def leaks_in(text: str) -> list[str]:
    """The planted words of a text."""
    return sorted(set(PLANTED.findall(text)))


listener = Listener()


@pytest.fixture(autouse=True)
def _no_planted_word_in_a_log() -> Iterator[None]:
    """Fail the test in whose time a planted word was logged."""
    root = logging.getLogger()
    if listener not in root.handlers:  # whoever sets logging up anew takes handlers away
        root.addHandler(listener)
    listener.leaks.clear()
    yield
    assert not listener.leaks, f"written into a log: {listener.leaks[:_MOST_SHOWN]}"


def server_logs() -> list[Path]:
    """The logs of the embedded servers of the tests."""
    return sorted(Path(settings.DATA_DIR).rglob("server.log")) if settings.EMBEDDED else []


@pytest.fixture(scope="session", autouse=True)
def _no_planted_word_in_the_logs_of_the_servers() -> Iterator[None]:
    """Read what the servers wrote since the run began."""
    sizes = {path: path.stat().st_size for path in server_logs()}
    yield
    found = [f"{path.name}: {word}" for path, size in sizes.items() for word in leaks_in(tail(path, size))]
    assert not found, f"written into the log of a server: {found[:_MOST_SHOWN]}"


def tail(path: Path, size: int) -> str:
    """What a log holds beyond its first bytes."""
    with path.open("rb") as log:
        log.seek(size)
        return log.read().decode(errors="replace")
