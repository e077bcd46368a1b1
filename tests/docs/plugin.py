"""The part of a test run that lets no test be skipped which docs/asvs.csv names."""

from collections.abc import Generator

import pytest

from tests.docs.asvs import named_tests


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip, or a failure that was expected, into a failure."""
    report = yield
    if report.skipped and item.nodeid.split("[")[0] in named_tests():
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} shows a requirement of docs/asvs.csv: it may not be skipped."
    return report
