"""Claims count only when their test passed, and only ids that exist may be claimed."""

import json
from pathlib import Path

import pytest

from tests.requirements import plugin, report
from tests.requirements.catalogue import catalogue

pytest_plugins = ["pytester"]

SUITE = """
import pytest
from tests.requirements.plugin import Recorder, note_claims

@pytest.mark.requirement("NOMS-D-01", "NOMS-D-02")
def test_passes(): pass

@pytest.mark.requirement("NOMS-D-03")
def test_fails(): assert False

@pytest.mark.requirement("NOMS-D-04")
@pytest.mark.parametrize("number", [1, 2])
def test_many(number): pass

@pytest.fixture
def breaks():
    yield
    assert False

@pytest.mark.requirement("NOMS-D-05")
def test_breaks_afterwards(breaks): pass

@pytest.mark.requirement("NOMS-D-06")
def test_skipped(): pytest.skip()
"""
CONFTEST = """
from pathlib import Path
from tests.requirements.plugin import Recorder, note_claims

def pytest_configure(config):
    config.addinivalue_line("markers", "requirement(*ids)")
    config.pluginmanager.register(Recorder(Path("build/shown.json").resolve()))

def pytest_collection_modifyitems(items):
    note_claims(items)
"""


def run_suite(pytester: pytest.Pytester, suite: str) -> pytest.RunResult:
    pytester.makeini("[pytest]")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(suite)
    pytester.mkdir("build")
    return pytester.runpytest_inprocess("-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider")


def test_it_counts_only_what_passed(pytester: pytest.Pytester) -> None:
    run_suite(pytester, SUITE).assert_outcomes(passed=4, failed=1, errors=1, skipped=1)
    shown = json.loads((pytester.path / "build" / "shown.json").read_text())
    assert {name: len(tests) for name, tests in shown.items()} == {
        "NOMS-D-01": 1,
        "NOMS-D-02": 1,
        "NOMS-D-04": 1,
    }


@pytest.mark.parametrize(
    "ids",
    [
        '"NOMS-D-99"',
        "",
        '"NOMS-D-01", "NOMS-D-02", "NOMS-D-03", "NOMS-D-04", "NOMS-D-05", "NOMS-D-06", "NOMS-S-01"',
    ],
)
def test_it_refuses_claims_that_cannot_be(pytester: pytest.Pytester, ids: str) -> None:
    suite = f"import pytest\n@pytest.mark.requirement({ids})\ndef test_one(): pass\n"
    result = run_suite(pytester, suite)
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_it_writes_a_page_with_counts() -> None:
    text = report.page({"NOMS-D-01": ["tests/cases/test_parties.py::test_it_holds_several_victims"]})
    assert "**1 of 682** requirements that need code are shown; 5 need none." in text
    assert "| 0. Purpose, definitions and terminology | 1 | 59 | 1 |" in text
    assert "- **NOMS-D-01** Victim:" in text
    assert "`cases/test_parties.py::test_it_holds_several_victims`" in text


def test_the_catalogue_is_whole() -> None:
    rows = catalogue()
    assert len(rows) == 687
    assert sum(bool(row.no_code_because) for row in rows.values()) == 5
    assert all(row.requirement and row.owner and row.section for row in rows.values())
    assert Path(plugin.SHOWN).parent.name == "build"
