"""The schemes of the installation: what is known of them from outside, and opening a new one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.models import User
from rjcase.access.pages import FormPage, Page
from rjcase.access.services.create_scheme import create_scheme, has_manager, invite_manager
from rjcase.access.services.invite import Invited
from rjcase.kernel.errors import DomainError
from rjcase.tenancy.models import Scheme
from rjcase.web.operator.base import OperatorPage
from rjcase.web.operator.forms import ManagerForm, SchemeForm
from rjcase.web.scheme.invitations import link_facts


class Schemes(OperatorPage):
    """`/operator/schemes/`: names and addresses, nothing from inside but whether somebody is at home."""

    template_name = "web/operator/schemes.html"
    title = _("Schemes")

    def page_context(self) -> dict[str, Any]:
        schemes = Scheme.objects.order_by("name")
        return {"rows": [(scheme, has_manager(scheme)) for scheme in schemes]}


class _InvitingPage(OperatorPage, FormPage):
    """A form that ends in an invitation, whose link its answer shows once."""

    abstract = True
    template_name = "web/operator/form.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.form = self.make_form()
        if self.form.is_valid():
            try:
                scheme, made = self.invite(self.operator, **self.form.cleaned_data)
            except DomainError as problem:
                self.form.add_error(None, str(problem))
            else:
                return show_link(self, scheme, made)
        return self.render(form=self.form)

    def page_context(self) -> dict[str, Any]:
        return {"back_url": reverse("operator:schemes")}

    def invite(self, operator: User, **answers: Any) -> tuple[Scheme, Invited]:
        """Call the one service of the page."""
        raise NotImplementedError


class AddScheme(_InvitingPage):
    """`/operator/schemes/add/`: opens a scheme and invites its first manager."""

    title = _("Open a scheme")
    form_class = SchemeForm

    def invite(self, operator: User, **answers: Any) -> tuple[Scheme, Invited]:
        made = create_scheme(operator=operator, **answers)
        if made.invited is None:
            raise RuntimeError("A scheme made without a password comes with an invitation.")
        return made.scheme, made.invited


class InviteManager(_InvitingPage):
    """`/operator/schemes/<slug>/manager/`: while a scheme has nobody who could invite people itself."""

    title = _("Invite a manager")
    form_class = ManagerForm
    found: Scheme

    def load(self) -> None:
        super().load()
        scheme = Scheme.objects.filter(slug=self.kwargs["slug"]).first()
        if scheme is None or has_manager(scheme):
            raise Http404
        self.found = scheme

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {"page_caption": self.found.name}

    def invite(self, operator: User, **answers: Any) -> tuple[Scheme, Invited]:
        return self.found, invite_manager(scheme=self.found, operator=operator, **answers)


def show_link(page: Page, scheme: Scheme, made: Invited) -> HttpResponseBase:
    """The one page that shows the joining link of a manager."""
    page.template_name = "web/operator/link.html"  # type: ignore[misc]
    return page.render(
        form=None,
        page_title=gettext("Scheme open") if isinstance(page, AddScheme) else gettext("Invitation made"),
        page_caption=scheme.name,
        **link_facts(page.request, scheme.slug, made),
        back_url=reverse("operator:schemes"),
    )
