"""An empty spreadsheet to fill in, and what each of its columns means."""

import csv
import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from referrals.bulk.columns import Column, columns


def as_csv(*, office: bool) -> bytes:
    """The headings, in UTF-8 with the mark that spreadsheet programs look for."""
    written = io.StringIO(newline="")
    csv.writer(written).writerow(column.heading for column in _offered(office))
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(*, office: bool) -> bytes:
    """The headings over columns of text, so that no zero and no day is lost; then what they mean."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "Referrals"
    offered = _offered(office)
    sheet.append([column.heading for column in offered])
    for place, column in enumerate(offered, 1):
        letters = get_column_letter(place)
        sheet.column_dimensions[letters].width = max(14, len(column.heading) + 2)
        sheet.column_dimensions[letters].number_format = "@"
        for row in range(2, 202):
            sheet.cell(row=row, column=place).number_format = "@"
        sheet[f"{letters}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"
    meanings = book.create_sheet("Columns")
    meanings.append([_("Column"), _("Question"), _("What to enter")])
    for column in columns(office=office):
        meanings.append([column.heading, column.label, what_to_enter(column)])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def what_to_enter(column: Column) -> str:
    """How an answer is written."""
    words = "; ".join(words for _code, words in column.choices)
    if column.is_many:
        return _("Any of these, with a semicolon between two: %(words)s") % {"words": words}
    if column.choices:
        return _("One of these: %(words)s") % {"words": words}
    if column.is_date:
        return _("A date, like 3/9/2026")
    return _("Text")


def _offered(office: bool) -> list[Column]:
    return [column for column in columns(office=office) if column.is_in_template]
