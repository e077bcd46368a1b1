"""Referrals, drafts and agencies, each as the actor may see them."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from cases.models import Case
from referrals.models import Agency, ImportedRow, IntakeFile, Referral, ReferralDraft


def referrals_of(case: Case) -> QuerySet[Referral]:
    """The referrals that led to a case, first one first."""
    rows = Referral.objects.filter(case=case).select_related("agency", "referred_by", "registered_by")
    return rows.order_by("happened_on", "recorded_at")


def first_referral(case: Case) -> Referral | None:
    """The referral a case began with, or None."""
    return referrals_of(case).first()


def my_agencies(actor: Any) -> QuerySet[Agency]:
    """The agencies the actor may refer for: their own, or any active one for the office."""
    active = Agency.objects.filter(is_active=True)
    return active if actor.is_office else active.filter(people__user_id=actor.pk)


def my_drafts(actor: Any) -> QuerySet[ReferralDraft]:
    """The actor's drafts that hold something, last saved first. Nobody else sees them."""
    rows = ReferralDraft.objects.filter(user_id=actor.pk, parts__isnull=False)
    return rows.select_related("agency").order_by("-saved_at").distinct()


def my_files(actor: Any) -> QuerySet[IntakeFile]:
    """The actor's spreadsheets, newest first. Nobody else sees them."""
    return IntakeFile.objects.filter(user_id=actor.pk).defer("content").order_by("-started_at")


def our_referrals(actor: Any) -> QuerySet[Referral]:
    """The referrals of the actor's agencies, newest first."""
    mine = Agency.objects.filter(people__user_id=actor.pk)
    rows = Referral.objects.filter(agency__in=mine).select_related("agency")
    return rows.order_by("-happened_on", "-recorded_at")


def our_progress() -> dict[UUID, tuple[str, str]]:
    """(face, coded reason) of the referrals of the actor's agencies, by referral (our_progress.sql)."""
    with connection.cursor() as cursor:
        cursor.execute("select referral, face, reason from our_progress()")
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def cases_once_called(old_reference: str) -> QuerySet[Any, Any]:
    """Ids of the cases that had this reference in the spreadsheet they came from."""
    return ImportedRow.objects.filter(old_reference__iexact=old_reference).values("case_id")


def origins_of(case: Case) -> QuerySet[ImportedRow]:
    """Which rows of which spreadsheets a case came from."""
    return ImportedRow.objects.filter(case=case).select_related("by").order_by("recorded_at")
