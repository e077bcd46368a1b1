"""A real browser for the tests: `page` and `page_without_scripts` are fixtures, the checks are functions.

from tests.browser.checks import assert_page_is_fit

def test_it_shows_the_case(page, live_server):
    page.goto(f"{live_server.url}/northshire/cases/")
    assert_page_is_fit(page, "case-list")
"""
