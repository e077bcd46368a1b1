"""Start the embedded servers that the tests run on, and say what each test must be."""

import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
import time_machine
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from rjcase import embedded
from tests.browser import html
from tests.browser.fixtures import browser, page, page_without_scripts
from tests.databases import _casts, _django_db_helper, _empty, _own_database, world
from tests.docs.plugin import pytest_runtest_makereport
from tests.logs import _no_planted_word_in_a_log, _no_planted_word_in_the_logs_of_the_servers
from tests.requirements.plugin import Recorder, note_claims
from tests.schedule import pytest_xdist_make_scheduler

# Fixtures and a hook for every test.
__all__ = [
    "_casts",
    "_django_db_helper",
    "_empty",
    "_no_planted_word_in_a_log",
    "_no_planted_word_in_the_logs_of_the_servers",
    "_own_database",
    "browser",
    "page",
    "page_without_scripts",
    "pytest_runtest_makereport",
    "pytest_xdist_make_scheduler",
    "world",
]


# The same examples in every run, and no stopwatch: a busy machine is no fault of the code.
hypothesis.settings.register_profile("rjcase", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("rjcase")


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers of the test run. Parallel workers and other runs share them, behind a lock.

    They are separate from those of `make run`, keep no promise about power cuts, and stay up for the
    next run; `make down` stops them. With DATABASE_URL set, the tests use that server instead.
    """
    if settings.EMBEDDED and not config.option.collectonly:
        embedded.start(settings.DATA_DIR, for_tests=True)
    if (path := os.environ.get("RJCASE_REQUIREMENTS")) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(Path(path)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a test that claims too many requirements, or one that does not exist.

    What takes long begins first, so that at the end no worker waits for another.
    """
    note_claims(items)
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("long", "browser")))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def _real_clock_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that travels in time leaves the server's clock behind: sign the context by that one."""
    hatch = time_machine.escape_hatch
    real = SimpleNamespace(time=lambda: hatch.time.time() if hatch.is_travelling() else time.time())
    monkeypatch.setattr("rjcase.tenancy.context.time", real)


@receiver(user_logged_in)
def _shown_who_they_are(request: HttpRequest, user: Any, **_kwargs: Any) -> None:
    """``force_login`` counts as a sign-in with the password, however far a test travels in time.

    A sign-in through the page has noted its own moment by now.
    """
    if not get_authentication_records(request, user):
        record_authentication(request, user, "password")
        request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] += 10**9


@pytest.fixture(scope="session", autouse=True)
def _valid_pages() -> Iterator[None]:
    """At the end, the HTML checker judges every page the tests put aside (`assert_html_valid`)."""
    yield
    errors = html.check_aside()
    assert not errors, "\n".join(errors)
