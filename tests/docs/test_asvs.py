"""docs/asvs.csv is whole, and everything it names is there and runs."""

from collections import Counter

import pytest

from tests.docs import asvs

pytest_plugins = ["pytester"]


def test_every_requirement_of_levels_1_and_2_and_the_adopted_ones_of_3_stand_in_it() -> None:
    assert {row.id: row.level for row in asvs.table()} == asvs.kept_ids()
    assert Counter(row.level for row in asvs.table()) == {"1": 70, "2": 183, "3": 34}
    page = (asvs.ROOT / "docs" / "security.md").read_text()
    assert asvs.counts() in page, f"docs/security.md says other numbers than: {asvs.counts()}"


def test_every_test_setting_and_page_it_names_is_there() -> None:
    missing = {
        name: why for row in asvs.table() for name in row.shown_by if (why := asvs.what_is_missing(name))
    }
    assert missing == {}
    assert len(asvs.named_tests()) > 120


def test_every_row_says_what_its_status_asks_for() -> None:
    for row in asvs.table():
        assert row.status in asvs.STATUSES, row.id
        assert row.what, row.id
        if row.status in ("met", "partly", "operator"):
            assert row.shown_by, f"{row.id}: by what?"
        if row.status in ("partly", "not yet", "not applicable"):
            assert row.note, f"{row.id}: what is missing, or why not?"


@pytest.mark.parametrize(
    "name",
    [
        "tests/web/test_gone.py::test_it",
        "tests/web/test_sign_in.py::test_it_is_gone",
        "rjcase/settings.py#NO_SUCH_SETTING",
        "docs/security.md#No-such-heading",
    ],
)
def test_it_notices_what_is_gone(name: str) -> None:
    assert asvs.what_is_missing(name)


def test_a_named_test_that_is_skipped_fails(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]")
    pytester.makeconftest(
        "import tests.docs.plugin as plugin\n"
        "plugin.named_tests = lambda: {'test_suite.py::test_named', 'test_suite.py::test_expected'}\n"
        "from tests.docs.plugin import pytest_runtest_makereport\n"
    )
    pytester.makepyfile(
        test_suite="import pytest\n"
        "@pytest.mark.parametrize('n', [1, 2])\ndef test_named(n): n == 2 and pytest.skip()\n"
        "@pytest.mark.xfail\ndef test_expected(): assert False\n"
        "def test_other(): pytest.skip()\n"
    )
    result = pytester.runpytest_inprocess("-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=2, skipped=1)
