"""A partner's own view: what became of the referrals of their agency, in neutral words."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.models import Referral
from referrals.presenters import progress_words
from referrals.selectors import my_drafts, our_progress, our_referrals
from rjcase.access.pages import Page
from rjcase.access.roles import Role
from rjcase.kernel.clock import today

PAGE_SIZE = 20
LATELY = timedelta(days=90)
STILL_OPEN = ("received", "accepted")


class OurReferralsPage(Page):
    """Reference, date, neutral state and what is needed from the referrer; drafts with their age."""

    permission = policies.OURS
    template_name = "referrals/ours.html"
    title = gettext_lazy("Our referrals")

    def page_context(self) -> dict[str, Any]:
        """One page of the agency's referrals, each with the face of its case."""
        page = Paginator(our_referrals(self.actor), PAGE_SIZE).get_page(self.request.GET.get("page"))
        progress = our_progress()
        rows = [_row(referral, *progress.get(referral.pk, ("received", ""))) for referral in page]
        shown = {"rows": rows, "page_of_rows": page, "drafts": my_drafts(self.actor)}
        return shown | {"unit": self._unit(progress) if self.actor.is_(Role.CHAMPION) else None}

    def _unit(self, progress: dict[UUID, tuple[str, str]]) -> dict[str, int]:
        """What a champion tells their unit of: how many were sent lately, how many wait for the unit."""
        lately = our_referrals(self.actor).filter(happened_on__gt=today() - LATELY)
        waiting = our_referrals(self.actor).filter(full_on=None).values_list("pk", flat=True)
        return {
            "sent": lately.count(),
            "waiting": sum(progress.get(pk, ("received", ""))[0] in STILL_OPEN for pk in waiting),
        }


def _row(referral: Referral, face: str, reason: str) -> dict[str, Any]:
    words, said = progress_words(face, reason)
    open_still = face in STILL_OPEN
    return {
        "referral": referral,
        "face": face,
        "words": words,
        "reason": said,
        "needed": _("Some details are missing") if open_still and referral.full_on is None else "",
        "asks_sentence": referral.hearing_on is not None and referral.sentence_told_on is None,
    }
