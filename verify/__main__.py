"""`python -m verify [--fresh] [--list] [part …]`: see `verify/runner.py`."""

import argparse
import sys

from verify.runner import part_names, verify


def main() -> int:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m verify", description="Run the long checks.")
    parser.add_argument("parts", nargs="*", help="names of parts; all of them when none is named")
    parser.add_argument("--fresh", action="store_true", help="also run what passed on this commit before")
    parser.add_argument("--list", action="store_true", help="only list the parts")
    options = parser.parse_args()
    if options.list:
        print("\n".join(part_names()))
        return 0
    return verify(options.parts, fresh=options.fresh)


if __name__ == "__main__":
    sys.exit(main())
