"""The front door's queue on the Desk, its part of the timeline, and its place on the case page."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import desk, panels, tabs, timeline
from cases.links import case_url
from cases.models import Case, File
from cases.models.case import Stage
from referrals import policies
from referrals.models import Enquiry, InformationRequest, PartnerAgreement, Referral
from referrals.presenters import flags_view
from referrals.selectors import flags_of, referrals_of
from rjcase.audit.reads import log_read
from rjcase.kernel.clock import today

SHOWN = 10
SOON = timedelta(days=30)


def _new_referrals(_actor: Any) -> tuple[int, list[desk.Row]]:
    rows = (
        Referral.objects.filter(case__progresses__stage=Stage.RECEIVED)
        .select_related("case", "scheme")
        .order_by("happened_on", "recorded_at")
    )
    return rows.count(), [_desk_row(row) for row in rows[:SHOWN]]


def _desk_row(referral: Referral) -> desk.Row:
    kwargs = {"scheme": referral.scheme.slug, "reference": referral.case.reference}
    return desk.Row(
        text=referral.case.reference,
        url=reverse("referrals:show", kwargs=kwargs),
        since=referral.happened_on,
        action=_("Check the referral"),
    )


def _agreements_to_review(_actor: Any) -> tuple[int, list[desk.Row]]:
    late = PartnerAgreement.objects.filter(ended_on=None, review_on__lte=today() + SOON)
    rows = late.select_related("scheme").order_by("review_on", "pk")
    return rows.count(), [
        desk.Row(
            text=row.title,
            url=reverse("referrals:agency-agreement", kwargs={"scheme": row.scheme.slug, "held": row.pk}),
            since=row.review_on,
            action=_("Review"),
            is_late=row.review_on < today(),
        )
        for row in rows[:SHOWN]
    ]


def _enquiries(_actor: Any) -> tuple[int, list[desk.Row]]:
    rows = Enquiry.objects.filter(closed_on=None).select_related("scheme").order_by("come_back_on", "pk")
    return rows.count(), [
        desk.Row(
            text=str(row),
            url=reverse("referrals:enquiry", kwargs={"scheme": row.scheme.slug, "enquiry": row.pk}),
            since=row.come_back_on,
            action=_("Come back to it"),
            is_late=row.come_back_on is not None and row.come_back_on < today(),
        )
        for row in rows[:SHOWN]
    ]


def _requests(_actor: Any) -> tuple[int, list[desk.Row]]:
    rows = InformationRequest.objects.filter(received_on=None, withdrawn_on=None)
    rows = rows.select_related("file__case__scheme").order_by("requested_on", "pk")
    return rows.count(), [
        desk.Row(
            text=row.file.case.reference,
            url=case_url("referrals:request", row.file.case, information=row),
            since=row.requested_on,
            action=_("Chase it, or record the answer"),
        )
        for row in rows[:SHOWN]
    ]


def _events(case: Case, rows: QuerySet[Referral]) -> Iterable[timeline.Event]:
    for referral in rows:
        yield timeline.Event(
            happened_at=timeline.day_start(referral.happened_on),
            recorded_at=referral.recorded_at,
            title=_("Referral received"),
            detail=referral.agency.name if referral.agency else "",
            kind="referral",
            by=str(referral.referred_by or ""),
        )


def _flags(case: Case, _actor: Any) -> dict[str, Any]:
    log_read("referrals:flags", File.objects.filter(case=case, kind=File.Kind.PARTY))
    return {"flags": flags_view(case, flags_of(case))}


def ready() -> None:
    """Fill the registries of the spine."""
    desk.register(
        desk.Queue("new-referrals", gettext_lazy("New referrals"), 10, _new_referrals, "referrals:list")
    )
    desk.register(
        desk.Queue("enquiries", gettext_lazy("Open enquiries"), 8, _enquiries, "referrals:enquiries")
    )
    desk.register(
        desk.Queue(
            "information-requests", gettext_lazy("Information requests without an answer"), 20, _requests
        )
    )
    desk.register(
        desk.Queue(
            "agency-agreements",
            gettext_lazy("Agreements with agencies to review"),
            72,
            _agreements_to_review,
            "referrals:agency-agreements",
        )
    )
    panels.register(panels.Panel("flags", 10, "offer", "referrals/flags.html", _flags))
    tabs.register(tabs.Tab(gettext_lazy("Referral"), "referrals:show", 20, {"case"}, policies.LIST))
    timeline.register_source(referrals_of, _events, {"referral": gettext_lazy("Referrals")})
