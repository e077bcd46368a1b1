"""The public page of a scheme: what it does, whom it can help, how to refer. Knows nobody."""

from typing import Any

from django.utils.translation import gettext_lazy

from referrals.presenters import published
from referrals.selectors import criteria_in_force, rules_in_force
from rjcase.access.pages import Page
from rjcase.access.permissions import PUBLIC
from rjcase.access.services.settings import profile


class PublicHomePage(Page):
    """`/<scheme>/`, open to anyone. The same for everybody: it shows nothing of who is signed in."""

    permission = PUBLIC
    template_name = "referrals/public_home.html"
    title = gettext_lazy("Restorative justice")

    def page_context(self) -> dict[str, Any]:
        """The scheme's own text, and the criteria in force in words (NOMS-D-03)."""
        return {
            "profile": profile(),
            "published": published(rules_in_force()),
            "version": criteria_in_force(),
        }
