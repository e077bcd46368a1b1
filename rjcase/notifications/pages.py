"""The outbox: what the service says to its people, and whether it arrives."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rjcase.access.pages import Page
from rjcase.designsystem.summary import Row
from rjcase.kernel.errors import AlreadyDone
from rjcase.notifications import services
from rjcase.notifications.models import Notification
from rjcase.notifications.policies import OUTBOX
from rjcase.notifications.selectors import health, outbox

PAGE_SIZE = 25


class Outbox(Page):
    """Every message of the scheme, and the health of its reminders on top."""

    permission = OUTBOX
    template_name = "notifications/outbox.html"
    title = _("Outbox")

    def page_context(self) -> dict[str, Any]:
        """One page of messages; ``?show=`` narrows to those in one state or in need of a person."""
        shown = self.request.GET.get("show", "")
        standing = health()
        return {
            "page_title": self.title,
            "scheme": self.scheme,
            "health": standing,
            "facts": [
                Row(_("Last looked for things that are due"), standing.last_sweep),
                Row(_("Waiting to be sent"), str(standing.pending)),
            ],
            "late": "late" in self.request.GET,
            "page_of_messages": Paginator(outbox(shown), PAGE_SIZE).get_page(self.request.GET.get("page")),
            "filters": self._filters(),
            "is_local": services.current_channel() == Notification.Channel.OUTBOX,
        }

    def _filters(self) -> list[dict[str, Any]]:
        here = reverse("notifications:outbox", kwargs={"scheme": self.scheme.slug})
        choices = [
            ("", _("All")),
            ("attention", _("Need a person")),
            ("pending", _("Waiting to be sent")),
            ("sent", _("Sent")),
        ]
        shown = self.request.GET.get("show", "")
        return [
            {"text": text, "href": f"{here}?show={value}" if value else here, "active": value == shown}
            for value, text in choices
        ]


class Settle(Page):
    """A person says what became of a message: send it again, or it was sent."""

    permission = OUTBOX
    http_method_names = ["post"]
    notification: Notification

    def load(self) -> None:
        """Read the message through the walls."""
        self.notification = get_object_or_404(Notification, pk=self.kwargs["message"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it once; whoever comes second is told."""
        late = ""
        try:
            with transaction.atomic():
                done = self._settle(request.POST.get("outcome") == "sent")
            messages.success(request, done)
        except AlreadyDone:
            late = "&late=1"
        back = reverse("notifications:outbox", kwargs={"scheme": self.scheme.slug})
        return self.redirect(f"{back}?show=attention{late}")

    def _settle(self, was_sent: bool) -> Any:
        if was_sent:
            services.mark_sent(self.notification, self.actor)
            return _("Message marked as sent")
        services.send_again(self.notification, self.actor, self.scheme)
        return _("Message put back in the queue")
