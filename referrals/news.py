"""What somebody who referred is told of by itself: taken on, not taken on, over; nothing of what it holds."""

from uuid import uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Case
from cases.models.case import Face
from referrals.models import AgencyMember, Referral
from referrals.presenters import progress_words
from rjcase.notifications.services import notify
from rjcase.tenancy import SYSTEM, acting

NEWS = (Face.ACCEPTED, Face.NOT_TAKEN_FORWARD, Face.DID_NOT_GO_AHEAD, Face.COMPLETED)


def tell_referrer(case: Case) -> None:
    """Write to whoever referred a case with an account, once for each piece of news (WM-5.6-09).

    Whoever left the agency since then is not told.
    """
    if case.face not in NEWS:
        return
    scheme = case.scheme
    with acting(scheme, SYSTEM, why="news of a referral"):  # whoever takes the step may not see who referred
        for row in Referral.objects.filter(case=case, referred_by__isnull=False, agency__isnull=False):
            if not AgencyMember.objects.filter(user=row.referred_by_id, agency=row.agency_id).exists():
                continue
            facts = {
                "code": row.receipt,
                "words": progress_words(case.face, "")[0],
                "url": settings.BASE_URL.rstrip("/")
                + reverse("referrals:ours", kwargs={"scheme": scheme.slug}),
                "scheme": scheme.name,
            }
            notify(
                subject=uuid5(row.pk, case.face),
                recipients=[row.referred_by_id],
                title=_("News of your referral %(code)s") % facts,
                body=_("Your referral %(code)s now stands at: %(words)s.\n%(url)s\n\n%(scheme)s") % facts,
            )
