"""Opening files with a reason: loud, short, and looked at afterwards."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.desk import Row
from cases.links import case_url
from cases.rights.forms import OpeningForm, ReviewForm
from cases.selectors import accepted_allocations
from rjcase.access.models import Membership
from rjcase.access.pages import FormPage
from rjcase.access.roles import Role
from rjcase.audit.reads import log_read
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.kernel.clock import LONDON, local_date, now
from rjcase.notifications.services import notify
from rjcase.rights import openings
from rjcase.rights.models import Opening
from rjcase.rights.policies import OPEN_WITH_REASON, REVIEW_OPENINGS
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

CLOCK = "opening_review"
SOON = 120  # minutes before midnight from which the page counts them


class OpenWithReason(FormPage):
    """`/<scheme>/open-with-a-reason/`: for the office and the supervisor on duty, until midnight."""

    permission = OPEN_WITH_REASON
    form_class = OpeningForm
    template_name = "cases/rights/open.html"
    title = gettext_lazy("Open files with a reason")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button; late in the evening, how soon the files close again."""
        left = minutes_to_midnight()
        return {
            "button": _("Open these files"),
            "back_url": reverse("cases:work", args=[self.scheme.slug]),
            "minutes_left": left if left <= SOON else None,
        }

    def save(self, form: OpeningForm) -> str:
        """Open them, tell everybody who works the case, start the clock of the review."""
        made = openings.open_files(actor=self.actor, **form.cleaned_data)
        log_read("cases:open_with_reason", [one.file_id for one in made], why=made[0].reason)
        tell(made, self.scheme, self.actor)
        messages.success(self.request, _("Files opened until midnight. Workers and managers were told"))
        made[0].case.scheme = self.scheme
        return case_url("cases:file", made[0].case, file=made[0].file_id)


def minutes_to_midnight() -> int:
    """Whole minutes until the day ends in London."""
    here = now().astimezone(LONDON)
    return 24 * 60 - (here.hour * 60 + here.minute)


def tell(made: list[Opening], scheme: Scheme, actor: Any) -> None:
    """Tell the case's workers and the managers, and open the deadline of the review."""
    case = made[0].case
    with acting(scheme, SYSTEM, why="opened with a reason"):
        managers = Membership.objects.live().filter(roles__contains=[Role.MANAGER])
        told = {row.user_id for row in accepted_allocations(case)} | set(
            managers.values_list("user_id", flat=True)
        )
        for one in made:
            open_deadline(CLOCK, case, file=one.file, subject=one.pk, started_on=local_date(one.opened_at))
    notify(
        subject=made[0].pk,
        recipients=told - {actor.pk},
        title=_("%(reference)s: files were opened with a reason") % {"reference": case.reference},
        body=_(
            "%(who)s opened files of case %(reference)s with a reason, until midnight. A manager reviews it."
        )
        % {"who": actor.user.name, "reference": case.reference},
        case=case,
    )


class ReviewOpening(FormPage):
    """`/<scheme>/openings/<opening>/`: a manager who did not open it says whether it was right."""

    permission = REVIEW_OPENINGS
    form_class = ReviewForm
    template_name = "cases/rights/review.html"
    title = gettext_lazy("Review of an opening with a reason")
    opening: Opening

    def load(self) -> None:
        """Read the opening; one that was reviewed is not there any more."""
        found = openings.opening(self.kwargs["opening"])
        if found is None:
            raise Http404
        self.opening = found
        self.opening.case.scheme = self.scheme

    def page_context(self) -> dict[str, Any]:
        """Who opened what, when and why."""
        return {
            "opening": self.opening,
            "button": _("Save review"),
            "back_url": reverse("cases:work", args=[self.scheme.slug]),
            "is_mine": self.opening.by_id == self.actor.pk,
        }

    def save(self, form: ReviewForm) -> str:
        """Keep the finding; the clock is met."""
        openings.review(self.opening, actor=self.actor, **form.cleaned_data)
        meet_deadline(CLOCK, self.opening.case, subject=self.opening.pk)
        messages.success(self.request, _("Review saved"))
        return reverse("cases:work", args=[self.scheme.slug])


def waiting_for_review(actor: Any) -> tuple[int, list[Row]]:
    """Openings to review, for the managers' queue."""
    rows = list(openings.to_review()[:50])
    slug = Scheme.objects.get(pk=rows[0].scheme_id).slug if rows else ""
    return openings.to_review().count(), [
        Row(
            text=_("%(reference)s: opened by %(who)s") % {"reference": one.case.reference, "who": one.by},
            url=reverse("cases:review_opening", kwargs={"scheme": slug, "opening": one.pk}),
            since=local_date(one.opened_at),
            action=_("Review"),
            side=one.file.side,
        )
        for one in rows
    ]
