"""The headings by which facilitators are chosen (WTE-3C-01), and what scores add up to."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

HEADINGS = {
    "role_model": _("Is a role model"),
    "positive_change": _("Believes in positive change"),
    "people_centred": _("Puts people at the centre"),
    "teamwork": _("Works in a team"),
    "evidence": _("Knows what the evidence says"),
    "victim_impact": _("Understands what crime does to victims"),
    "high_emotion": _("Stays steady when emotions run high"),
    "trust": _("Wins trust"),
    "risk": _("Handles risk in serious cases"),
    "impartiality": _("Is impartial"),
    "communication": _("Communicates well"),
    "diversity": _("Respects diversity"),
    "partnership": _("Works with partners"),
}
SCORES = {"0": _("0: no evidence"), "1": _("1: some"), "2": _("2: good"), "3": _("3: strong")}
MOST = 3


def total(scores: Mapping[str, int]) -> int:
    """The sum of the scores; a heading that was not scored counts as 0."""
    return sum(scores.get(heading, 0) for heading in HEADINGS)


def gaps(scores: Mapping[str, int]) -> list[str]:
    """The headings without any evidence, in order: these are talked about before a decision."""
    return [heading for heading in HEADINGS if not scores.get(heading, 0)]
