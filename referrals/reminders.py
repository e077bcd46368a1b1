"""Reminders to those who referred: a hearing has passed and nobody told us the sentence (WTE-2B-05)."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from referrals.models import Referral
from rjcase.kernel.clock import today
from rjcase.notifications.models import Notification
from rjcase.notifications.services import notify
from rjcase.tenancy.models import Scheme

AGAIN_AFTER = timedelta(days=7)  # a second reminder, and no third


def remind_of_sentences(scheme: Scheme) -> None:
    """Write the reminders that are due and not written yet. Inside the scheme, as the system."""
    waiting = Referral.objects.filter(
        hearing_on__lt=today(), sentence_told_on=None, referred_by__isnull=False, case__closed_on=None
    )
    due = [
        (row, row.hearing_on + step)
        for row in waiting
        for step in (timedelta(0), AGAIN_AFTER)
        if row.hearing_on is not None and row.hearing_on + step < today()
    ]
    written = Notification.objects.filter(subject__in=[row.pk for row, _on in due])
    known = set(written.values_list("subject", "due_on"))
    for row, on in due:
        if (row.pk, on) in known:
            continue
        path = reverse("referrals:sentence", kwargs={"scheme": scheme.slug, "referral": row.pk})
        notify(
            subject=row.pk,
            recipients=[row.referred_by_id],
            title=_("Tell us the sentence: referral %(code)s") % {"code": row.receipt},
            body=_(
                "The day in court that you gave us has passed. Tell us the full sentence as soon as you know "
                "it.\n%(url)s\n\n%(scheme)s"
            )
            % {"url": settings.BASE_URL.rstrip("/") + path, "scheme": scheme.name},
            on=on,
        )
