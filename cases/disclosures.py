"""What was passed on, as lines to read: for one file, and without consent for the whole scheme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.desk import Row
from cases.links import case_url
from cases.models import Disclosure, DisclosureReview, File, SharingTest
from rjcase.kernel.clock import local_date, today

_SHOWN = 10
_WITHDRAWN = "consent"  # what the database writes when a withdrawal ended it


@dataclass(frozen=True)
class Line:
    """One thing that was passed on, with how it was weighed and reviewed as far as the reader may know."""

    row: Disclosure
    test: SharingTest | None
    review: DisclosureReview | None

    @property
    def awaits_review(self) -> bool:
        """Passed on without consent, and nobody else has looked at it yet."""
        return self.row.is_override and self.test is not None and self.review is None

    @property
    def may_end(self) -> bool:
        """Something that lasts until a date, and has not ended."""
        return self.row.until_on is not None and self.row.lasts

    @property
    def ending(self) -> str:
        """Why it ended, in words."""
        if self.row.ended_reason == _WITHDRAWN:
            return _("the person withdrew their consent")
        return self.row.ended_reason

    @property
    def delay(self) -> str:
        """How long it took from learning of a risk to passing it on (NOMS-10), in words."""
        if self.test is None or self.test.known_at is None:
            return ""
        return _gap(self.row.happened_at - self.test.known_at)


def given(file: File) -> list[Line]:
    """What was passed on from a file, newest first."""
    rows = Disclosure.objects.filter(file=file).select_related("by", "ended_by", "consent")
    return _lines(rows.order_by("-happened_at", "-pk"))


def received(file: File) -> list[Line]:
    """What was passed on to this person from other files, newest first; only what lasts is reached."""
    rows = Disclosure.objects.filter(to_party_file=file).select_related("by")
    return _lines(rows.order_by("-happened_at", "-pk"))


def for_the_person(file: File) -> dict[str, list[Line]]:
    """What may be handed to the person: call inside a context narrowed to their file.

    Leaves out what they were not told of, so that a list never gives away a safeguarding report.
    """
    mine = [line for line in given(file) if line.test is None or line.test.told != SharingTest.Told.NOT]
    return {"given": mine, "received": received(file)}


def overrides() -> QuerySet[Disclosure]:
    """Everything passed on without consent that the actor may see, newest first (WTE-4.5-05)."""
    rows = Disclosure.objects.exclude(basis=Disclosure.Basis.CONSENT)
    return rows.select_related("file__case", "file__party", "by").order_by("-happened_at", "-pk")


def unreviewed() -> QuerySet[Disclosure]:
    """Those of them that nobody else has looked at yet, oldest first."""
    done = DisclosureReview.objects.values("disclosure_id")
    return overrides().filter(~Q(pk__in=done), tests__isnull=False).order_by("happened_at", "pk")


def lines_of(rows: Sequence[Disclosure]) -> list[Line]:
    """Rows with their tests and reviews, in two queries."""
    return _lines(rows)


def to_review(actor: Any) -> tuple[int, list[Row]]:
    """The queue of the Desk: case references and ages, nothing of what was passed on."""
    waiting = unreviewed()
    oldest = waiting.select_related("file__case__scheme")[:_SHOWN]
    return waiting.count(), [
        Row(
            text=row.file.case.reference,
            url=case_url("cases:passed_on", row.file.case, file=row.file),
            since=local_date(row.happened_at),
            action=_("Review"),
            side=row.file.side,
            is_late=local_date(row.happened_at) < today() - timedelta(days=4),
        )
        for row in oldest
    ]


def _lines(rows: Any) -> list[Line]:
    listed = list(rows)
    ids = [row.pk for row in listed]
    tests = {
        test.disclosure_id: test
        for test in SharingTest.objects.filter(disclosure__in=ids).select_related("by")
    }
    reviews = {
        review.disclosure_id: review
        for review in DisclosureReview.objects.filter(disclosure__in=ids).select_related("by")
    }
    return [Line(row, tests.get(row.pk), reviews.get(row.pk)) for row in listed]


def _gap(length: timedelta) -> str:
    hours = int(length.total_seconds() // 3600)
    if hours < 1:
        return _("within the hour")
    if hours < 48:
        return ngettext("%(hours)d hour later", "%(hours)d hours later", hours) % {"hours": hours}
    return _("%(days)d days later") % {"days": hours // 24}
