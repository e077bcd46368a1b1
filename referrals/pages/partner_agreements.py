"""The register of agreements with agencies, and the log of speaking with them."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.forms.partner_agreements import AgreementForm, ContactForm, EndForm, ReviewForm, SignForm
from referrals.models import Agency, AgencyContact, AgreementSignature, PartnerAgreement
from referrals.pages.drafts import url
from referrals.services import partner_agreements as service
from rjcase.access.pages import FormPage, Page
from rjcase.designsystem.summary import Row
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.kernel.workingdays import Unit, due

PAGE_SIZE = 50
_FACTS = tuple(name for name in AgreementForm.base_fields if name != "agencies")


def state_of(agreement: PartnerAgreement, unsigned: int) -> str:
    """The word for where an agreement stands: ended, overdue for review, waiting for a name, or current."""
    if not agreement.is_live:
        return "ended"
    if agreement.review_on < today():
        return "overdue"
    return "waiting" if unsigned or agreement.our_signed_on is None else "current"


def register() -> QuerySet[PartnerAgreement]:
    """Every agreement with who it is with: live ones first, by their next review."""
    rows = PartnerAgreement.objects.annotate(
        unsigned=Count("signatures", filter=Q(signatures__signed_on=None))
    )
    return rows.prefetch_related("signatures__agency").order_by(
        F("ended_on").desc(nulls_first=True), "review_on", "pk"
    )


def line(row: Any) -> dict[str, Any]:
    """An agreement of the register as a line of a table."""
    agencies = [each.agency.name for each in row.signatures.all()]
    return {"agreement": row, "agencies": agencies, "state": state_of(row, row.unsigned)}


class AgreementsPage(Page):
    """`/<scheme>/agencies/agreements/`: every agreement, those to be reviewed first."""

    permission = policies.AGREEMENTS
    template_name = "referrals/partner_agreements.html"
    title = gettext_lazy("Agreements with agencies")

    def page_context(self) -> dict[str, Any]:
        """One page of them."""
        rows = Paginator(register(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        return {"rows": rows, "lines": [line(row) for row in rows], "back_url": url(self.scheme, "agencies")}


class AgreementFormPage(FormPage):
    """Add an agreement, or change one."""

    permission = policies.AGREEMENTS
    template_name = "referrals/form.html"
    form_class = AgreementForm
    agreement: PartnerAgreement | None = None

    def load(self) -> None:
        """Read the agreement that is to be changed."""
        if "held" in self.kwargs:
            self.agreement = _agreement(self.kwargs["held"], live=True)

    def form_kwargs(self) -> dict[str, Any]:
        """Active agencies, and those bound already."""
        wanted = Q(is_active=True)
        if self.agreement:
            wanted |= Q(pk__in=self.agreement.signatures.values("agency_id"))
        return {"agencies": Agency.objects.filter(wanted).order_by("name")}

    def initial(self) -> dict[str, Any]:
        """What stands there now; the agency that one came from."""
        if self.agreement is None:
            return {"agencies": self.request.GET.getlist("agency")}
        facts = {name: getattr(self.agreement, name) for name in _FACTS}
        return facts | {"agencies": list(self.agreement.signatures.values_list("agency_id", flat=True))}

    def page_context(self) -> dict[str, Any]:
        """The title says which of the two it is."""
        back = _url_of(self.scheme, self.agreement)
        title = _("Change the agreement") if self.agreement else _("Add an agreement")
        return {"page_title": title, "button": _("Save agreement"), "back_url": back, "cancel": back}

    def save(self, form: Any) -> str:
        """Keep it."""
        data = dict(form.cleaned_data)
        kept = service.keep_agreement(
            actor=self.actor,
            agreement=self.agreement or PartnerAgreement(pk=uuid7()),
            agencies=list(data.pop("agencies")),
            **data,
        )
        messages.success(self.request, _("Agreement saved"))
        return _url_of(self.scheme, kept)


class AgreementPage(Page):
    """One agreement: its facts, who signed, its reviews."""

    permission = policies.AGREEMENTS
    template_name = "referrals/partner_agreement.html"
    agreement: PartnerAgreement

    def load(self) -> None:
        """Read the agreement."""
        self.agreement = _agreement(self.kwargs["held"])

    def page_context(self) -> dict[str, Any]:
        """Everything about it."""
        row = self.agreement
        signatures = list(row.signatures.select_related("agency").order_by("agency__name"))
        unsigned = sum(each.signed_on is None for each in signatures)
        return {
            "page_title": row.title,
            "agreement": row,
            "state": state_of(row, unsigned),
            "facts": _facts(row),
            "signatures": signatures,
            "reviews": row.reviews.select_related("by"),
            "back_url": url(self.scheme, "agency-agreements"),
        }


class _StepPage(FormPage):
    """A form about one live agreement, leading back to it."""

    abstract = True
    permission = policies.AGREEMENTS
    template_name = "referrals/form.html"
    button: ClassVar[Any] = gettext_lazy("Save")
    agreement: PartnerAgreement

    def load(self) -> None:
        """Read the agreement."""
        self.agreement = _agreement(self.kwargs["held"], live=True)

    def page_context(self) -> dict[str, Any]:
        """The agreement's title stands above the form's."""
        back = _url_of(self.scheme, self.agreement)
        return {"page_caption": self.agreement.title, "button": self.button, "back_url": back, "cancel": back}


class SignPage(_StepPage):
    """Who signed for an agency."""

    title = gettext_lazy("Record a signature")
    form_class = SignForm
    signature: AgreementSignature

    def load(self) -> None:
        """Read the agency's line of the agreement, not signed yet."""
        super().load()
        rows = self.agreement.signatures.filter(pk=self.kwargs["signature"], signed_on=None)
        found = rows.select_related("agency").first()
        if found is None:
            raise Http404
        self.signature = found

    def page_context(self) -> dict[str, Any]:
        """For whom."""
        title = _("Record the signature of %(agency)s") % {"agency": self.signature.agency.name}
        return super().page_context() | {"page_title": title}

    def save(self, form: Any) -> str:
        """Keep it."""
        service.sign(actor=self.actor, signature=self.signature, **form.cleaned_data)
        messages.success(self.request, _("Signature saved"))
        return _url_of(self.scheme, self.agreement)


class ReviewPage(_StepPage):
    """What came of a review, and when the next one is."""

    title = gettext_lazy("Record a review")
    form_class = ReviewForm

    def initial(self) -> dict[str, Any]:
        """The next one after the agreed months."""
        return {"new_id": uuid7(), "review_on": due(today(), self.agreement.review_every, Unit.MONTHS)}

    def save(self, form: Any) -> str:
        """Keep it; the clock starts again."""
        data = dict(form.cleaned_data)
        service.review(actor=self.actor, agreement=self.agreement, review_id=data.pop("new_id"), **data)
        messages.success(self.request, _("Review saved"))
        return _url_of(self.scheme, self.agreement)


class EndPage(_StepPage):
    """When and why it ended."""

    title = gettext_lazy("End the agreement")
    button = gettext_lazy("End the agreement")
    form_class = EndForm

    def save(self, form: Any) -> str:
        """End it."""
        service.end_agreement(actor=self.actor, agreement=self.agreement, **form.cleaned_data)
        messages.success(self.request, _("Agreement ended"))
        return _url_of(self.scheme, self.agreement)


class ContactPage(FormPage):
    """`/<scheme>/agencies/<agency>/contact/`: what was said with an agency, and adding to it."""

    permission = policies.AGREEMENTS
    template_name = "referrals/agency_contact.html"
    title = gettext_lazy("Contact with the agency")
    form_class = ContactForm
    agency: Agency

    def load(self) -> None:
        """Read the agency."""
        found = Agency.objects.filter(pk=self.kwargs["agency"]).first()
        if found is None:
            raise Http404
        self.agency = found

    def page_context(self) -> dict[str, Any]:
        """What was said, newest first."""
        rows = AgencyContact.objects.filter(agency=self.agency).select_related("by")
        return {
            "page_caption": self.agency.name,
            "rows": Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page")),
            "back_url": url(self.scheme, "agency", agency=self.agency.pk),
        }

    def save(self, form: Any) -> str:
        """Keep it."""
        data = dict(form.cleaned_data)
        service.keep_contact(actor=self.actor, agency=self.agency, contact_id=data.pop("new_id"), **data)
        messages.success(self.request, _("Contact saved"))
        return url(self.scheme, "agency-contact", agency=self.agency.pk)


def _agreement(pk: Any, *, live: bool = False) -> PartnerAgreement:
    found = PartnerAgreement.objects.filter(pk=pk).first()
    if found is None or (live and found.ended_on):
        raise Http404
    return found


def _url_of(scheme: Any, agreement: PartnerAgreement | None) -> str:
    if agreement is None:
        return url(scheme, "agency-agreements")
    return url(scheme, "agency-agreement", held=agreement.pk)


def _facts(row: PartnerAgreement) -> list[Row]:
    shown = [
        Row(_("Kind"), row.get_kind_display()),
        Row(_("In force from"), row.starts_on),
        Row(_("Last day"), row.ends_on),
        Row(_("Signs for us"), row.our_signatory),
        Row(_("Signed by us"), row.our_signed_on),
        Row(_("Months between reviews"), row.review_every),
        Row(_("Next review"), row.review_on),
        Row(_("Working days to answer a request"), row.target_days),
        Row(_("What “in time” means"), row.timely),
        Row(_("Staff were told"), row.staff_told_on),
        Row(_("How they were told"), row.staff_told_how),
        Row(_("Where the signed copy is kept"), row.kept_where),
    ]
    if row.ended_on:
        shown += [Row(_("Ended"), row.ended_on), Row(_("Why it ended"), row.ended_reason)]
    return shown
