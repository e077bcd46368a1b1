"""Everybody with access to case information in a quarter: the list that is given to the police (WM-10-01)."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Font

from cases.selectors import live_grants
from practitioners.selectors import Standing, standings
from reporting.exports import safe_cell
from reporting.periods import Quarter, last_quarters, quarter_of
from rjcase.access import policies
from rjcase.access.models import Membership
from rjcase.access.roles import OFFICE, STAFF, Role
from rjcase.access.services.stewardship import stewardship
from rjcase.designsystem.words import STATUSES, say_date
from rjcase.documents.pdf import render_pdf
from rjcase.kernel.clock import today
from rjcase.web.scheme.base import SettingsPage

QUARTERS_LISTED = 8
_WITH_ACCESS = [*STAFF, Role.LIAISON]


@dataclass(frozen=True)
class Line:
    """One person of the list."""

    member: Membership
    standing: Standing
    open_cases: int
    quarter: Quarter

    @property
    def roles(self) -> str:
        """Their roles in words."""
        return ", ".join(str(role.label) for role in Role if role in self.member.roles)

    @property
    def reach(self) -> str:
        """What they can see today."""
        if self.member.ends_on and self.member.ends_on < today():
            return _("Nothing: has left")
        if not self.member.user.is_active:  # shut perhaps in another scheme, where their grants were settled
            return _("Nothing: the account is deactivated")
        if set(self.member.roles) & OFFICE:
            return _("All cases")
        return _("Cases given to them: %(n)s today") % {"n": self.open_cases}

    @property
    def change(self) -> str:
        """What is new about them in this quarter."""
        is_new = self.quarter.starts_on <= self.member.starts_on <= self.quarter.ends_on
        left = self.member.ends_on is not None and self.member.ends_on <= self.quarter.ends_on
        return ", ".join([*([_("New")] if is_new else []), *([_("Left")] if left else [])])

    @property
    def check(self) -> str:
        """How their check stands."""
        words = str(STATUSES[self.standing.state].words)
        until = self.standing.until
        return f"{words}, {_('until')} {say_date(until)}" if until else words


def lines(quarter: Quarter) -> list[Line]:
    """Everybody who could see case information at some time of the quarter, by name."""
    rows = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=quarter.starts_on),
        starts_on__lte=quarter.ends_on,
        roles__overlap=_WITH_ACCESS,
    ).select_related("user", "team")
    members = list(rows.order_by("user__name", "user__email"))
    checks = standings(members)
    cases = dict(
        live_grants()
        .filter(user_id__in=[m.user_id for m in members])
        .values_list("user_id")
        .annotate(n=Count("case_id", distinct=True))
    )
    return [Line(m, checks[m.user_id], cases.get(m.user_id, 0), quarter) for m in members]


def _months(quarter: Quarter) -> str:
    """A quarter as people say it: "July to September 2026"."""
    words = {"first": date_format(quarter.starts_on, "F"), "last": date_format(quarter.ends_on, "F Y")}
    return _("%(first)s to %(last)s") % words


class AccessList(SettingsPage):
    """`/<scheme>/scheme/access-list/`: the list of a quarter, the present one first."""

    permission = policies.PEOPLE
    template_name = "web/scheme/access_list.html"
    title = gettext_lazy("Who has access")
    section = "access-list"
    quarter: Quarter

    def load(self) -> None:
        """Read the quarter in the address; the present one if there is none."""
        given = self.request.GET.get("quarter", "")
        try:
            self.quarter = quarter_of(date.fromisoformat(given) if given else today())
        except ValueError as wrong:
            raise Http404 from wrong

    def page_context(self) -> dict[str, Any]:
        here = self.url("access-list")
        quarters = [
            {
                "text": _months(one),
                "href": f"{here}?quarter={one.starts_on}",
                "active": one == self.quarter,
            }
            for one in last_quarters(QUARTERS_LISTED)
        ]
        files = {
            kind: f"{self.url('access-list-file', kind=kind)}?quarter={self.quarter.starts_on}"
            for kind in KINDS
        }
        return super().page_context() | {
            "quarter": self.quarter,
            "quarters": quarters,
            "lines": lines(self.quarter),
            "files": files,
            "stewardship": stewardship(),
        }


class DownloadAccessList(AccessList):
    """`/<scheme>/scheme/access-list/file.<kind>`: the same list as PDF or XLSX."""

    permission = policies.PEOPLE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.kwargs["kind"] not in KINDS:
            raise Http404
        make, content_type = KINDS[self.kwargs["kind"]]
        response = HttpResponse(
            make(self.scheme, self.quarter, lines(self.quarter)), content_type=content_type
        )
        name = f"access-list-{self.scheme.slug}-{self.quarter.starts_on}.{self.kwargs['kind']}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


def as_pdf(scheme: Any, quarter: Quarter, found: list[Line]) -> bytes:
    """Return the tagged PDF of the list."""
    title = _("People with access to case information, %(start)s to %(end)s") % _days(quarter)
    facts = {"scheme": scheme, "lines": found, "stewardship": stewardship(), "today": today()}
    return render_pdf("web/scheme/access_list_pdf.html", facts, title=title, author=scheme.name).content


def as_workbook(scheme: Any, quarter: Quarter, found: list[Line]) -> bytes:
    """Return the XLSX of the list: one sheet, one row a person."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = _("Access")
    sheet.append([safe_cell(scheme.name)])
    sheet.append([_("People with access to case information, %(start)s to %(end)s") % _days(quarter)])
    sheet.append([])
    sheet.append([str(word) for word in COLUMNS])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for one in found:
        row = one.member
        texts = [
            str(row.user),
            one.roles,
            row.job_title,
            str(row.team or ""),
            one.reach,
            one.check,
            one.change,
        ]
        sheet.append([*map(safe_cell, texts), row.starts_on, row.ends_on])
    for column, width in zip("ABCDEFGHI", (28, 32, 24, 24, 30, 34, 12, 14, 14), strict=True):
        sheet.column_dimensions[column].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _days(quarter: Quarter) -> dict[str, str]:
    return {"start": say_date(quarter.starts_on), "end": say_date(quarter.ends_on)}


COLUMNS = (
    gettext_lazy("Name"),
    gettext_lazy("Roles"),
    gettext_lazy("Job title"),
    gettext_lazy("Team"),
    gettext_lazy("Can see"),
    gettext_lazy("Check"),
    gettext_lazy("This quarter"),
    gettext_lazy("First day"),
    gettext_lazy("Last day"),
)
KINDS = {
    "pdf": (as_pdf, "application/pdf"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
