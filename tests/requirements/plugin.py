"""The part of a test run that notes which requirements were shown."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.requirements.catalogue import catalogue

MOST = 6  # requirements one test may claim
SHOWN = Path(__file__).resolve().parent.parent.parent / "build" / "requirements.json"
_PROPERTY = "requirement"


def claimed(item: pytest.Item) -> list[str]:
    """The ids a test claims.

    Raises:
        pytest.UsageError: it claims none or too many under a mark, or one that does not exist.
    """
    ids = [str(name) for mark in item.iter_markers("requirement") for name in mark.args]
    marked = any(True for _mark in item.iter_markers("requirement"))
    if marked and not 1 <= len(set(ids)) <= MOST:
        raise pytest.UsageError(f"{item.nodeid}: a test may claim one to {MOST} requirements.")
    if unknown := sorted(set(ids) - catalogue().keys()):
        raise pytest.UsageError(f"{item.nodeid}: the catalogue has no requirement {', '.join(unknown)}.")
    return ids


def note_claims(items: list[pytest.Item]) -> None:
    """Send the claims of each test along with its report, also from a parallel process."""
    for item in items:
        item.user_properties.extend((_PROPERTY, name) for name in claimed(item))


class Recorder:
    """Collects, in the main process, what passed; writes it down when the run ends."""

    def __init__(self, path: Path = SHOWN) -> None:
        self.path = path
        self.claims: dict[str, set[str]] = {}
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test shows its requirements when its call passed and neither end of it failed."""
        if report.failed:
            self.failed.add(report.nodeid)
        elif report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            ids = {str(value) for name, value in report.user_properties if name == _PROPERTY}
            if ids:
                self.claims[report.nodeid] = ids

    def pytest_sessionfinish(self) -> None:
        """Write the tests of each requirement, without the cases of a parametrised test."""
        tests: dict[str, set[str]] = defaultdict(set)
        for test in self.claims.keys() - self.failed:
            for name in self.claims[test]:
                tests[name].add(test.split("[")[0])
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(json.dumps({name: sorted(tests[name]) for name in sorted(tests)}, indent=1))
