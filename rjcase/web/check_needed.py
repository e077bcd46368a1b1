"""What somebody of the office is told while no check of theirs is good today (WM-7-06)."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from practitioners.selectors import standing_of
from rjcase.access.models import Membership
from rjcase.access.pages import Page
from rjcase.access.permissions import SIGNED_IN
from rjcase.access.roles import Role
from rjcase.web import navigation


class CheckNeeded(Page):
    """`/<scheme>/check-needed/`: why cases are closed, who can help, and what is open all the same."""

    permission = SIGNED_IN
    template_name = "web/check_needed.html"
    title = _("Cases are closed to you until your check is recorded")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self._user.waits_for_check:
            return self.redirect(reverse("home", kwargs={"scheme": self.scheme.slug}))
        return self.render()

    @property
    def _user(self) -> Any:
        return self.request.user

    def page_context(self) -> dict[str, Any]:
        own = self._user.membership
        managers = Membership.objects.live().filter(roles__contains=[Role.MANAGER], user__is_active=True)
        others = managers.exclude(pk=own.pk).select_related("user").order_by("user__name")
        address = {"scheme": self.scheme.slug, "membership": own.pk}
        return {
            "standing": standing_of(own),
            "managers": [str(row.user) for row in others],
            "checks_url": reverse("scheme:checks", kwargs=address) if Role.MANAGER in own.roles else "",
            "open": navigation.sections(self.actor.roles, self.scheme.slug, self.request.path),
        }
