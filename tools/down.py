"""`make down`: stop embedded servers that a killed run left behind."""

from tools import packages
from tools.console import run, script


def main() -> int:
    """Stop those of `make run` and those of the tests."""
    for options in ([], ["--test"]):
        run([packages.PYTHON, "-m", "rjcase.embedded", "down", *options], "The servers could not be stopped")
    return 0


if __name__ == "__main__":
    script(main)
