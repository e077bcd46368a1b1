"""How people of an agency refer: its link, its mail domains, whom to ask there, and who has a link now."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.forms.guests import AgencyContactForm, DomainForm, LinkForm
from referrals.models import Agency, AgencyDomain, AgencyPerson, GuestLink
from referrals.models.guest import FORGOTTEN_AFTER
from referrals.pages.drafts import url
from referrals.services import guests as links
from referrals.services.agencies import add_domain, remove_domain, remove_whom_to_ask, save_whom_to_ask
from rjcase.access.pages import FormPage, Page
from rjcase.kernel.clock import now

PAGE_SIZE = 50


class _OfAgency(Page):
    """A page about one agency."""

    abstract = True
    permission = policies.AGENCIES
    agency: Agency

    def load(self) -> None:
        """Read the agency."""
        found = Agency.objects.filter(pk=self.kwargs["agency"]).first()
        if found is None:
            raise Http404
        self.agency = found

    def here(self) -> str:
        """The page of how its people refer."""
        return url(self.scheme, "agency-refer", agency=self.agency.pk)


class AgencyReferPage(_OfAgency, FormPage):
    """`/<scheme>/agencies/<agency>/refer/`, with a form for one more mail domain."""

    permission = policies.AGENCIES
    template_name = "referrals/agency_refer.html"
    title = gettext_lazy("How its people refer")
    form_class = DomainForm

    def page_context(self) -> dict[str, Any]:
        """The agency's link and domains, and who asked for a link of their own, newest first."""
        domains = AgencyDomain.objects.filter(agency=self.agency)
        mine = Q(agency=self.agency) | Q(agency=None, domain__in=domains.values("domain"))
        rows = Paginator(GuestLink.objects.filter(mine).order_by("-made_at"), PAGE_SIZE)
        page = rows.get_page(self.request.GET.get("page"))
        path = url(self.scheme, "refer-for", agency=self.agency.pk)
        return {
            "page_caption": self.agency.name,
            "agency": self.agency,
            "domains": domains,
            "link": str(settings.BASE_URL).rstrip("/") + path,
            "page_of_rows": page,
            "forgotten_after": FORGOTTEN_AFTER.days,
            "rows": [
                {"link": row, "state": GuestLink.State(links.state_of(row)).label, "live": _is_live(row)}
                for row in page
            ],
            "back_url": url(self.scheme, "agency", agency=self.agency.pk),
        }

    def save(self, form: Any) -> str:
        """Add the domain."""
        add_domain(actor=self.actor, agency=self.agency, domain=form.cleaned_data["domain"])
        messages.success(self.request, _("Mail domain added"))
        return self.here()


class RemoveDomainPage(_OfAgency):
    """The button that takes a mail domain away: links of its addresses stop at once."""

    permission = policies.AGENCIES
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Remove it; twice is once."""
        remove_domain(actor=self.actor, agency=self.agency, domain=self.kwargs["domain"])
        messages.success(request, _("Mail domain removed"))
        return self.redirect(self.here())


class MakeLinkPage(_OfAgency, FormPage):
    """Make a link for one officer, which the office passes on itself."""

    permission = policies.AGENCIES
    template_name = "referrals/form.html"
    title = gettext_lazy("Make a link for an officer")
    form_class = LinkForm

    def page_context(self) -> dict[str, Any]:
        """What the button says."""
        here = self.here()
        return {
            "page_caption": self.agency.name,
            "button": _("Make the link"),
            "back_url": here,
            "cancel": here,
        }

    def save(self, form: Any) -> str:
        """Make it and show it."""
        data = form.cleaned_data
        row = links.hand_over(
            actor=self.actor, agency=self.agency, email=data["email"], letter=data["new_id"]
        )
        return url(self.scheme, "guest-link", agency=self.agency.pk, guest=row.pk)


class GuestLinkPage(_OfAgency):
    """One officer's link: to pass on while it is unopened, and to revoke."""

    permission = policies.AGENCIES
    template_name = "referrals/guest_link.html"
    title = gettext_lazy("Link for an officer")
    row: GuestLink

    def load(self) -> None:
        """Read the link, if it is of this agency."""
        super().load()
        domains = AgencyDomain.objects.filter(agency=self.agency).values("domain")
        mine = Q(agency=self.agency) | Q(agency=None, domain__in=domains)
        found = GuestLink.objects.filter(mine, pk=self.kwargs["guest"]).first()
        if found is None:
            raise Http404
        self.row = found

    def page_context(self) -> dict[str, Any]:
        """The link itself only while it opens."""
        row, live = self.row, _is_live(self.row)
        opens = live and row.opened_at is None and row.link_until > now()
        return {
            "page_caption": self.agency.name,
            "row": row,
            "state": GuestLink.State(links.state_of(row)).label,
            "live": live,
            "link": links.link_url(self.scheme, row) if opens else "",
            "back_url": self.here(),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Revoke it."""
        links.revoke(actor=self.actor, scheme=self.scheme, link=self.row)
        messages.success(request, _("Link revoked"))
        return self.redirect(self.here())


class WhomToAskPage(_OfAgency, FormPage):
    """Add somebody to speak with at the agency, or change or remove them."""

    permission = policies.AGENCIES
    template_name = "referrals/whom_to_ask.html"
    form_class = AgencyContactForm
    person: AgencyPerson | None = None

    def load(self) -> None:
        """Read the person who is to be changed."""
        super().load()
        if "person" in self.kwargs:
            self.person = AgencyPerson.objects.filter(agency=self.agency, pk=self.kwargs["person"]).first()
            if self.person is None:
                raise Http404

    def initial(self) -> dict[str, Any]:
        """What stands there now."""
        return {name: getattr(self.person, name) for name in AgencyContactForm.base_fields if self.person}

    def page_context(self) -> dict[str, Any]:
        """The title says which of the two it is."""
        title = _("Change whom to ask") if self.person else _("Add somebody to ask")
        back = url(self.scheme, "agency", agency=self.agency.pk)
        return {
            "page_title": title,
            "page_caption": self.agency.name,
            "back_url": back,
            "person": self.person,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Remove the person where that button was pressed."""
        if self.person is not None and "remove" in request.POST:
            remove_whom_to_ask(actor=self.actor, person=self.person)
            messages.success(request, _("Contact removed"))
            return self.redirect(url(self.scheme, "agency", agency=self.agency.pk))
        return super().post(request, *args, **kwargs)

    def save(self, form: Any) -> str:
        """Keep it."""
        save_whom_to_ask(actor=self.actor, agency=self.agency, person=self.person, **form.cleaned_data)
        messages.success(self.request, _("Contact saved"))
        return url(self.scheme, "agency", agency=self.agency.pk)


def _is_live(row: GuestLink) -> bool:
    return links.state_of(row) not in (GuestLink.State.REVOKED, GuestLink.State.ENDED)
