"""Privacy notice, accessibility statement, cookies and security.txt of an installation.

Facts come from the environment (RJCASE_OPERATOR and its like, docs/how-to/deploy.md). A scheme is the
controller of its cases and says so on its own public page; these pages speak for the installation.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from rjcase.access.pages import Page
from rjcase.access.permissions import PUBLIC
from rjcase.kernel.clock import now
from rjcase.tenancy.models import Scheme


class AboutPage(Page):
    """A page about the installation, open to anyone."""

    abstract = True
    permission = PUBLIC
    bilingual = True

    def page_context(self) -> dict[str, Any]:
        return {"about": settings.ABOUT}


class PrivacyPage(AboutPage):
    """What becomes of people's information."""

    template_name = "web/about/privacy.html"
    title = _("Privacy notice")

    def page_context(self) -> dict[str, Any]:
        listed = Scheme.objects.filter(is_listed=True).order_by("name")
        return super().page_context() | {"schemes": listed}


class AccessibilityPage(AboutPage):
    """How far everybody can use the service."""

    template_name = "web/about/accessibility.html"
    title = _("Accessibility statement")


class CookiesPage(AboutPage):
    """The two cookies there are."""

    template_name = "web/about/cookies.html"
    title = _("Cookies")

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "session_cookie": settings.SESSION_COOKIE_NAME,
            "session_hours": settings.SESSION_COOKIE_AGE // 3600,
            "token_cookie": settings.CSRF_COOKIE_NAME,
        }


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """`/.well-known/security.txt` (RFC 9116): where to report a weakness; dated half a year ahead."""
    base = str(settings.BASE_URL).rstrip("/")
    contact = settings.ABOUT["security"] or settings.ABOUT["email"]
    if contact and "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    until = (now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact or base + reverse('accessibility')}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, cy",
        f"Canonical: {base}{reverse('security-txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
