"""Rounds of the worker over what has arrived."""

import logging
from uuid import UUID

from celery import shared_task
from django.contrib.auth import get_user_model

from referrals.bulk.intake import forget_old_files
from referrals.bulk.progress import go_on_to_the_end
from referrals.services.drafts import forget_old_drafts
from referrals.services.enquiry_keeping import forget_old_enquiries
from referrals.services.guests import forget_old_guests
from referrals.services.visitor import forget_old_visits
from rjcase.tenancy.models import Scheme
from rjcase.tenancy.tasks import TenantTask

logger = logging.getLogger(__name__)


@shared_task(name="referrals.forget_old_visits")
def forget_visits() -> None:
    """Delete, in every scheme, what visitors typed an hour ago and did not send."""
    for scheme in Scheme.objects.order_by("pk"):
        try:
            forget_old_visits(scheme)
        except Exception:
            logger.exception("Old self-referrals of scheme %s could not be deleted.", scheme.pk)


@shared_task(name="referrals.forget_old_enquiries")
def forget_enquiries() -> None:
    """Destroy, in every scheme, the personal details of enquiries that were kept long enough."""
    for scheme in Scheme.objects.order_by("pk"):
        try:
            forget_old_enquiries(scheme)
        except Exception:
            logger.exception("Old enquiries of scheme %s could not be destroyed.", scheme.pk)


@shared_task(name="referrals.forget_old_drafts")
def forget_drafts() -> None:
    """Delete, in every scheme, referral forms that were begun long ago and never sent."""
    for scheme in Scheme.objects.order_by("pk"):
        try:
            forget_old_drafts(scheme)
            forget_old_guests(scheme)
        except Exception:
            logger.exception("Old drafts of scheme %s could not be deleted.", scheme.pk)


@shared_task(name="referrals.forget_intake_files")
def forget_intake_files() -> None:
    """Delete, in every scheme, spreadsheets of referrals whose days are over."""
    for scheme in Scheme.objects.order_by("pk"):
        try:
            forget_old_files(scheme)
        except Exception:
            logger.exception("Old spreadsheets of scheme %s could not be deleted.", scheme.pk)


@shared_task(base=TenantTask, name="referrals.go_on_with_file", steps=True)
def go_on_with_file(scheme: Scheme, file: str, user: int) -> None:
    """Read, check or enter what is left of a spreadsheet, as whoever uploaded it."""
    go_on_to_the_end(scheme=scheme, user=get_user_model().objects.get(pk=user), file=UUID(file))
