"""Where the embedded servers keep their data, sockets and secrets. Starts nothing."""

import hashlib
import os
import secrets
import stat
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

# A unix socket path holds at most 107 bytes; the longest name we put after this is 14.
_LONGEST_SOCKET_DIR = 85
# A fixed folder and not $TMPDIR: every process must compute the same path whatever its environment.
# Root has one that nobody else can prepare.
_SHORT_PLACE = Path("/run" if os.geteuid() == 0 else "/tmp")  # noqa: S108

_LOGINS = {
    "DATABASE_URL": "rjcase_web",
    "RJCASE_WORKER_DATABASE_URL": "rjcase_worker",
    "RJCASE_SCHED_DATABASE_URL": "rjcase_sched",
    "RJCASE_MIGRATE_DATABASE_URL": "rjcase_migrator",
    "RJCASE_OPS_DATABASE_URL": "rjcase_ops",
}


class EmbeddedError(RuntimeError):
    """The embedded servers cannot do what was asked; the message is one sentence for a person."""


def socket_dir(data_dir: Path) -> Path:
    """The private folder of both sockets: inside `data_dir`, or a short one when that is too long."""
    inside = data_dir / "run"
    if len(os.fsencode(inside)) <= _LONGEST_SOCKET_DIR:
        return inside
    return _SHORT_PLACE / f"rjcase-{hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]}"


def urls(data_dir: Path) -> dict[str, str]:
    """The URLs of the embedded servers, one database login per process role, and the broker."""
    folder = socket_dir(data_dir)
    host = quote(str(folder))
    found = {name: f"postgres://{login}@/rjcase?host={host}" for name, login in _LOGINS.items()}
    found["REDIS_URL"] = f"unix://{folder / 'valkey.sock'}"
    return found


def installed(package: str) -> Path:
    """The folder of a package that is only a box of programs, found without running its code."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The Python package {package} is not installed; run make run.")
    return Path(spec.origin).parent


def secret(data_dir: Path, name: str) -> str:
    """The random secret called `name` of this installation; made on first use, readable by us only.

    Raises:
        EmbeddedError: the folder cannot be written.
    """
    path = data_dir / "secrets" / name
    try:
        return _read_or_make(path)
    except OSError as error:
        raise EmbeddedError(
            f"The folder {data_dir} cannot be written ({error.strerror}); set RJCASE_DATA to another."
        ) from error


def _read_or_make(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=stat.S_IRWXU)
        # Written aside and linked: of two processes starting at once, one wins and both read it.
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
