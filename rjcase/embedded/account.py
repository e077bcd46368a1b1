"""The operating-system account the servers run as. PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from rjcase.embedded.paths import EmbeddedError

_NAME = "rjcase-db"


@dataclass(frozen=True)
class Account:
    """User and group id of the server processes; `switch` says whether root must become it."""

    uid: int
    gid: int
    switch: bool

    def run(self, *command: str | Path) -> str:
        """Run a command as this account and return what it printed.

        Raises:
            EmbeddedError: it failed; the message holds its last words.
        """
        as_other = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}
        done = subprocess.run(
            [str(part) for part in command],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **as_other,  # type: ignore[call-overload]
        )
        if done.returncode:
            words = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
            raise EmbeddedError(f"{Path(command[0]).name} failed: {' / '.join(words)}")
        return str(done.stdout)

    def own(self, folder: Path) -> None:
        """Make `folder` (with what is in it) private to this account, creating it if need be."""
        if folder.is_symlink():
            raise EmbeddedError(f"The folder {folder} must not be a link; set RJCASE_DATA to another.")
        folder.mkdir(parents=True, exist_ok=True)
        if self.switch and folder.stat().st_uid != self.uid:
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)
        if folder.stat().st_uid != self.uid:
            raise EmbeddedError(f"The folder {folder} belongs to somebody else; set RJCASE_DATA to your own.")
        folder.chmod(0o700)

    def let_reach(self, path: Path) -> None:
        """Let this account pass through the folders above `path` (root's home is closed by default)."""
        if not self.switch:
            return
        for folder in path.resolve().parents:
            mode = folder.stat().st_mode
            if not mode & 0o001:
                folder.chmod(mode | 0o001)


def server_account() -> Account:
    """The account to use: ourselves, or `rjcase-db` (made on first use) when we are root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    try:
        entry = pwd.getpwnam(_NAME)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _NAME],
            check=True,
            capture_output=True,
        )
        entry = pwd.getpwnam(_NAME)
    return Account(entry.pw_uid, entry.pw_gid, switch=True)
