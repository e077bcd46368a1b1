"""What the page frame knows: names, navigation, the person. Worked out only when a template asks."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from rjcase.access.permissions import PUBLIC
from rjcase.access.roles import STAFF
from rjcase.web import navigation

PRODUCT = "RJCase"


class Page:
    """The facts of the frame for one request; reads nothing from the database itself.

    `SchemeMiddleware` puts the open scheme and the actor on the request.
    """

    product = PRODUCT

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._scheme: Any = getattr(request, "current_scheme", None)

    @cached_property
    def _user(self) -> Any:
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return self._user is not None

    @property
    def is_public(self) -> bool:
        """Whether the page is one of those that are the same for everybody."""
        match = self._request.resolver_match
        view = getattr(match.func, "view_class", None) if match else None
        return getattr(view, "permission", "") == PUBLIC

    @property
    def idle_minutes(self) -> int:
        """Minutes without use after which a session ends."""
        return int(settings.IDLE_MINUTES)

    @property
    def idle_seconds(self) -> int:
        """The same in seconds, for the warning."""
        return self.idle_minutes * 60

    @property
    def session_hours(self) -> int:
        """Hours after sign-in at which a session ends whatever happens."""
        return int(settings.SESSION_HOURS)

    @property
    def person(self) -> str:
        """The name of whoever is signed in."""
        return str(self._user) if self._user else ""

    @property
    def roles(self) -> frozenset[str]:
        """The person's roles in the open scheme."""
        actor = getattr(self._request, "actor", None)
        return frozenset(actor.roles) if actor and self._scheme else frozenset()

    @property
    def service_name(self) -> str:
        """The name of the open scheme, or nothing outside one."""
        return str(self._scheme.name) if self._scheme else ""

    @property
    def service(self) -> str:
        """What the title of every page ends with."""
        return self.service_name or self.product

    @property
    def service_url(self) -> str:
        """Where the scheme's name leads: home for its members, the public page for all others."""
        if not self._scheme:
            return ""
        home = navigation.address("home", scheme=self._scheme.slug) if self.roles else ""
        return home or f"/{self._scheme.slug}/"

    @cached_property
    def navigation(self) -> list[dict[str, Any]]:
        """The sections this person may open."""
        if self._scheme:
            return navigation.sections(self.roles, self._scheme.slug, self._request.path)
        if getattr(self._user, "is_operator", False):
            return navigation.operator_sections(self._request.path)
        return []

    @property
    def search_url(self) -> str:
        """Where the search box of staff leads."""
        return navigation.address("cases:search", scheme=self._scheme.slug) if self.roles & STAFF else ""

    @property
    def account_url(self) -> str:
        """The person's own account page."""
        return navigation.address("account")

    @property
    def sign_out_url(self) -> str:
        """Where sign out is posted to."""
        return navigation.address("logout")

    @property
    def languages(self) -> list[dict[str, Any]]:
        """The languages of a bilingual page with a link to each; the rest of what was asked stays."""
        present = get_language()
        found = []
        for code, name in getattr(self._request, "languages", ()):
            asked = self._request.GET.copy()
            asked["language"] = code
            found.append(
                {"code": code, "name": name, "href": f"?{asked.urlencode()}", "is_present": code == present}
            )
        return found

    @cached_property
    def footer(self) -> list[dict[str, str]]:
        """The links below every page, as far as their pages exist."""
        named = [
            (gettext("Accessibility statement"), navigation.address("accessibility")),
            (gettext("Cookies"), navigation.address("cookies")),
            (gettext("Privacy notice"), navigation.address("privacy")),
        ]
        return [{"text": text, "href": href} for text, href in named if href]


def page(request: HttpRequest) -> dict[str, Any]:
    """The template context of every page: the frame, and what has just been done."""
    return {"page": Page(request), "messages": get_messages(request)}
