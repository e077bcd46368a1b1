"""The addresses of the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.response import Response

from referrals.api.description import REFERRAL, Progress, ProgressPage, Receipt
from referrals.api.entry import AgencyView
from referrals.api.reading import journey_of
from referrals.journey import payload_of
from referrals.models import Agency, Referral
from referrals.selectors import our_progress
from referrals.services.api_requests import refer_once, take_up
from rjcase.kernel.errors import AlreadyDone

MOST_ROWS = 100


class Conflict(exceptions.APIException):
    """The key stands for another request."""

    status_code = 409
    default_code = "conflict"


class ReferralsView(AgencyView):
    """Refer a case, and list the referrals of one's agency."""

    @extend_schema(
        operation_id="refer",
        summary="Refer a case",
        request=REFERRAL,
        responses={201: Receipt},
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, required=True)],
    )
    def post(self, request: Any) -> Response:
        """One key is one referral: the same key and body give the same answer, another body a 409."""
        key = request.headers.get("Idempotency-Key", "").strip()
        if not 8 <= len(key) <= 200:
            raise exceptions.ValidationError({"Idempotency-Key": ["Send a key of 8 to 200 characters."]})
        try:
            asked, is_new = take_up(user=request.user, key=key, body=request.data)
        except AlreadyDone as used:
            raise Conflict(str(used)) from used
        if not is_new:
            return self.answer(_receipt(Referral.objects.get(pk=asked.referral)), 201)
        journey, errors = journey_of(request.data, [Agency.objects.get(pk=self.client.agency_id)])
        if errors:
            raise exceptions.ValidationError({"errors": errors})
        payload = payload_of(journey, office=False)
        return self.answer(_receipt(refer_once(scheme=self.scheme, request=asked, payload=payload)), 201)

    @extend_schema(
        operation_id="list_referrals",
        summary="The referrals of your agency, newest first",
        responses={200: ProgressPage},
        parameters=[OpenApiParameter("offset", int, OpenApiParameter.QUERY)],
    )
    def get(self, request: Any) -> Response:
        """Up to 100 from ``offset`` on, and the next offset if there are more."""
        text = request.query_params.get("offset", "0")
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise exceptions.ValidationError({"offset": ["Send a whole number."]})
        start = int(text)
        rows = Referral.objects.filter(agency_id=self.client.agency_id).order_by("-recorded_at", "pk")
        page = list(rows[start : start + MOST_ROWS + 1])
        progress = our_progress()
        following = start + MOST_ROWS if len(page) > MOST_ROWS else None
        shown = [_progress(row, progress) for row in page[:MOST_ROWS]]
        return self.answer({"referrals": shown, "next_offset": following})


class ReferralView(AgencyView):
    """How far one referral has come, in neutral words."""

    @extend_schema(
        operation_id="read_referral", summary="The progress of one referral", responses={200: Progress}
    )
    def get(self, request: Any, referral: UUID) -> Response:
        """Another agency's referral and one that is not there answer alike."""
        row = Referral.objects.filter(pk=referral, agency_id=self.client.agency_id).first()
        if row is None:
            raise exceptions.NotFound
        return self.answer(_progress(row, our_progress()))


def _receipt(row: Referral) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "receipt": row.receipt,
        "referred_on": row.happened_on.isoformat(),
        "is_full": row.full_on is not None,
    }


def _progress(row: Referral, progress: dict[UUID, tuple[str, str]]) -> dict[str, Any]:
    state, reason = progress.get(row.pk, ("received", ""))
    return _receipt(row) | {"state": state, "reason": reason}
