"""A spreadsheet as a table of texts: CSV or XLSX, read within bounds, refused with the reason."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from rjcase.documents.uploads.archives import xlsx_parts
from rjcase.documents.uploads.refusals import UploadRefused

MOST_ROWS = 10_000
MOST_COLUMNS = 300
MOST_CELL = 10_000  # characters of one cell
_EMPTY_IN_A_ROW = 1_000  # after so many empty rows nothing more is looked for
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Cell:
    """The text of a cell. ``is_number``: the spreadsheet kept a number; ``fault``: why it is not taken."""

    text: str
    is_number: bool = False
    fault: str = ""


@dataclass
class Table:
    """Headings by the letter of their column, and the rows that hold something, by their number."""

    headings: dict[str, str]
    rows: list[tuple[int, dict[str, Cell]]] = field(default_factory=list)


def read(content: bytes) -> Table:
    """The table in a file. Raises UploadRefused with what is wrong and what would help."""
    if not content:
        raise UploadRefused(_("The selected file is empty"))
    if content.startswith(b"PK"):
        lines = _sheet(content)
    elif content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF-")):
        raise UploadRefused(_("The selected file must be an XLSX or a CSV. Save it as one of these"))
    else:
        lines = _lines(_text(content))
    return _table(lines)


def _table(lines: Iterator[tuple[int, list[Cell]]]) -> Table:
    _number, first = next(lines, (0, []))
    headings = {get_column_letter(place): cell.text for place, cell in enumerate(first, 1) if cell.text}
    if not headings:
        raise UploadRefused(_("The first row must hold the headings of the columns. Use the template"))
    table = Table(headings)
    empty = 0
    for number, cells in lines:
        found = {
            get_column_letter(place): cell for place, cell in enumerate(cells, 1) if cell.text or cell.fault
        }
        if not found:
            empty += 1
            if empty >= _EMPTY_IN_A_ROW:
                break
            continue
        empty = 0
        bare = sorted(found.keys() - headings.keys(), key=lambda letters: (len(letters), letters))
        if bare:
            raise UploadRefused(
                _("Column %(column)s has no heading, but row %(row)s holds something there")
                % {"column": bare[0], "row": number}
            )
        if len(table.rows) == MOST_ROWS:
            raise UploadRefused(
                _("The file must have %(most)s rows or fewer. Split it into several")
                % {"most": f"{MOST_ROWS:,}"}
            )
        table.rows.append((number, found))
    if not table.rows:
        raise UploadRefused(_("The file has headings, but no row under them"))
    return table


def _text(content: bytes) -> str:
    """The words of a CSV file. Guessing an encoding would spell names wrongly, so none is guessed."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        words = content.decode(encoding)
    except UnicodeDecodeError as other:
        raise UploadRefused(
            _(
                "The file is not in UTF-8, so letters such as é would come out wrong. "
                "Save it as “CSV UTF-8”, or as XLSX"
            )
        ) from other
    if _CONTROL.search(words):
        raise UploadRefused(_("The selected file must be an XLSX or a CSV. Save it as one of these"))
    return words


def _lines(words: str) -> Iterator[tuple[int, list[Cell]]]:
    first = words.split("\n", 1)[0]
    comma = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=comma, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            raise UploadRefused(
                _("Row %(row)s cannot be read: a quotation mark is missing, or a cell is too long")
                % {"row": number}
            ) from broken
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise _too_wide()
        yield number, [_typed(text) for text in row]


def _typed(text: str) -> Cell:
    text = text.strip()
    if text.startswith("="):
        return Cell("", fault=_("This cell holds a formula. Enter its value instead"))
    return _bounded(text)


def _bounded(text: str, *, is_number: bool = False) -> Cell:
    if len(text) > MOST_CELL:
        return Cell(
            "", fault=_("This cell must be %(most)s characters or fewer") % {"most": f"{MOST_CELL:,}"}
        )
    if _CONTROL.search(text):
        return Cell("", fault=_("This cell must only include letters, numbers and punctuation"))
    return Cell(text, is_number)


def _sheet(content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the first sheet, after the archive was looked through."""
    parts = xlsx_parts(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        visible = [one for one in book.worksheets if one.sheet_state == "visible"]
    except Exception as broken:  # the library raises of every kind over a file that is not as it should be
        raise UploadRefused(_("The workbook is damaged and cannot be read. Save it again")) from broken
    if not visible:
        raise UploadRefused(_("The workbook has no sheet that is shown"))
    sheet: Any = visible[0]
    merged = _MERGED.search(parts.get(sheet._worksheet_path.lstrip("/"), b""))
    if merged:
        raise UploadRefused(
            _("Cells %(cells)s are merged. Unmerge them, so that each row stands for itself")
            % {"cells": merged[1].decode()}
        )
    try:
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), 1):
            cells = [_cell(cell) for cell in row]
            if len(cells) > MOST_COLUMNS and cells[MOST_COLUMNS].text:
                raise _too_wide()
            yield number, cells[:MOST_COLUMNS]
    except UploadRefused:
        raise
    except Exception as broken:
        raise UploadRefused(_("The workbook is damaged and cannot be read. Save it again")) from broken


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if cell.data_type == "f":
        return Cell("", fault=_("This cell holds a formula. Copy it and paste its value"))
    if cell.data_type == "e":
        return Cell("", fault=_("This cell holds an error of the spreadsheet. Enter the value"))
    if isinstance(value, datetime):
        return Cell(value.date().isoformat())
    if isinstance(value, date):
        return Cell(value.isoformat())
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, int | float):
        whole = int(value) if isinstance(value, float) and value.is_integer() else value
        return Cell(str(whole), is_number=True)
    return _bounded(str(value).strip())


def _too_wide() -> UploadRefused:
    return UploadRefused(_("The file must have %(most)s columns or fewer") % {"most": MOST_COLUMNS})
