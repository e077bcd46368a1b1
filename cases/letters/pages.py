"""Letters and documents of a party's file."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cases.letters import introduction, posting
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
    problem = ""

    def page_context(self) -> dict[str, Any]:
        """Documents newest first, without their bytes."""
        may_write = self.actor.may(WORK_FILE) and may_change(self.actor, self.file)
        documents = Document.objects.filter(file=self.file).select_related("made_by")
        return {
            "documents": [
                posting.line(document)
                for document in documents.prefetch_related("dispatches").order_by("-made_at", "-pk")
            ],
            "may_write": may_write,
            "offers_introduction": may_write and introduction.gets_one(self.file),
            "obstacles": introduction.obstacles(self.file, self.case),
            "problem": self.problem,
        }


class MakeIntroduction(FilePage):
    """The button that makes the introductory letter."""

    permission = WORK_FILE
    change = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make it, or say why it must not be made."""
        if not introduction.gets_one(self.file):
            raise Http404
        self.log_read()
        try:
            with transaction.atomic():  # what was written before the refusal goes too
                introduction.make_introduction(self.file, self.case, self.actor)
            messages.success(request, _("Letter made"))
        except DomainError:
            pass  # the page that we go back to lists every reason
        return self.redirect(case_url("cases:letters", self.case, file=self.file))


class RecordPosted(Letters):
    """The button that says a letter was posted."""

    permission = WORK_FILE
    change = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note it, or show the page again with the reason why it must not go out."""
        letters = Document.objects.filter(file=self.file, kind=Document.Kind.LETTER)
        document = get_object_or_404(letters, pk=self.kwargs["document"])
        try:
            with transaction.atomic():  # the line in the contact log goes with a posting that is refused
                posting.record_posted(document, self.file, self.actor)
        except DomainError as refused:
            self.problem = str(refused)
            return self.render()
        self.log_read()
        messages.success(request, _("Letter recorded as posted"))
        return self.redirect(case_url("cases:letters", self.case, file=self.file))
