"""Talking to the person at the terminal, and running other programs quietly."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LAST_LINES = 15


class Stop(Exception):
    """The work cannot go on; the message is one clear sentence for the person at the terminal."""


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


def run(command: Sequence[str | Path], why: str, env: Mapping[str, str] | None = None) -> None:
    """Run a program in the checkout; its output is shown only if it fails.

    Raises:
        Stop: it failed. The message begins with `why`, the last lines of the output are printed.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        say("\n".join(done.stdout.rstrip().splitlines()[-_LAST_LINES:]))
        raise Stop(f"{why} (exit code {done.returncode}; the last lines are above).")


def script(main: Callable[[], int]) -> None:
    """Run the main function of a script: exit with its answer, or with 1 and one sentence."""
    try:
        sys.exit(main())
    except Stop as reason:
        print(reason, file=sys.stderr, flush=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
