"""The public pages of a scheme: what it does, whom it can help, how to refer. They know nobody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from referrals.glossary import find, terms
from referrals.journey.route_map import community_sentence, every_case, read_stages
from referrals.presenters import published
from referrals.selectors import criteria_in_force, rules_in_force
from rjcase.access.pages import Page
from rjcase.access.permissions import PUBLIC
from rjcase.access.services.settings import profile, said_in


class PublicPage(Page):
    """A page of the scheme for anyone, the same for everybody: nothing shows who is signed in."""

    abstract = True
    permission = PUBLIC
    bilingual = True

    def page_context(self) -> dict[str, Any]:
        """How to reach the scheme."""
        return {"profile": profile()}


class PublicHomePage(PublicPage):
    """`/<scheme>/`: what it is, the criteria in force, and where to go from here."""

    template_name = "referrals/public/home.html"
    title = _("Restorative justice")

    def page_context(self) -> dict[str, Any]:
        """The scheme's own texts, and the criteria in force in words (NOMS-D-03)."""
        row = profile()
        return {
            "profile": row,
            "about": said_in(row, "about"),
            "complaints": said_in(row, "complaints"),
            "published": published(rules_in_force()),
            "version": criteria_in_force(),
        }


class HowToReferPage(PublicPage):
    """`/<scheme>/how-to-refer/`: the route, what follows, and whom to ask (WTE-8A-01)."""

    template_name = "referrals/public/how_to_refer.html"
    title = _("How to refer")

    def page_context(self) -> dict[str, Any]:
        """The scheme's own texts; the product's where it wrote none."""
        row = profile()
        return {
            "profile": row,
            "route": said_in(row, "referral_route"),
            "after": said_in(row, "after_referral"),
        }


class RouteMapPage(PublicPage):
    """`/<scheme>/how-it-works/`: the stages of the work as a map, to read and to print."""

    template_name = "referrals/public/route_map.html"
    title = _("How it works, stage by stage")

    def page_context(self) -> dict[str, Any]:
        """Both maps: every case (WTE-2.2-01) and the route of the community sentence (WTE-2D-01)."""
        row = profile()
        said = {name: said_in(row, name) for name in ("process_map", "community_map")}
        return {
            "profile": row,
            "maps": [
                (_("Every case"), read_stages(said["process_map"].text) or every_case(), said["process_map"]),
                (
                    _("As part of a community sentence"),
                    read_stages(said["community_map"].text) or community_sentence(),
                    said["community_map"],
                ),
            ],
        }


class GlossaryPage(PublicPage):
    """`/<scheme>/glossary/`: the words of the field, found by their other names too (MOJ-A-02)."""

    template_name = "referrals/public/glossary.html"
    title = _("Words we use")

    def page_context(self) -> dict[str, Any]:
        """All words, or those that a search means."""
        asked = self.request.GET.get("q", "").strip()[:100]
        return {"profile": profile(), "asked": asked, "terms": find(asked) if asked else terms()}
