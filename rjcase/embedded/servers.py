"""Start and stop both embedded servers, one process at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rjcase.embedded import postgres, valkey
from rjcase.embedded.account import server_account
from rjcase.embedded.paths import EmbeddedError, socket_dir


def start(data_dir: Path, *, for_tests: bool = False) -> None:
    """Start what is not running yet and bring the roles up to date. Safe to call again and at once.

    Args:
        data_dir: where the data is kept; made if absent.
        for_tests: trade safety for speed; only ever for a cluster whose data nobody needs.

    Raises:
        EmbeddedError: a folder cannot be written or a server did not start.
    """
    with _alone(data_dir):
        account = server_account()
        account.let_reach(data_dir / "postgres")
        account.own(socket_dir(data_dir))
        postgres.start(data_dir, account, for_tests=for_tests)
        valkey.start(data_dir, account)


def stop(data_dir: Path) -> None:
    """Stop both servers; nothing happens to those that are not running."""
    if not data_dir.exists():
        return
    with _alone(data_dir):
        valkey.stop(data_dir)
        postgres.stop(data_dir, server_account())


def running(data_dir: Path) -> dict[str, bool]:
    """Which of the two servers answer."""
    return {"postgres": postgres.is_running(data_dir), "valkey": valkey.is_running(data_dir)}


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Hold the lock of the data folder, so that parallel starters (test workers) take turns."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / ".lock").open("w")
    except OSError as error:
        raise EmbeddedError(
            f"The folder {data_dir} cannot be written ({error.strerror}); set RJCASE_DATA to another."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
