"""Partner agencies: the list, adding and changing one, and the people who refer for it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.criteria.words import code_label
from referrals.forms.office import AgencyForm, AgencyPersonForm
from referrals.models import Agency, AgencyMember, AgencyPerson, ApiToken
from referrals.pages.drafts import url
from referrals.pages.partner_agreements import line, register
from referrals.services.agencies import add_person, remove_person, save_agency
from rjcase.access.models import Membership
from rjcase.access.pages import FormPage, Page
from rjcase.access.roles import PARTNERS


class AgenciesPage(Page):
    """Every agency with the number of its people and referrals."""

    permission = policies.AGENCIES
    template_name = "referrals/agencies.html"
    title = gettext_lazy("Agencies")

    def page_context(self) -> dict[str, Any]:
        """The agencies by name, active ones first."""
        people = dict(AgencyMember.objects.values_list("agency").annotate(n=Count("pk")).order_by())
        sent = dict(Agency.objects.values_list("pk").annotate(n=Count("referrals")).order_by())
        return {
            "agencies": [
                {
                    "agency": agency,
                    "kind": code_label(agency.kind, "agency_kind"),
                    "people": people.get(agency.pk, 0),
                    "referrals": sent.get(agency.pk, 0),
                }
                for agency in Agency.objects.order_by("-is_active", "name")
            ]
        }


class AgencyFormPage(FormPage):
    """Add an agency, or change one."""

    permission = policies.AGENCIES
    template_name = "referrals/form.html"
    form_class = AgencyForm
    agency: Agency | None = None

    def load(self) -> None:
        """Read the agency that is to be changed."""
        if "agency" in self.kwargs:
            self.agency = Agency.objects.filter(pk=self.kwargs["agency"]).first()
            if self.agency is None:
                raise Http404

    def initial(self) -> dict[str, Any]:
        """What stands there now."""
        if self.agency is None:
            return {"is_active": True}
        return {"name": self.agency.name, "kind": self.agency.kind, "is_active": self.agency.is_active}

    def page_context(self) -> dict[str, Any]:
        """The title says which of the two it is."""
        back = url(self.scheme, "agencies")
        title = _("Change the agency") if self.agency else _("Add an agency")
        return {"page_title": title, "button": _("Save agency"), "back_url": back, "cancel": back}

    def save(self, form: Any) -> str:
        """Save it and go to its people."""
        agency = save_agency(actor=self.actor, agency=self.agency, **form.cleaned_data)
        messages.success(self.request, _("Agency saved"))
        return url(self.scheme, "agency", agency=agency.pk)


class AgencyPage(FormPage):
    """One agency: its people, and adding one more of the scheme's partners."""

    permission = policies.AGENCIES
    template_name = "referrals/agency.html"
    form_class = AgencyPersonForm
    agency: Agency

    def load(self) -> None:
        """Read the agency."""
        found = Agency.objects.filter(pk=self.kwargs["agency"]).first()
        if found is None:
            raise Http404
        self.agency = found

    def form_kwargs(self) -> dict[str, Any]:
        """The partners of the scheme who are not among its people yet."""
        known = AgencyMember.objects.filter(agency=self.agency).values("user_id")
        systems = ApiToken.objects.values("user_id")
        partners = Membership.objects.live().filter(roles__overlap=list(PARTNERS))
        partners = partners.exclude(user__in=known).exclude(user__in=systems)
        return {"agency": self.agency, "people": partners.select_related("user").order_by("user__name")}

    def page_context(self) -> dict[str, Any]:
        """The agency's facts and people."""
        people = AgencyMember.objects.filter(agency=self.agency).select_related("user")
        return {
            "page_title": self.agency.name,
            "agency": self.agency,
            "kind": code_label(self.agency.kind, "agency_kind"),
            "people": people.exclude(user__in=ApiToken.objects.values("user_id")).order_by("user__name"),
            "systems": ApiToken.objects.filter(agency=self.agency).order_by("-made_at"),
            "agreements": [line(row) for row in register().filter(signatures__agency=self.agency)],
            "whom_to_ask": AgencyPerson.objects.filter(agency=self.agency),
            "may_let_in": self.actor.may(policies.TOKENS),
            "back_url": url(self.scheme, "agencies"),
        }

    def save(self, form: Any) -> str:
        """Add the person."""
        add_person(actor=self.actor, agency=self.agency, membership=form.cleaned_data["person"])
        messages.success(self.request, _("Person added"))
        return url(self.scheme, "agency", agency=self.agency.pk)


class RemoveAgencyPersonPage(AgencyPage):
    """Asks before a person stops referring for an agency."""

    permission = policies.AGENCIES
    template_name = "referrals/remove_agency_person.html"
    member: AgencyMember

    def load(self) -> None:
        """Read the agency and the person of it."""
        super().load()
        found = AgencyMember.objects.filter(agency=self.agency, pk=self.kwargs["member"]).first()
        if found is None:
            raise Http404
        self.member = found

    def page_context(self) -> dict[str, Any]:
        """Who, and where back leads."""
        title = _("Remove this person from the agency?")
        back = url(self.scheme, "agency", agency=self.agency.pk)
        return {"page_title": title, "agency": self.agency, "member": self.member, "back_url": back}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask."""
        return self.render()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Remove the person."""
        remove_person(actor=self.actor, agency=self.agency, user_id=self.member.user_id)
        messages.success(request, _("Person removed"))
        return self.redirect(url(self.scheme, "agency", agency=self.agency.pk))
