"""Partner systems of an agency: letting one in, and shutting it out again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.forms.office import SystemForm
from referrals.models import Agency, ApiToken
from referrals.pages.drafts import url
from referrals.services.api_tokens import make_token, revoke_token
from rjcase.access.pages import FormPage, Page


class AddSystemPage(FormPage):
    """A name and a last day; the token is shown once, on the page that follows."""

    permission = policies.TOKENS
    template_name = "referrals/add_system.html"
    title = gettext_lazy("Let a system in")
    form_class = SystemForm
    agency: Agency
    token = ""

    def load(self) -> None:
        """Read the agency."""
        found = Agency.objects.filter(pk=self.kwargs["agency"], is_active=True).first()
        if found is None:
            raise Http404
        self.agency = found

    def page_context(self) -> dict[str, Any]:
        """The agency, and the token once it is made."""
        return {
            "page_caption": self.agency.name,
            "token": self.token,
            "back_url": url(self.scheme, "agency", agency=self.agency.pk),
        }

    def redirect(self, address: str) -> Any:
        """Show the token instead of going on: it is kept nowhere and cannot be shown again."""
        return self.render(form=None, page_title=_("Keep this token"))

    def save(self, form: Any) -> str:
        """Make the token."""
        _row, self.token = make_token(
            actor=self.actor, scheme=self.scheme, agency=self.agency, **form.cleaned_data
        )
        return ""


class RevokeSystemPage(Page):
    """Asks before a system is shut out."""

    permission = policies.TOKENS
    template_name = "referrals/revoke_system.html"
    title = gettext_lazy("Shut this system out?")
    system: ApiToken

    def load(self) -> None:
        """Read the token's row through the walls."""
        rows = ApiToken.objects.filter(pk=self.kwargs["token"], agency=self.kwargs["agency"])
        found = rows.select_related("agency").first()
        if found is None:
            raise Http404
        self.system = found

    def page_context(self) -> dict[str, Any]:
        """Which system."""
        return {"system": self.system, "back_url": self._back()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Shut it out at once."""
        revoke_token(actor=self.actor, token=self.system)
        messages.success(request, _("System shut out"))
        return self.redirect(self._back())

    def _back(self) -> str:
        return url(self.scheme, "agency", agency=self.system.agency_id)
