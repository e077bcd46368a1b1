"""A return as PDF and as a workbook."""

import io
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from reporting.models import Return
from rjcase.designsystem.words import say_date
from rjcase.documents.pdf import render_pdf

# A cell that begins so would be run as a formula by a spreadsheet program.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_pdf(found: Return, scheme: Any, measures: list[dict[str, Any]]) -> bytes:
    """Return the tagged PDF of a return."""
    title = _("Quarterly return, %(start)s to %(end)s") % {
        "start": say_date(found.starts_on),
        "end": say_date(found.ends_on),
    }
    facts = {"return": found, "scheme": scheme, "measures": measures}
    return render_pdf("reporting/return_pdf.html", facts, title=title, author=scheme.name).content


def as_workbook(found: Return, scheme: Any, measures: list[dict[str, Any]]) -> bytes:
    """Return the XLSX of a return: one sheet, one table under another."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = _("Return")
    bold = Font(bold=True)
    sheet.append([safe_cell(scheme.name)])
    sheet.append([_("From"), found.starts_on, _("To"), found.ends_on, _("Version"), found.version])
    if found.digest:
        sheet.append([_("Digest"), found.digest])
    for measure in measures:
        sheet.append([])
        sheet.append([safe_cell(measure["title"])])
        sheet.cell(sheet.max_row, 1).font = bold
        sheet.append([safe_cell(measure["definition"])])
        sheet.append([safe_cell(measure["column"]), _("Number"), _("Of"), _("Per cent")])
        for row in measure["rows"]:
            sheet.append([safe_cell(row["label"]), row["count"], row["base"], row["percent"]])
        if measure["total"] is not None:
            sheet.append([_("Total"), measure["total"]])
    if found.narrative:
        sheet.append([])
        sheet.append([safe_cell(found.narrative)])
    sheet.column_dimensions["A"].width = 60
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Return a text as a spreadsheet will show it, never run it."""
    return "'" + text if text.startswith(FORMULA) else text
