"""Enquiries: the list, entering and correcting one, and the page of one. For the office alone."""

from dataclasses import replace
from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.changes import Change, Line, changes_of_row
from cases.links import case_url
from referrals import policies
from referrals.criteria.words import code_label
from referrals.forms.enquiries import (
    FACTS,
    PERSON,
    EnquiryFactsForm,
    EnquiryFilterForm,
    EnquiryForm,
    enquirer_label,
)
from referrals.forms.fields import WAYS
from referrals.models import Enquiry, EnquiryContact, EnquiryPerson, ReferralDraft
from referrals.pages.drafts import url
from referrals.services.enquiries import change_enquiry, take_enquiry
from rjcase.access.pages import FormPage, Page
from rjcase.audit.models import ReadLog
from rjcase.audit.reads import log_read
from rjcase.designsystem.summary import Row
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist

PAGE_SIZE = 25


def state_of(enquiry: Enquiry) -> str:
    """The word for where an enquiry stands: open, overdue to come back to, or closed."""
    if not enquiry.is_open:
        return "closed"
    return "overdue" if enquiry.come_back_on and enquiry.come_back_on < today() else "open"


def outcome_label(enquiry: Enquiry) -> str:
    """What became of it, in words; nothing while it is open."""
    return code_label(enquiry.outcome, "enquiry_outcome") if enquiry.outcome else ""


def enquiry_or_404(pk: Any) -> Enquiry:
    """The enquiry, through the walls."""
    rows = Enquiry.objects.select_related("referral__case", "taken_by", "erasure_asked_by", "erased_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class EnquiriesPage(Page):
    """`/<scheme>/enquiries/`: those to come back to first. Names nobody."""

    permission = policies.ENQUIRIES
    template_name = "referrals/enquiries.html"
    title = gettext_lazy("Enquiries")

    def page_context(self) -> dict[str, Any]:
        """One page of what the filters let through."""
        form = EnquiryFilterForm(self.request.GET or None)
        form.is_valid()
        rows = Paginator(self._rows(form), PAGE_SIZE).get_page(self.request.GET.get("page"))
        return {"filter": form, "rows": rows, "lines": [_line(row) for row in rows]}

    def _rows(self, form: EnquiryFilterForm) -> QuerySet[Enquiry]:
        chosen = getattr(form, "cleaned_data", {})
        rows = Enquiry.objects.select_related("referral__case")
        state = chosen.get("state", "")
        if state != "all":
            rows = rows.filter(closed_on__isnull=state != "closed")
        for name in ("channel", "who"):
            if chosen.get(name):
                rows = rows.filter(**{name: chosen[name]})
        return rows.order_by(F("come_back_on").asc(nulls_last=True), "-happened_at", "pk")


def _line(row: Enquiry) -> dict[str, Any]:
    return {
        "enquiry": row,
        "channel": code_label(row.channel, "enquiry_channel"),
        "who": enquirer_label(row.who),
        "origin": code_label(row.origin, "awareness_origin"),
        "outcome": outcome_label(row),
        "state": state_of(row),
    }


class EnquiryFormPage(FormPage):
    """Enter an enquiry."""

    permission = policies.ENQUIRIES
    template_name = "referrals/enquiry_form.html"
    title = gettext_lazy("Enter an enquiry")
    form_class: ClassVar[Any] = EnquiryForm

    def page_context(self) -> dict[str, Any]:
        """Where back leads."""
        back = url(self.scheme, "enquiries")
        return {"button": _("Save enquiry"), "back_url": back, "cancel": back}

    def save(self, form: Any) -> str:
        """Keep it and show it."""
        data = form.cleaned_data
        kept = take_enquiry(
            actor=self.actor,
            enquiry_id=data["new_id"],
            facts=form.facts(),
            person=form.person(),
            asked=data["asked"],
            answered=data["answered"],
        )
        messages.success(self.request, _("Enquiry saved"))
        return url(self.scheme, "enquiry", enquiry=kept.pk)


class ChangeEnquiryPage(EnquiryFormPage):
    """Correct what is known of an open enquiry."""

    permission = policies.ENQUIRIES
    title = gettext_lazy("Change the enquiry")
    form_class = EnquiryFactsForm
    enquiry: Enquiry

    def load(self) -> None:
        """An enquiry that is closed is not changed."""
        self.enquiry = enquiry_or_404(self.kwargs["enquiry"])
        if not self.enquiry.is_open:
            raise Http404
        log_read("referrals:enquiry", [self.enquiry])

    def initial(self) -> dict[str, Any]:
        """What stands there now."""
        person = EnquiryPerson.objects.filter(enquiry=self.enquiry).first() or EnquiryPerson()
        facts = {name: getattr(self.enquiry, name) for name in FACTS}
        return facts | {name: getattr(person, name) for name in PERSON}

    def page_context(self) -> dict[str, Any]:
        """Which one."""
        back = url(self.scheme, "enquiry", enquiry=self.enquiry.pk)
        return super().page_context() | {"page_caption": str(self.enquiry), "back_url": back, "cancel": back}

    def save(self, form: Any) -> str:
        """Keep it; the clock moves to the new date."""
        change_enquiry(actor=self.actor, enquiry=self.enquiry, facts=form.facts(), person=form.person())
        messages.success(self.request, _("Enquiry saved"))
        return url(self.scheme, "enquiry", enquiry=self.enquiry.pk)


class EnquiryPage(Page):
    """`/<scheme>/enquiries/<enquiry>/`: who asked, what was said, what happens next, who has looked."""

    permission = policies.ENQUIRIES
    template_name = "referrals/enquiry.html"
    enquiry: Enquiry

    def load(self) -> None:
        """Read the enquiry; showing it is logged."""
        self.enquiry = enquiry_or_404(self.kwargs["enquiry"])
        log_read("referrals:enquiry", [self.enquiry])

    def page_context(self) -> dict[str, Any]:
        """Everything about it."""
        row = self.enquiry
        person = EnquiryPerson.objects.filter(enquiry=row).first()
        return {
            "page_title": str(row),
            "enquiry": row,
            "state": state_of(row),
            "facts": _facts(row),
            "person": _person(person) if person else [],
            "contacts": EnquiryContact.objects.filter(enquiry=row).select_related("by"),
            "changes": _changes(row),
            "looks": ReadLog.objects.filter(files__overlap=[row.pk])
            .select_related("user")
            .order_by("-at")[:10],
            "draft": ReferralDraft.objects.filter(enquiry=row).order_by("pk").first(),
            "case_url": case_url("referrals:show", self._case()) if row.referral else "",
            "may_erase": not (row.is_open or row.referral_id or row.erased_on),
            "is_mine": row.erasure_asked_by_id == self.actor.pk,
            "back_url": url(self.scheme, "enquiries"),
        }

    def _case(self) -> Any:
        assert self.enquiry.referral is not None  # noqa: S101  asked by the caller
        case = self.enquiry.referral.case
        case.scheme = self.scheme
        return case


def _changes(row: Enquiry) -> list[Change]:
    """What was changed of its facts, newest first, with the labels of codes for the codes."""
    lists = ("enquiry_channel", "enquirer", "awareness_origin", "enquiry_outcome", "police_force")
    labels = {code.code: str(code.label) for name in lists for code in codelist(name)}
    return [
        replace(
            change,
            lines=tuple(
                Line(each.label, labels.get(each.before, each.before), labels.get(each.after, each.after))
                for each in change.lines
            ),
        )
        for change in changes_of_row(row)
        if change.action == "changed"
    ]


def _facts(row: Enquiry) -> list[Row]:
    shown = [
        Row(_("Date and time"), row.happened_at),
        Row(_("How it came"), code_label(row.channel, "enquiry_channel")),
        Row(_("Who enquired"), enquirer_label(row.who)),
        Row(_("Heard of restorative justice from"), code_label(row.origin, "awareness_origin")),
        Row(_("Taken by"), row.taken_by.name),
    ]
    if row.is_assistance:
        shown += [
            Row(_("Which area asks"), code_label(row.asking_area, "police_force")),
            Row(_("Which service asks"), row.asking_service),
        ]
    if row.is_open:
        return [*shown, Row(_("Come back to it"), row.come_back_on)]
    shown += [Row(_("What became of it"), outcome_label(row)), Row(_("Closed"), row.closed_on)]
    return [*shown, Row(_("Pointed to"), row.signposted_to)] if row.signposted_to else shown


def _person(row: EnquiryPerson) -> list[Row]:
    return [
        Row(_("Name"), row.name),
        Row(_("Organisation and post"), row.organisation),
        Row(_("Phone number"), row.phone),
        Row(_("Email address"), row.email),
        Row(_("Address"), "\n".join(filter(None, (row.address, row.postcode)))),
        Row(
            _("Safe ways of making contact"),
            [str(WAYS[way]) for way in row.ways if way in WAYS] or _("None known"),
        ),
        Row(_("Good times, and anything to be careful about"), row.notes),
    ]
