"""Self-referral: a public journey, one question a page, that its visitor can leave in one click.

The browser's session holds a token and nothing else; what is typed stands behind a wall that opens to
that token alone (referrals/models/visitor.py).
"""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.journey.visitor import build, part_of, payload_of
from referrals.models import VisitorDraft
from referrals.pages.drafts import url
from referrals.services.visitor import (
    find_visit,
    forget_visit,
    keep_visitor_answers,
    new_token,
    send_visit,
    start_visit,
)
from rjcase.access.door.throttle import Limit, client_address, take
from rjcase.access.pages import Page
from rjcase.access.permissions import PUBLIC
from rjcase.access.services.settings import profile
from rjcase.designsystem.journeys import Journey, Step, kept
from rjcase.designsystem.journeys.journey import CHANGE
from rjcase.kernel.errors import AlreadyDone

# From one address: a prison or a library has many visitors.
STARTS = Limit("self-referrals begun", 30, 60)
SENT = Limit("self-referrals sent", 10, 60)


class VisitorPage(Page):
    """A page for somebody without an account; whoever is signed in is a stranger here as well."""

    abstract = True
    as_public = True
    bilingual = True

    def session_key(self, name: str) -> str:
        """Sessions are of the installation, answers of a scheme."""
        return f"self-refer:{self.scheme.slug}:{name}"

    @property
    def token(self) -> str:
        """The visitor's token, empty before they began."""
        return str(self.request.session.get(self.session_key("token"), ""))

    def page_context(self) -> dict[str, Any]:
        """How to reach the scheme by other ways, on every page."""
        return {"profile": profile()}

    def slow_down(self) -> HttpResponseBase:
        """Say that too much came from this address, and how to reach us meanwhile."""
        return self.render_other("referrals/self/slow_down.html", _("Try again later"), status=429)

    def render_other(self, template: str, title: str, status: int) -> HttpResponseBase:
        """Show another page in this one's place."""
        self.template_name = template  # type: ignore[misc]
        return self.render(status=status, page_title=title)


class SelfReferPage(VisitorPage):
    """`/<scheme>/self-refer/`: what it is, what we ask, and the button that begins."""

    permission = PUBLIC
    template_name = "referrals/self/start.html"
    title = gettext_lazy("Ask about restorative justice")

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Begin, and show first how to leave fast."""
        if find_visit(self.token) is None:
            if not take((STARTS, client_address(request))):
                return self.slow_down()
            request.session[self.session_key("token")] = token = new_token()
            request.session.pop(self.session_key("receipt"), None)
            start_visit(token)
        return self.redirect(url(self.scheme, "self-safety"))


class VisitPage(VisitorPage):
    """A page of a visit under way; one that ended says so."""

    abstract = True
    draft: VisitorDraft | None
    journey: Journey

    def load(self) -> None:
        """Read the visitor's answers; lock them where something is about to be written."""
        self.draft = find_visit(self.token, lock=self.request.method == "POST") if self.token else None
        if self.draft is not None:
            self.journey = build(self.draft, self.scheme)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page, or say that the answers are gone."""
        return super().get(request, *args, **kwargs) if self.draft is not None else self.gone()

    def post(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Act on the answers, or say that they are gone."""
        return self.act(self.draft) if self.draft is not None else self.gone()

    def act(self, draft: VisitorDraft) -> HttpResponseBase:
        """What the page's buttons do."""
        raise NotImplementedError

    def gone(self) -> HttpResponseBase:
        """After sending: the confirmation. Else: the answers were deleted, or never begun."""
        if self.request.session.get(self.session_key("receipt")):
            return self.redirect(url(self.scheme, "self-sent"))
        return self.render_gone()

    def render_gone(self) -> HttpResponseBase:
        """Nothing of the journey is there to show."""
        context = {"profile": profile(), "page_title": _("Your answers are no longer here")}
        return self._bare("referrals/self/gone.html", context)

    def _bare(self, template: str, context: dict[str, Any]) -> HttpResponseBase:
        from django.template.response import TemplateResponse

        shared = {"view": self, "scheme": self.scheme, "actor": self.actor}
        return TemplateResponse(self.request, template, shared | context, status=404)


class SafetyPage(VisitPage):
    """What "Exit this page" does, before the first question."""

    permission = PUBLIC
    template_name = "referrals/self/safety.html"
    title = gettext_lazy("Leaving these pages fast")

    def page_context(self) -> dict[str, Any]:
        """Where the questions begin."""
        return super().page_context() | {
            "first_url": self.journey.steps[0].url,
            "back_url": url(self.scheme, "self-refer"),
        }

    def act(self, draft: VisitorDraft) -> HttpResponseBase:
        """The page's other button: delete everything and go back to the start."""
        forget_visit(draft)
        self.request.session.pop(self.session_key("token"), None)
        return self.redirect(url(self.scheme, "self-refer"))


class SelfStepPage(VisitPage):
    """One question. What is typed is kept first and judged afterwards."""

    permission = PUBLIC
    template_name = "referrals/self/step.html"
    step: Step

    def load(self) -> None:
        """Find the question; one that this visitor is not asked is not there."""
        super().load()
        if self.draft is not None:
            try:
                self.step = self.journey.step(self.kwargs["step"])
            except KeyError as absent:
                raise Http404 from absent

    @property
    def is_change(self) -> bool:
        """Whether the visitor came from checking their answers."""
        return CHANGE in self.request.GET

    def page_context(self) -> dict[str, Any]:
        """The question as it was left, and where back leads."""
        form = self.step.form(quiet=True)
        return super().page_context() | {
            "page_title": self.step.title,
            "form": form,
            "has_own_heading": any(look.get("heading") for look in form.presentation.values()),
            "back_url": self.journey.check_url if self.is_change else self.journey.before(self.step.key),
        }

    def act(self, draft: VisitorDraft) -> HttpResponseBase:
        """Keep the answer; then go on, or show what is missing."""
        form = self.step.make(data=self.request.POST)
        keep_visitor_answers(
            draft, kind=part_of(self.step.key), page=self.step.key, answers=kept(form, self.request.POST)
        )
        if not form.is_valid():
            return self.render(form=form)
        if self.step.key == "who" and form.cleaned_data["who"] == "else":
            return self.redirect(url(self.scheme, "self-else"))
        after = build(draft, self.scheme)  # an answer may add a question: ask it before anything else
        if self.is_change and after.is_complete:
            return self.redirect(after.check_url)
        return self.redirect(after.after(self.step.key))


class ForSomebodyElsePage(VisitPage):
    """We talk with people themselves: how to bring them, or refer them at work."""

    permission = PUBLIC
    template_name = "referrals/self/somebody_else.html"
    title = gettext_lazy("Asking for somebody else")

    def page_context(self) -> dict[str, Any]:
        """Back to the question."""
        return super().page_context() | {"back_url": self.journey.steps[0].url}


class SelfCheckPage(VisitPage):
    """All answers with a way to change each, and the button that sends them."""

    permission = PUBLIC
    template_name = "referrals/self/check.html"
    title = gettext_lazy("Check your answers")

    def page_context(self) -> dict[str, Any]:
        """The answers by page, and what is still to be answered."""
        return super().page_context() | {
            "rows": [row for step in self.journey.steps for row in step.rows()],
            "unanswered": self.journey.unfinished,
            "problems": [],
            "back_url": self.journey.steps[-1].url,
        }

    def act(self, draft: VisitorDraft) -> HttpResponseBase:
        """Send it once; questions without an answer are named, each with a link to it."""
        unfinished = self.journey.unfinished
        if not unfinished and self.journey.steps[0].checked.cleaned_data["who"] == "else":
            return self.redirect(url(self.scheme, "self-else"))
        if unfinished:
            problems = [
                {"text": _("Answer the question “%(page)s”") % {"page": step.title}, "href": step.url}
                for step in unfinished
            ]
            return self.render(problems=problems)
        if not take((SENT, client_address(self.request))):
            return self.slow_down()
        try:
            with translation.override("en-gb"):  # what is kept is read by staff
                receipt = send_visit(scheme=self.scheme, draft=draft, payload=payload_of(self.journey))
        except AlreadyDone:
            return self.gone()
        self.request.session.pop(self.session_key("token"), None)
        self.request.session[self.session_key("receipt")] = receipt.code
        return self.redirect(url(self.scheme, "self-sent"))


class SelfSentPage(VisitorPage):
    """The confirmation: a code that names nobody, and what happens next."""

    permission = PUBLIC
    template_name = "referrals/self/sent.html"
    title = gettext_lazy("We have your request")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Shown to the browser that sent it, until its session ends."""
        if not request.session.get(self.session_key("receipt")):
            return self.redirect(url(self.scheme, "self-refer"))
        return super().get(request, *args, **kwargs)

    def page_context(self) -> dict[str, Any]:
        """The receipt code."""
        return super().page_context() | {"receipt": self.request.session[self.session_key("receipt")]}
