"""Refer without an account: ask for a link, open it, fill in the one form, follow the one referral.

The browser's session holds a token and nothing else (docs/decisions/0027).
"""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import policies
from referrals.forms.guests import AskLinkForm
from referrals.models import Agency, GuestDraft
from referrals.pages.drafts import (
    CheckAnswersPage,
    DraftPage,
    DraftTasksPage,
    RemovePersonPage,
    StepPage,
    url,
)
from referrals.presenters import progress_words
from referrals.selectors import intake_settings, my_agencies
from referrals.services import guests as service
from referrals.services.drafts import start_draft
from rjcase.access.door.throttle import Limit, client_address, take
from rjcase.access.pages import FormPage, Page
from rjcase.access.permissions import PUBLIC

FRAME = "referrals/guest/base.html"
ASKED = Limit("link for an address", 3, 60)
ASKED_FROM = Limit("links asked for", 30, 60)  # a police station shares one connection
OPENED_FROM = Limit("links opened", 60, 60)


def session_key(page: Page) -> str:
    """Sessions are of the installation, tokens of a scheme."""
    return f"refer-once:{page.scheme.slug}:token"


def slow_down(page: Page) -> HttpResponseBase:
    """Too much came from this connection or for this address; the same for every address."""
    page.template_name = "referrals/guest/slow_down.html"  # type: ignore[misc]
    return page.render(status=429, form=None, page_title=_("Try again later"))


class AskLinkPage(FormPage):
    """`/<scheme>/refer/without-account/`: type a work address, and get a link if we know its domain."""

    permission = PUBLIC
    bilingual = True
    as_public = True
    template_name = "referrals/guest/ask.html"
    title = gettext_lazy("Refer without an account")
    form_class = AskLinkForm
    agency: Agency | None = None

    def page_context(self) -> dict[str, Any]:
        """For which agency, and whom to ask."""
        back = url(self.scheme, "public-home")
        return {"frame": FRAME, "agency": self.agency, "intake": intake_settings(), "back_url": back}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the letter, unless too many were asked for."""
        form = self.make_form()
        if not form.is_valid():
            return self.render(form=form)
        email = form.cleaned_data["email"].lower()
        if not take((ASKED, f"{self.scheme.pk} {email}"), (ASKED_FROM, client_address(request))):
            return slow_down(self)
        service.ask_for_link(scheme=self.scheme, email=email, agency=self.agency.pk if self.agency else None)
        return self.redirect(url(self.scheme, "guest-asked"))


class ReferForPage(AskLinkPage):
    """`/<scheme>/refer/for/<agency>/`: the link that an agency gives to its people."""

    permission = PUBLIC
    bilingual = True
    as_public = False
    title = gettext_lazy("Refer a case")

    def load(self) -> None:
        """Read the agency; one that refers no more has no such page."""
        self.agency = Agency.objects.filter(pk=self.kwargs["agency"], is_active=True).first()
        if self.agency is None:
            raise Http404

    @property
    def has_account(self) -> bool:
        """Whether the person signed in refers for this agency."""
        if self.actor is None or not self.actor.may(policies.REFER):
            return False
        return my_agencies(self.actor).filter(pk=self.agency.pk).exists()  # type: ignore[union-attr]

    def page_context(self) -> dict[str, Any]:
        """Whether there is a form to type an address into, or one's own account to go on with."""
        return super().page_context() | {"has_account": self.has_account}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Begin a draft for this agency, or ask for a letter."""
        if self.has_account:
            draft = start_draft(actor=self.actor, agency=self.agency)
            return self.redirect(url(self.scheme, "step", draft=draft.pk, step="referrer"))
        return super().post(request, *args, **kwargs)


class AskedPage(Page):
    """What happens next: the same words whether or not there will be a letter."""

    permission = PUBLIC
    bilingual = True
    as_public = True
    template_name = "referrals/guest/asked.html"
    title = gettext_lazy("Check your email")

    def page_context(self) -> dict[str, Any]:
        """Whom to ask if none comes."""
        return {"frame": FRAME, "intake": intake_settings()}


class OpenLinkPage(Page):
    """The address in the letter. Looking at it uses nothing up: mail programs look at links by themselves."""

    permission = PUBLIC
    bilingual = True
    as_public = True
    template_name = "referrals/guest/open.html"
    title = gettext_lazy("Open your referral")

    def page_context(self) -> dict[str, Any]:
        """Nothing is asked of the database before the button is pressed."""
        return {"frame": FRAME, "intake": intake_settings(), "is_over": False}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Open it once, or ask for a new one."""
        if not take((OPENED_FROM, client_address(request))):
            return slow_down(self)
        token = self.kwargs["token"]
        if "again" in request.POST:
            if not take((ASKED, token)):
                return slow_down(self)
            service.ask_again(scheme=self.scheme, token=token)
            return self.redirect(url(self.scheme, "guest-asked"))
        fresh = service.open_link(token)
        if fresh is None:
            title = _("This link does not work any more")
            return self.render(status=410, is_over=True, page_title=title)
        if not request.user.is_authenticated:  # a session that somebody else began is not taken over
            request.session.cycle_key()
        request.session[session_key(self)] = fresh
        return self.redirect(url(self.scheme, "guest-draft"))


class GuestPage(DraftPage):
    """A page of the one referral that this browser may see; without a live link there is none."""

    abstract = True
    as_public = True
    guest: service.Guest | None = None

    def find(self, *, lock: bool) -> GuestDraft | None:
        """The draft of the token in the session."""
        self.guest = service.guest_of(str(self.request.session.get(session_key(self), "")))
        return service.draft_of(self.guest, lock=lock) if self.guest else None

    @property
    def is_office(self) -> bool:
        """Never: it is somebody without an account."""
        return False

    def agencies(self) -> list[Agency]:
        """Those whose mail domain the address is in."""
        keys = self.guest.agencies if self.guest else ()
        return list(Agency.objects.filter(pk__in=keys).order_by("name"))

    def myself(self) -> dict[str, Any]:
        """The address that the link went to."""
        return {"contact": self.guest.email} if self.guest else {}

    def later_url(self) -> str:
        """The pages of the form."""
        return url(self.scheme, "guest-draft")

    def page_context(self) -> dict[str, Any]:
        """The frame of a page without an account."""
        return super().page_context() | {"frame": FRAME}

    def gone(self) -> HttpResponseBase:
        """After sending, its progress; else how to get a new link."""
        if self.guest is not None and self.guest.became is not None:
            return self.redirect(url(self.scheme, "guest-progress"))
        return no_link(self)


class GuestTasksPage(GuestPage, DraftTasksPage):
    """The pages of the form, done and not done."""

    permission = PUBLIC

    def page_context(self) -> dict[str, Any]:
        """No account has other drafts to go back to; leaving ends the session."""
        leave = url(self.scheme, "guest-leave")
        return super().page_context() | {"back_url": "", "delete_url": "", "leave_url": leave}


class GuestStepPage(GuestPage, StepPage):
    """One page of the form."""

    permission = PUBLIC


class GuestRemovePage(GuestPage, RemovePersonPage):
    """Asks before a person is taken out."""

    permission = PUBLIC


class GuestCheckPage(GuestPage, CheckAnswersPage):
    """Everything that was answered, and the button that sends it."""

    permission = PUBLIC

    def send(self, draft: Any, payload: dict[str, Any]) -> str:
        """Send it; the session goes on and shows its progress."""
        service.send_guest_draft(scheme=self.scheme, draft=draft, payload=payload)
        return url(self.scheme, "guest-progress")


class GuestProgressPage(Page):
    """What became of the one referral, in words fit for its referrer."""

    permission = PUBLIC
    bilingual = True
    as_public = True
    template_name = "referrals/guest/progress.html"
    title = gettext_lazy("Your referral")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Shown to the browser that opened the link."""
        guest = service.guest_of(str(request.session.get(session_key(self), "")))
        if guest is None:
            return no_link(self)
        if guest.became is None:
            return self.redirect(url(self.scheme, "guest-draft"))
        progress = service.progress_of_guest()
        words, reason = progress_words(progress.face, progress.reason)
        return self.render(progress=progress, words=words, reason=reason)

    def page_context(self) -> dict[str, Any]:
        """How to leave, and whom to ask."""
        leave = url(self.scheme, "guest-leave")
        return {"frame": FRAME, "intake": intake_settings(), "leave_url": leave}


class GuestLeavePage(Page):
    """Stop for now: this browser is let in no more."""

    permission = PUBLIC
    bilingual = True
    as_public = True
    template_name = "referrals/guest/left.html"
    title = gettext_lazy("You have left your referral")

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """End the session of the link."""
        guest = service.guest_of(str(request.session.pop(session_key(self), "")))
        if guest is not None:
            service.leave(scheme=self.scheme, guest=guest)
        return self.redirect(url(self.scheme, "guest-leave"))

    def page_context(self) -> dict[str, Any]:
        """How to come back."""
        return {"frame": FRAME, "intake": intake_settings()}


def no_link(page: Page) -> HttpResponseBase:
    """No live link in this browser: the same words whatever the reason."""
    context = {"view": page, "scheme": page.scheme, "frame": FRAME, "intake": intake_settings()}
    context["page_title"] = _("You need a link")
    return TemplateResponse(page.request, "referrals/guest/no_link.html", context, status=404)
