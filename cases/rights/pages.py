"""A person's requests about their own data, in their file."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import Case, File
from cases.pages.base import FileFormPage, FilePage
from cases.rights import copies
from cases.rights.forms import AnswerForm, ExtendForm, FilesForm, ProposeForm, RequestForm, TextForm
from rjcase.audit.reads import log_read
from rjcase.designsystem.summary import Row
from rjcase.rights import requests
from rjcase.rights.erasure import is_held, propose_erasure
from rjcase.rights.models import Bundle, Erasure, RightsRequest
from rjcase.rights.policies import HOLD, RIGHTS
from rjcase.rights.redaction import Span, sentences


class Rights(FilePage):
    """What this person asked about their own data, and what may be done about it."""

    permission = RIGHTS
    template_name = "cases/rights/rights.html"
    title = gettext_lazy("Their rights")

    def page_context(self) -> dict[str, Any]:
        """The requests, newest first, and any erasure of the file."""
        rows = RightsRequest.objects.filter(file=self.file).order_by("-received_on", "-pk")
        erasures = Erasure.objects.filter(case=self.case).filter(file=self.file) | Erasure.objects.filter(
            case=self.case, file=None
        )
        return {
            "requests": [(row, requests.clock_of(row)) for row in rows],
            "erasures": erasures.filter(cancelled_at=None).order_by("-proposed_at"),
            "is_held": is_held(self.case.pk),
            "may_hold": self.actor.may(HOLD),
        }


class NewRequest(FileFormPage):
    """Record a request; its clock of one month starts on the day it came (WM-10-06)."""

    permission = RIGHTS
    form_class = RequestForm
    template_name = "cases/file_form.html"
    title = gettext_lazy("Record a request about their data")
    back_to = "cases:rights"

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save request")}

    def save(self, form: RequestForm) -> str:
        """Record it and go there."""
        data = dict(form.cleaned_data)
        made = requests.receive_request(self.file, actor=self.actor, request_id=data.pop("new_id"), **data)
        messages.success(self.request, _("Request saved"))
        return case_url("cases:request", self.case, file=self.file, asked=made)


class RequestMixin(FilePage):
    """A page about one request of the file."""

    abstract = True
    permission = RIGHTS
    back_to = "cases:rights"
    asked: RightsRequest

    def load(self) -> None:
        """Read the request through its file."""
        super().load()
        found = RightsRequest.objects.filter(file=self.file, pk=self.kwargs["asked"]).first()
        if found is None:
            raise Http404
        found.file = self.file
        self.asked = found

    def here(self, name: str = "request", **more: Any) -> str:
        """The address of a page of this request."""
        return case_url(f"cases:{name}", self.case, file=self.file, asked=self.asked, **more)


class RequestPage(RequestMixin):
    """One request: its clock, what is done for it, its answer."""

    template_name = "cases/rights/request.html"
    title = gettext_lazy("Request about their data")

    def page_context(self) -> dict[str, Any]:
        """What is known, and what comes next."""
        asked, clock = self.asked, requests.clock_of(self.asked)
        is_copy = asked.kind == RightsRequest.Kind.ACCESS
        rows = [
            Row(_("What they ask for"), asked.get_kind_display()),
            Row(_("Received"), asked.received_on),
            Row(_("How we know it is them"), asked.identity_how),
            Row(_("In their words"), asked.details),
            Row(_("To be answered by"), clock.due_on if clock else None),
        ]
        if asked.extended_on:
            rows.append(Row(_("More time taken"), f"{asked.extended_reason}"))
        if asked.answered_on:
            rows += [
                Row(_("What was done"), asked.get_state_display()),
                Row(_("Answered"), asked.answered_on),
                Row(_("What they were told"), asked.answer),
            ]
        bundles = Bundle.objects.filter(request=asked).defer("content").select_related("made_by")
        return {
            "asked": asked,
            "rows": rows,
            "is_open": asked.state == RightsRequest.State.OPEN,
            "is_copy": is_copy,
            "files": copies.files_of_request(asked) if is_copy else [],
            "bundles": bundles.order_by("-made_at") if is_copy else [],
        }


class RequestForms(RequestMixin, FileFormPage):
    """A form about one request."""

    abstract = True
    template_name = "cases/file_form.html"

    def back_url(self) -> str:
        """Back to the request."""
        return self.here()


class ExtendRequest(RequestForms):
    """Take two months more, with the reason."""

    permission = RIGHTS
    form_class = ExtendForm
    title = gettext_lazy("Take more time for this request")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Take two months more")}

    def save(self, form: ExtendForm) -> str:
        """Move the clock."""
        requests.extend_request(self.asked, actor=self.actor, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("Two months more taken"))
        return self.here()


class AnswerRequest(RequestForms):
    """Record what was done and why."""

    permission = RIGHTS
    form_class = AnswerForm
    title = gettext_lazy("Record the answer to this request")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save answer")}

    def save(self, form: AnswerForm) -> str:
        """Record it; the clock is met."""
        requests.answer_request(self.asked, actor=self.actor, **form.cleaned_data)
        messages.success(self.request, _("Answer saved"))
        return self.here()


class RequestFiles(RequestForms):
    """Say which files of other cases are of the same person (WTE-7.10-01)."""

    permission = RIGHTS
    form_class = FilesForm
    title = gettext_lazy("Files of the same person")

    def form_kwargs(self) -> dict[str, Any]:
        """Files whose person has the same name and date of birth; opening the list is logged."""
        found = copies.candidates(self.asked)
        log_read("cases:request_files", found)
        return {"found": found}

    def initial(self) -> dict[str, Any]:
        """Those chosen already."""
        return {"same_person": [str(file.pk) for file in copies.files_of_request(self.asked)]}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save files")}

    def save(self, form: FilesForm) -> str:
        """Keep the choice."""
        chosen = set(form.cleaned_data["same_person"])
        found = [file for file in copies.candidates(self.asked) if str(file.pk) in chosen]
        requests.choose_files(self.asked, found, actor=self.actor)
        messages.success(self.request, _("Files saved"))
        return self.here()


class Texts(RequestMixin):
    """Every text of the copy, with what is left out of it."""

    permission = RIGHTS
    template_name = "cases/rights/texts.html"
    title = gettext_lazy("Read the texts of the copy")

    def load(self) -> None:
        """Only a request for a copy has texts."""
        super().load()
        if self.asked.kind != RightsRequest.Kind.ACCESS:
            raise Http404

    def back_url(self) -> str:
        """Back to the request."""
        return self.here()

    def page_context(self) -> dict[str, Any]:
        """The texts in the order of the copy; reading them is a reading of every file."""
        made = copies.prepare(self.asked, self.scheme, self.actor)
        log_read("cases:texts", [own.file for own in made.files])
        reads = [(own.file, [made.read_of(text) for text in own.texts()]) for own in made.files]
        return {"reads": reads, "undecided": len(made.undecided()), "asked": self.asked}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Agree to what is shown for all texts not decided yet."""
        made = copies.prepare(self.asked, self.scheme, self.actor)
        count = copies.decide_rest(made, actor=self.actor)
        messages.success(request, _("%(count)d texts agreed") % {"count": count})
        return self.redirect(self.here())


class OneText(RequestForms):
    """Decide what is left out of one text."""

    asks_first = False  # words of others are named here, to be taken out
    permission = RIGHTS
    form_class = TextForm
    template_name = "cases/rights/text.html"
    title = gettext_lazy("Leave out what is about somebody else")
    read: copies.Read

    def load(self) -> None:
        """Find the text among those of the copy."""
        super().load()
        made = copies.prepare(self.asked, self.scheme, self.actor)
        key = (self.kwargs["source"], self.kwargs["row"], self.kwargs["field"])
        if key not in made.reads:
            raise Http404
        self.read = made.reads[key]
        log_read("cases:text", [self.read.text.file])

    def back_url(self) -> str:
        """Back to the texts."""
        return self.here("texts")

    def _sentences(self) -> list[Span]:
        return sentences(self.read.text.words)

    def form_kwargs(self) -> dict[str, Any]:
        """The sentences as choices."""
        whole = self.read.text.words
        choices = [(f"{a}-{b}", whole[a:b].strip()) for a, b in self._sentences()]
        return {"sentences": choices, "whole": whole}

    def initial(self) -> dict[str, Any]:
        """What is left out as it stands; words inside a sentence that stays, line by line."""
        whole = set(self._sentences())
        spans = self.read.spans
        return {
            "sentences": [f"{a}-{b}" for a, b in spans if (a, b) in whole],
            "words": "\n".join(self.read.text.words[a:b] for a, b in spans if (a, b) not in whole),
            "is_left_out": self.read.is_left_out,
        }

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        text, address = self.read.text, ""
        if text.is_whole_file:
            case = Case.objects.select_related("scheme").get(files=text.file)
            address = case_url("cases:upload", case, file=text.file, upload=text.row)
        return {"button": _("Save"), "read": self.read, "address": address}

    def save(self, form: TextForm) -> str:
        """Keep the places."""
        data, whole = form.cleaned_data, self.read.text.words
        spans = [(int(a), int(b)) for a, b in (choice.split("-") for choice in data["sentences"])]
        for word in data["words"]:
            spans += [match.span() for match in re.finditer(re.escape(word), whole, re.IGNORECASE)]
        copies.decide(self.read, self.asked, actor=self.actor, spans=spans, is_left_out=data["is_left_out"])
        messages.success(self.request, _("Text saved"))
        return self.here("texts")


class MakeBundle(RequestForms):
    """Make the copy: a PDF and a file for machines, in one archive."""

    permission = RIGHTS
    form_class = ProposeForm
    title = gettext_lazy("Make the copy")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Make the copy")}

    def save(self, form: ProposeForm) -> str:
        """Make it; refused while a text has not been read."""
        bundle = copies.make_bundle(self.asked, self.scheme, actor=self.actor)
        log_read("cases:make_bundle", copies.files_of_request(self.asked), why=f"copy {bundle.sha256[:12]}")
        messages.success(self.request, _("Copy made"))
        return self.here()


class Download(RequestMixin):
    """The archive, to hand to the person."""

    permission = RIGHTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The bytes; the read is logged first."""
        bundle = Bundle.objects.filter(request=self.asked, pk=self.kwargs["bundle"]).first()
        if bundle is None:
            raise Http404
        self.log_read()
        response = HttpResponse(bytes(bundle.content), content_type="application/zip")
        response["Content-Disposition"] = 'attachment; filename="your-data.zip"'
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response


class ProposeErasure(FileFormPage):
    """Propose to destroy this file; a manager other than oneself carries it out."""

    permission = RIGHTS
    form_class = ProposeForm
    template_name = "cases/rights/propose.html"
    title = gettext_lazy("Propose to erase this file")
    back_to = "cases:rights"
    file_kind = File.Kind.PARTY

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Propose erasure")}

    def save(self, form: ProposeForm) -> str:
        """Propose it and show what it would do."""
        made = propose_erasure(
            actor=self.actor,
            case_id=self.case.pk,
            file_id=self.file.pk,
            basis=Erasure.Basis.REQUEST,
            rule=str(_("Request of the person")),
        )
        messages.success(self.request, _("Erasure proposed"))

        return reverse("cases:erasure", kwargs={"scheme": self.scheme.slug, "erasure": made.pk})
