"""The embedded servers: PostgreSQL 18 and Valkey from Python wheels, for a machine with no database.

`urls` and `secret` only compute and read files, so the settings may call them at any time;
`start` and `stop` run the servers, which listen on unix sockets in one private folder and never
on the network. `python -m rjcase.embedded up|down|status|env` does the same from a shell.
Real servers need none of this: set the URLs in the environment (`docs/how-to/deploy.md`).
"""

from pathlib import Path

from rjcase.embedded.paths import EmbeddedError, secret, urls

__all__ = ["EmbeddedError", "running", "secret", "start", "stop", "urls"]

# The settings import this package in every process; only these three functions need the driver.


def start(data_dir: Path, *, for_tests: bool = False) -> None:
    """Start what is not running yet and bring the roles up to date. Safe to call again and at once.

    Args:
        data_dir: where the data is kept; made if absent.
        for_tests: trade safety for speed; only ever for a cluster whose data nobody needs.

    Raises:
        EmbeddedError: a folder cannot be written or a server did not start.
    """
    from rjcase.embedded import servers

    servers.start(data_dir, for_tests=for_tests)


def stop(data_dir: Path) -> None:
    """Stop both servers; nothing happens to those that are not running."""
    from rjcase.embedded import servers

    servers.stop(data_dir)


def running(data_dir: Path) -> dict[str, bool]:
    """Which of the two servers answer: `postgres`, `valkey`."""
    from rjcase.embedded import servers

    return servers.running(data_dir)
