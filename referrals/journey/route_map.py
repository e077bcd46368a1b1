"""The stages of a scheme's work as a map: its own list, one stage a line, or the product's.

Shown to the public and to referrers, and used in training (WTE-2.2-01, WTE-2D-01).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST_NAME = 80


@dataclass(frozen=True)
class Stage:
    """One box of the map: its name, and what happens there ("" where the name says it all)."""

    name: str
    text: str = ""


def read_stages(typed: str) -> tuple[Stage, ...]:
    """The stages of a text: one a line, the name before the first colon, what happens after it."""
    lines = (line.strip() for line in typed.splitlines())
    parts = (line.partition(":") for line in lines if line)
    return tuple(Stage(name.strip(), text.strip()) for name, _colon, text in parts)


def every_case() -> tuple[Stage, ...]:
    """The product's own skeleton, in the language of the page."""
    return (
        Stage(_("Referral"), _("A professional refers somebody, or a person asks us themself.")),
        Stage(_("First check"), _("We compare the referral with our criteria and tell the referrer.")),
        Stage(_("Facilitator"), _("A trained facilitator takes the case on.")),
        Stage(
            _("Preparation"),
            _("The facilitator meets each person separately, explains what is possible and listens."),
        ),
        Stage(_("Safety"), _("We look at risks again and again. Nobody takes part against their will.")),
        Stage(
            _("Communication"),
            _("People meet, or send messages through the facilitator, if everybody agrees and it is safe."),
        ),
        Stage(_("Agreement"), _("What was promised is written down.")),
        Stage(_("Afterwards"), _("We ask how everybody is, and tell the person harmed what was done.")),
    )


def community_sentence() -> tuple[Stage, ...]:
    """The product's own map of the route through a community sentence."""
    return (
        Stage(
            _("Report to the court"),
            _("The author of the report looks for people who accept what they did, and refers them."),
        ),
        Stage(_("First check"), _("We compare the referral with our criteria and tell the author.")),
        Stage(
            _("First meeting with the person responsible"),
            _("A facilitator explains what taking part would mean and asks whether they agree."),
        ),
        Stage(_("Proposal"), _("The report proposes restorative justice as part of the sentence.")),
        Stage(
            _("Sentence"),
            _("The court decides. The requirement, its number and its end are written on the case."),
        ),
        Stage(
            _("Person harmed"),
            _("They are asked, through those who know them, whether they want to hear from us."),
        ),
        Stage(_("Preparation"), _("Each person is met separately, as often as they need.")),
        Stage(
            _("Communication"),
            _("People meet, or send messages through the facilitator, if everybody agrees and it is safe."),
        ),
        Stage(_("Agreement"), _("What was promised is written down and fits the order.")),
        Stage(
            _("Report to the offender manager"),
            _("They hear whether the requirement was kept, and nothing that was said in confidence."),
        ),
        Stage(_("Afterwards"), _("We follow up what was promised and tell the person harmed.")),
    )
