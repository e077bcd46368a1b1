"""Wide tables on a phone: every cell says which column it is of, so that a row can stand as a block."""

import re

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

LEAST_COLUMNS = 4  # fewer fit beside each other at 320 pixels
_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_NOT_SAID = re.compile(
    r'<span class="(?:govuk-visually-hidden|app-sort-link__arrow)"[^>]*>.*?</span>', re.DOTALL
)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b")
_BLANK = re.compile(r"(<td\b[^>]*>)\s+(?=</td>)")
_SPANS = re.compile(r"<t[dh]\b[^>]*\b(?:col|row)span=")


def stacked(html: SafeString) -> SafeString:
    """The table with ``data-label`` on its cells and the class that stacks them on a narrow screen.

    A table of fewer columns, one without headings and one with cells over several columns stay as they are.
    """
    head = _HEAD.search(html)
    headings = [_words(inside) for inside in _HEADING.findall(head[0])] if head else []
    if head is None or len(headings) < LEAST_COLUMNS or _SPANS.search(html):
        return html
    before = html[: head.end()].replace('class="govuk-table"', 'class="govuk-table app-stacks"', 1)
    # Both halves come out of a rendered template, and the labels from its own headings.
    return SafeString(before + _ROW.sub(lambda row: _labelled(row[0], headings), html[head.end() :]))


def _words(inside: str) -> str:
    """The heading as an attribute can hold it; empty where it is only read out, as of a column of actions."""
    return " ".join(strip_tags(_NOT_SAID.sub("", inside)).split()).replace('"', "&quot;")


def _labelled(row: str, headings: list[str]) -> str:
    rest = iter(headings)
    labelled = _CELL.sub(lambda cell: f'{cell[0]} data-label="{next(rest, "")}"', row)
    return _BLANK.sub(r"\1", labelled)  # a column that says nothing of this row is not named either
