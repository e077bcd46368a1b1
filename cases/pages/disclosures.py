"""What was passed on from and to a party's file, and everything passed on without consent."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import disclosures
from cases.forms.disclosure import EndForm, PassOnForm, ReviewForm
from cases.links import case_url
from cases.models import Disclosure, DisclosureReview, File
from cases.pages.base import FileFormPage, FilePage
from cases.policies import REVIEW_DISCLOSURE, VIEW_FILE, VIEW_OVERRIDES, WORK_FILE
from cases.selectors import may_change, may_disclose, party_files
from cases.services import disclosures as service
from rjcase.access.pages import Page
from rjcase.audit.reads import log_read
from rjcase.designsystem.words import say_date
from rjcase.documents.models import Document, Upload
from rjcase.documents.services import make_document
from rjcase.kernel.clock import today

PAGE_SIZE = 50
_FACTS = ("thing", "what", "means", "purpose", "basis", "happened_at", "until_on")


class PassedOn(FilePage):
    """What left this file and to whom; what this person was told."""

    permission = VIEW_FILE
    template_name = "cases/passed_on.html"
    title = gettext_lazy("Passed on")

    def page_context(self) -> dict[str, Any]:
        """Both lists, newest first."""
        return {
            "given": disclosures.given(self.file),
            "received": disclosures.received(self.file),
            "may_disclose": self.actor.may(WORK_FILE) and may_disclose(self.actor, self.file),
            "may_review": self.actor.may(REVIEW_DISCLOSURE) and may_change(self.actor, self.file),
        }


class PassOn(FileFormPage):
    """Record that something was passed on."""

    permission = WORK_FILE
    change = True
    form_class = PassOnForm
    template_name = "cases/file_form.html"
    title = gettext_lazy("Record what was passed on")
    back_to = "cases:passed_on"

    def load(self) -> None:
        """Only for those who may disclose from this file."""
        super().load()
        if not may_disclose(self.actor, self.file):
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        """The other people of the case whose files the actor holds."""
        return {"others": [file for file in party_files(self.case) if file.pk != self.file.pk]}

    def initial(self) -> dict[str, Any]:
        """For a file received that is named in the address (`?received=3`): which one it was."""
        number = self.request.GET.get("received", "")
        if not re.fullmatch(r"[0-9]{1,6}", number):
            return {}
        row = Upload.objects.filter(file=self.file, number=int(number), retractions=None).first()
        return {"thing": Disclosure.Thing.DOCUMENT, "what": _said(row)} if row else {}

    def files_read_in(self) -> list[File]:
        """It stands in this file; somebody in the case who is told reads it in theirs."""
        told = self.form.receiver().file
        return [self.file] if told is None else [self.file, told]

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save what was passed on")}

    def save(self, form: PassOnForm) -> str:
        """Keep it."""
        data = form.cleaned_data
        row = service.pass_on(
            self.file,
            actor=self.actor,
            disclosure_id=data["new_id"],
            to=form.receiver(),
            weighed=form.weighed(),
            **{name: data[name] for name in _FACTS},
        )
        if row.is_override:
            sentence = _("Saved. Managers have been told, and somebody else will review it")
        else:
            sentence = _("Saved")
        messages.success(self.request, sentence)
        return case_url("cases:passed_on", self.case, file=self.file)


def _said(row: Upload) -> str:
    """Which file received it was, without its title: whoever is told may read it."""
    return _("File number %(number)s of those received (%(kind)s, received on %(day)s).") % {
        "number": row.number,
        "kind": row.get_kind_display(),
        "day": say_date(row.received_on),
    }


class _OneDisclosure(FileFormPage):
    """A form about one thing that was passed on from this file."""

    abstract = True
    template_name = "cases/passed_on_form.html"
    back_to = "cases:passed_on"
    disclosure: Disclosure

    def load(self) -> None:
        """Read it through its file."""
        super().load()
        found = Disclosure.objects.filter(file=self.file, pk=self.kwargs["disclosure"]).first()
        if found is None or not self.is_open(found):
            raise Http404
        found.file = self.file
        self.disclosure = found

    def is_open(self, row: Disclosure) -> bool:
        """Whether there is anything to do about it."""
        raise NotImplementedError

    def page_context(self) -> dict[str, Any]:
        """What it is about stands above the form."""
        return {"line": disclosures.lines_of([self.disclosure])[0], "button": _("Save")}


class EndDisclosure(_OneDisclosure):
    """Say that something may not be used any more."""

    permission = WORK_FILE
    change = True
    form_class = EndForm
    title = gettext_lazy("End what was passed on")

    def is_open(self, row: Disclosure) -> bool:
        """It lasts until a date, and the actor may disclose."""
        return row.until_on is not None and row.lasts and may_disclose(self.actor, self.file)

    def save(self, form: EndForm) -> str:
        """End it at once."""
        service.end_disclosure(self.disclosure, actor=self.actor, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("Ended"))
        return case_url("cases:passed_on", self.case, file=self.file)


class ReviewDisclosure(_OneDisclosure):
    """Look again at something that was passed on without consent."""

    permission = REVIEW_DISCLOSURE
    change = True
    form_class = ReviewForm
    title = gettext_lazy("Review what was passed on without consent")

    def is_open(self, row: Disclosure) -> bool:
        """It was passed on without consent; one reviewed already can be opened and is refused."""
        return row.is_override

    def page_context(self) -> dict[str, Any]:
        """The review that stands, if there is one."""
        done = DisclosureReview.objects.filter(disclosure=self.disclosure).select_related("by").first()
        return super().page_context() | {"done": done}

    def save(self, form: ReviewForm) -> str:
        """Keep the finding."""
        service.review_disclosure(self.disclosure, actor=self.actor, **form.cleaned_data)
        messages.success(self.request, _("Review saved"))
        return case_url("cases:passed_on", self.case, file=self.file)


class PrintPassedOn(FilePage):
    """The button that makes the list to hand to the person."""

    permission = WORK_FILE
    change = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make it in a context narrowed to the file, and go where it can be downloaded."""
        self.log_read()
        make_document(
            template="documents/passed_on.html",
            file=self.file,
            actor=self.actor,
            context=lambda: {
                **disclosures.for_the_person(self.file),
                "reference": self.case.reference,
                "whose": str(self.file),
                "made_on": today(),
            },
            kind=Document.Kind.PASSED_ON,
            title=_("What was passed on"),
            medium=Document.Medium.HAND,
        )
        messages.success(request, _("List made"))
        return self.redirect(case_url("cases:letters", self.case, file=self.file))


class Overrides(Page):
    """`/<scheme>/passed-on/`: everything that was passed on without consent, in all cases one sees."""

    permission = VIEW_OVERRIDES
    template_name = "cases/overrides.html"
    title = gettext_lazy("Passed on without consent")

    def page_context(self) -> dict[str, Any]:
        """Cases, sides, bases and reviews; what was said stands in the file alone."""
        waiting = self.request.GET.get("show") == "waiting"
        rows = disclosures.unreviewed() if waiting else disclosures.overrides()
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        for row in page:
            row.file.case.scheme = self.scheme
        lines = disclosures.lines_of(page)
        log_read("cases:overrides", [line.row.file_id for line in lines])
        here = self.request.path
        return {
            "back_url": reverse("assurance:breaches", kwargs={"scheme": self.scheme.slug}),
            "rows": page,
            "lines": [
                (line, case_url("cases:passed_on", line.row.file.case, file=line.row.file)) for line in lines
            ],
            "windows": [
                {"text": _("All"), "href": here, "active": not waiting},
                {"text": _("Waiting for a review"), "href": f"{here}?show=waiting", "active": waiting},
            ],
        }
