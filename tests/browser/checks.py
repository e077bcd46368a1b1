"""What every page of the product must pass."""

import functools
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser import watch
from tests.browser.html import assert_html_valid
from tests.browser.pictures import NARROW, WIDE, screenshot

ROOT = Path(__file__).resolve().parent.parent.parent
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The design system places the second skip link ("Exit this page") outside the landmarks on purpose.
_OUTSIDE_LANDMARKS = "govuk-js-exit-this-page-skiplink"


@functools.cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def assert_page_is_fit(page: Page, name: str = "") -> None:
    """Everything below, on a page as it stands; with a `name` its picture is taken as well."""
    assert_html_valid(watch.source(page))
    assert_accessible(page)
    assert_console_silent(page)
    if name:
        screenshot(page, name)


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that axe can find, and nothing to scroll sideways on a phone."""
    size = page.viewport_size
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        problems = [problem for problem in _violations(page) if not _allowed(problem)]
        assert not problems, f"{page.url} at {width} pixels:\n" + "\n".join(map(_said, problems))
        if width == NARROW:
            assert_no_sideways_scroll(page)
    if size:
        page.set_viewport_size(size)


def assert_no_sideways_scroll(page: Page) -> None:
    """The page is not wider than the window."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, f"{page.url} is {wide} pixels wide in a window of {window}"


def assert_console_silent(page: Page) -> None:
    """Nothing was refused by the content security policy, and no script failed."""
    assert not watch.console(page), f"{page.url}: {watch.console(page)}"


def _violations(page: Page) -> list[dict[str, Any]]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    options = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return list(result["violations"])


def _allowed(problem: dict[str, Any]) -> bool:
    nodes = problem["nodes"]
    return problem["id"] == "region" and all(_OUTSIDE_LANDMARKS in node["html"] for node in nodes)


def _said(problem: dict[str, Any]) -> str:
    where = "; ".join(node["html"][:200] for node in problem["nodes"][:5])
    return f"- {problem['id']}: {problem['help']}: {where}"
