"""Letters and documents of a party's file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from cases.letters import introduction
from cases.links import case_url
from cases.pages.base import FilePage
from cases.policies import VIEW_FILE, WORK_FILE
from cases.selectors import may_change
from rjcase.documents.models import Document
from rjcase.kernel.errors import DomainError


class Letters(FilePage):
    """What was made for this person, and the letters that can be made now."""

    permission = VIEW_FILE
    template_name = "cases/letters/letters.html"
    title = _("Letters and documents")

    def page_context(self) -> dict[str, Any]:
        """Documents newest first, without their bytes."""
        may_write = self.actor.may(WORK_FILE) and may_change(self.actor, self.file)
        return {
            "documents": Document.objects.filter(file=self.file)
            .select_related("made_by")
            .order_by("-made_at", "-pk"),
            "offers_introduction": may_write and introduction.gets_one(self.file),
            "obstacles": introduction.obstacles(self.file, self.case),
        }


class MakeIntroduction(FilePage):
    """The button that makes the introductory letter."""

    permission = WORK_FILE
    change = True
    template_name = Letters.template_name
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make it, or say why it must not be made."""
        if not introduction.gets_one(self.file):
            raise Http404
        self.log_read()
        try:
            introduction.make_introduction(self.file, self.case, self.actor)
            messages.success(request, _("Letter made"))
        except DomainError:
            pass  # the page that we go back to lists every reason
        return self.redirect(case_url("cases:letters", self.case, file=self.file))
