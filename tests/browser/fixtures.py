"""Fixtures that open pages in Chromium. `tests/conftest.py` makes them known to every test."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import watch

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",  # nothing is asked of the world
    "--js-flags=--always-sparkplug",  # axe is a large script, new on each page: compile it as it comes
]
_PATIENCE = 30_000  # milliseconds; two cores may be shared by many


def _chromium() -> str:
    names = [os.environ.get("RJCASE_CHROMIUM", ""), "chromium-headless-shell", "chromium"]
    path = next((path for name in names if name and (path := shutil.which(name))), None)
    if path is None:
        pytest.fail("No Chromium was found: `make test` installs it, or set RJCASE_CHROMIUM to its path.")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session; each test opens fresh profiles in it."""
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=_ARGUMENTS)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


def open_context(browser: Browser, *, scripts: bool = True) -> BrowserContext:
    """A fresh profile, as of somebody in England at a desk."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        locale="en-GB",
        timezone_id="Europe/London",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(_PATIENCE)
    return context


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page in a fresh profile. A message in its console fails the test."""
    context = open_context(browser)
    opened = context.new_page()
    watch.start(opened)
    yield opened
    said = watch.console(opened)
    context.close()
    assert not said, f"The browser's console was not silent: {said}"


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    """The same with JavaScript off."""
    context = open_context(browser, scripts=False)
    opened = context.new_page()
    watch.start(opened)
    yield opened
    context.close()
