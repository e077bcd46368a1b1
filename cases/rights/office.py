"""Keeping and destroying, for the office: what is past its time, what is held, what was proposed."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import Case, File
from cases.pages.base import CaseFormPage
from cases.rights.documents import documents_naming
from cases.rights.forms import ConfirmForm, HoldForm, ProposeForm, ReleaseForm
from cases.rights.words import kinds_of_rows
from rjcase.access.pages import FormPage, Page
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import say_datetime
from rjcase.kernel.clock import today
from rjcase.rights import holds
from rjcase.rights.erasure import cancel_erasure, carry_out, dry_run, is_held, propose_erasure
from rjcase.rights.models import Erasure, Hold
from rjcase.rights.policies import APPROVE_ERASURE, HOLD, RIGHTS
from rjcase.rights.retention import keeping, shortest_months

CASES_A_PAGE = 30
_DAYS_A_MONTH = 28  # at least: a case closed later than this cannot be past any period


class RetentionReview(Page):
    """`/<scheme>/retention/`: closed cases past the time they are kept, and those on hold (WTE-4.3-04)."""

    permission = RIGHTS
    template_name = "cases/rights/retention.html"
    title = gettext_lazy("Cases kept long enough")

    def page_context(self) -> dict[str, Any]:
        """What is due to be destroyed; nothing is until two people have said so."""
        months = shortest_months()
        due = []
        if months is not None:
            latest = today() - timedelta(days=months * _DAYS_A_MONTH)
            gone = Erasure.objects.filter(file=None, done_at__isnull=False).values("case_id")
            old = Case.objects.filter(closed_on__lte=latest).exclude(pk__in=gone).order_by("closed_on", "pk")
            due = [one for one in keeping(old[:5000]) if one.review_on <= today()]
        return {
            "due": Paginator(due, CASES_A_PAGE).get_page(self.request.GET.get("page")),
            "has_classes": months is not None,
            "may_hold": self.actor.may(HOLD),
            "held": Hold.objects.filter(released_on=None).select_related("case", "by").order_by("from_on"),
            "proposed": _proposed(),
            "done": Erasure.objects.filter(done_at__isnull=False)
            .select_related("case", "file__party", "proposed_by", "done_by")
            .order_by("-done_at")[:20],
        }


def _proposed() -> Any:
    rows = Erasure.objects.filter(done_at=None, cancelled_at=None)
    return rows.select_related("case", "file__party", "proposed_by").order_by("proposed_at")


class ProposeCaseErasure(CaseFormPage):
    """Propose to destroy a closed case that is past its time."""

    permission = RIGHTS
    form_class = ProposeForm
    template_name = "cases/case_form.html"
    title = gettext_lazy("Propose to erase this case")

    def load(self) -> None:
        """Only a case past its time, and not held, is there."""
        super().load()
        found = [one for one in keeping([self.case]) if one.is_due]
        if not found:
            raise Http404
        self.keeping = found[0]

    def back_url(self) -> str:
        """Back to the list."""
        return reverse("cases:retention", kwargs={"scheme": self.scheme.slug})

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Propose erasure")}

    def save(self, form: ProposeForm) -> str:
        """Propose it and show what it would do."""
        made = propose_erasure(
            actor=self.actor,
            case_id=self.case.pk,
            file_id=None,
            basis=Erasure.Basis.RETENTION,
            rule=self.keeping.rule.name,
        )
        messages.success(self.request, _("Erasure proposed"))
        return reverse("cases:erasure", kwargs={"scheme": self.scheme.slug, "erasure": made.pk})


class ErasurePage(FormPage):
    """`/<scheme>/retention/erasures/<erasure>/`: what it would destroy; doing it; the proof of it."""

    permission = RIGHTS
    form_class = ConfirmForm
    template_name = "cases/rights/erasure.html"
    title = gettext_lazy("Erasure")
    erasure: Erasure

    def load(self) -> None:
        """Read the proposal."""
        rows = Erasure.objects.select_related("case", "file__party", "proposed_by", "done_by")
        found = rows.filter(pk=self.kwargs["erasure"]).first()
        if found is None:
            raise Http404
        self.erasure = found

    def _documents(self) -> list[Any]:
        file = File.objects.filter(pk=self.erasure.file_id).first() if self.erasure.file_id else None
        return documents_naming(self.erasure.case, file)

    @property
    def is_open(self) -> bool:
        """Neither done nor taken back."""
        return self.erasure.done_at is None and self.erasure.cancelled_at is None

    @property
    def may_do(self) -> bool:
        """Whether this person may carry it out: a manager who did not propose it."""
        return self.actor.may(APPROVE_ERASURE) and self.erasure.proposed_by_id != self.actor.pk

    def page_context(self) -> dict[str, Any]:
        """The dry run while it is open, the proof afterwards."""
        erasure, held = self.erasure, is_held(self.erasure.case_id)
        counts = erasure.counts
        if self.is_open:
            counts = dry_run(erasure, actor=self.actor, documents=self._documents())
        return {
            "erasure": erasure,
            "facts": _facts(erasure),
            "kinds": kinds_of_rows(counts),
            "is_open": self.is_open,
            "is_held": held,
            "may_do": self.may_do and not held,
            "back_url": reverse("cases:retention", kwargs={"scheme": self.scheme.slug}),
        }

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Only whoever may do it finds a form."""
        if not (self.is_open and self.may_do):
            raise Http404
        return super().post(request, *args, **kwargs)

    def save(self, form: ConfirmForm) -> str:
        """Destroy it, and show the proof."""
        carry_out(self.erasure, actor=self.actor, documents=self._documents())
        messages.success(self.request, _("Erased"))
        return self.request.path


def _facts(erasure: Erasure) -> list[Row]:
    """What is to go or has gone, why, and who said so."""
    whole = _("%(case)s, the whole case") % {"case": erasure.case.reference}
    why = [str(erasure.get_basis_display()), *([erasure.rule] if erasure.rule else [])]
    who = _("%(who)s, %(when)s") % {
        "who": erasure.proposed_by,
        "when": say_datetime(erasure.proposed_at),
    }
    return [
        Row(_("What"), f"{erasure.case.reference}, {erasure.file}" if erasure.file else whole),
        Row(_("Why"), ": ".join(why)),
        Row(_("Proposed by"), who),
    ]


class CancelErasure(FormPage):
    """Take a proposal back."""

    permission = RIGHTS
    form_class = ProposeForm
    template_name = "cases/rights/form.html"
    title = gettext_lazy("Take this proposal back")

    def load(self) -> None:
        """Read the proposal; one that is done or taken back is not there."""
        self.erasure = _proposed().filter(pk=self.kwargs["erasure"]).first()
        if self.erasure is None:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        back = reverse("cases:erasure", kwargs={"scheme": self.scheme.slug, "erasure": self.erasure.pk})
        return {"button": _("Take it back"), "back_url": back}

    def save(self, form: ProposeForm) -> str:
        """Take it back; nothing was destroyed."""
        cancel_erasure(self.erasure, actor=self.actor)
        messages.success(self.request, _("Proposal taken back"))
        return reverse("cases:retention", kwargs={"scheme": self.scheme.slug})


class PlaceHold(CaseFormPage):
    """Hold a case: nothing of it is destroyed while it lasts."""

    permission = HOLD
    form_class = HoldForm
    template_name = "cases/case_form.html"
    title = gettext_lazy("Hold this case")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Hold this case")}

    def save(self, form: HoldForm) -> str:
        """Hold it."""
        holds.place_hold(self.case, actor=self.actor, **form.cleaned_data)
        messages.success(self.request, _("Case held"))
        return case_url("cases:case", self.case)


class ReleaseHold(CaseFormPage):
    """End the hold on a case, with the reason."""

    permission = HOLD
    form_class = ReleaseForm
    template_name = "cases/case_form.html"
    title = gettext_lazy("End the hold on this case")

    def load(self) -> None:
        """Only a held case has a hold to end."""
        super().load()
        if not is_held(self.case.pk):
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("End the hold")}

    def save(self, form: ReleaseForm) -> str:
        """End it; the clock of retention goes on."""
        holds.release_hold(self.case, actor=self.actor, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("Hold ended"))
        return reverse("cases:retention", kwargs={"scheme": self.scheme.slug})
