"""`python -m rjcase.embedded up|down|status|env [--test]`: the embedded servers from a shell."""

import argparse
import os
import sys
from pathlib import Path

from rjcase import embedded

_CHECKOUT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Do what the command line says; 0 when done, 1 when not (for `status`: when something is down)."""
    parser = argparse.ArgumentParser(prog="python -m rjcase.embedded", description=__doc__)
    parser.add_argument("what", choices=["up", "down", "status", "env"])
    parser.add_argument("--test", action="store_true", help="the servers of the test run")
    options = parser.parse_args()
    data_dir = Path(os.environ.get("RJCASE_DATA") or _CHECKOUT / ".data").resolve()
    if options.test:
        data_dir /= "test"
    try:
        return _do(options.what, data_dir, for_tests=options.test)
    except embedded.EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1


def _do(what: str, data_dir: Path, *, for_tests: bool) -> int:
    if what == "up":
        embedded.start(data_dir, for_tests=for_tests)
    elif what == "down":
        embedded.stop(data_dir)
    elif what == "env":
        for name, url in embedded.urls(data_dir).items():
            print(f"export {name}={url}")
    else:
        state = embedded.running(data_dir)
        for name, up in state.items():
            print(f"{name}: {'running' if up else 'stopped'}")
        return 0 if all(state.values()) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
