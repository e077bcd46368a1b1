"""Inviting people. The link is shown once: only its digest is kept, so it cannot be shown again."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access import policies
from rjcase.access.door.joining import goes_by_letter, joining_link
from rjcase.access.models import Invitation
from rjcase.access.services.invite import Invited, invite_person, withdraw
from rjcase.kernel.errors import DomainError
from rjcase.web.scheme.base import SettingsFormPage, SettingsPage
from rjcase.web.scheme.people_forms import InviteForm


def link_facts(request: HttpRequest, slug: str, made: Invited) -> dict[str, Any]:
    """What the page of a new invitation says: whose it is, its link, and whether a letter brings it."""
    return {
        "invitation": made.invitation,
        "link": joining_link(request.build_absolute_uri("/"), slug, made.token),
        "goes_by_letter": goes_by_letter(),
    }


class Invite(SettingsFormPage):
    """`/<scheme>/scheme/people/invite/`: answers with the link itself, which no redirect could carry."""

    permission = policies.PEOPLE
    template_name = "web/scheme/invite.html"
    title = _("Invite a person")
    section = back = "people"
    button = _("Make the invitation")
    form_class = InviteForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.form = self.make_form()
        if self.form.is_valid():
            answers = dict(self.form.cleaned_data)
            agency, unit = answers.pop("agency"), answers.pop("unit")
            agency = agency or unit
            try:
                with transaction.atomic():
                    made = invite_person(actor=self.actor, agency_id=agency.pk if agency else None, **answers)
            except DomainError as problem:
                self.form.add_error(None, str(problem))
            else:
                return show_link(self, made)
        return self.render(form=self.form)


class InviteAgain(SettingsPage):
    """A new link for the same invitation; the old one stops working. By POST only."""

    permission = policies.PEOPLE
    section = "people"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = Invitation.objects.filter(pk=self.kwargs["invitation"], accepted_at=None).first()
        if found is None:
            raise Http404
        try:
            with transaction.atomic():
                made = invite_person(
                    actor=self.actor,
                    email=found.email,
                    name=found.name,
                    roles=found.roles,
                    agency_id=found.agency_id,
                )
        except DomainError as problem:
            messages.success(request, str(problem))
            return self.redirect(self.url("people"))
        return show_link(self, made)


class Withdraw(SettingsPage):
    """Makes an invitation's link useless. By POST only."""

    permission = policies.PEOPLE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        withdraw(actor=self.actor, invitation=self.kwargs["invitation"])
        messages.success(request, gettext("Invitation withdrawn"))
        return self.redirect(self.url("people"))


def show_link(page: SettingsPage, made: Invited) -> HttpResponseBase:
    """The one page that shows a joining link."""
    page.template_name = "web/scheme/link.html"  # type: ignore[misc]
    return page.render(
        form=None,
        page_title=gettext("Invitation made"),
        **link_facts(page.request, page.scheme.slug, made),
        back_url=page.url("people"),
    )
