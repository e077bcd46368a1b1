"""Three ways of thinking to begin with: a manager opens one in the form, changes it and publishes it.

They disagree on purpose (requirements 17.1 to 17.5): who is too young, whether an offence alone may keep
somebody out, whether anti-social behaviour is in, and who counts as an offender.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

from referrals.criteria.rules import (
    AREA,
    ELAPSED,
    MARKER,
    NO_OFFENDER,
    OFFENCE,
    OFFENCE_OUTSIDE,
    OFFENDER_AGE,
    OGRS,
    PLEA,
    REPARATION,
    RESPONSIBILITY,
    SCREENING,
    SERIOUSNESS,
    STAGE,
    TIER,
    UNWILLING,
    VICTIM,
    VICTIM_AGE,
    Effect,
    Rule,
)

_VIOLENT_OR_ACQUISITIVE = ("violence", "robbery", "theft", "damage", "public_order")
_UNCONVICTED = ("no_further_action", "out_of_court", "not_reported")


@dataclass(frozen=True)
class Preset:
    """A set of rules with the words a manager picks it by."""

    label: Any
    about: Any
    rules: tuple[Rule, ...]


# Prison and probation: NOMS-S-04, -06, -07, -08; WTE-2.1-01 to -04; WTE-2B-02; WTE-2E-01 to -04; WTE-3.1-02.
PROBATION = Preset(
    _("Probation and prisons"),
    _(
        "Adults convicted of violent or acquisitive offences, in tiers 3 and 4, with a medium or high "
        "risk of reconviction."
    ),
    (
        Rule(VICTIM, Effect.BLOCKS),
        Rule(NO_OFFENDER, Effect.BLOCKS),
        Rule(PLEA, Effect.BLOCKS),
        Rule(RESPONSIBILITY, Effect.DECISION),
        Rule(SCREENING, Effect.DECISION),
        Rule(OFFENDER_AGE, Effect.BLOCKS, age=18),
        Rule(VICTIM_AGE, Effect.DECISION, age=18),
        Rule(OFFENCE_OUTSIDE, Effect.DECISION, values=(*_VIOLENT_OR_ACQUISITIVE, "sexual")),
        Rule(OFFENCE, Effect.DECISION, values=("sexual",)),
        Rule(MARKER, Effect.BLOCKS, values=("child_abuse", "cse", "antisocial", "not_crime")),
        Rule(MARKER, Effect.DECISION, values=("domestic",)),
        Rule(SERIOUSNESS, Effect.BLOCKS, level="medium", milder=True),
        Rule(TIER, Effect.DECISION, values=("tier_1_4:3", "tier_1_4:4"), also=("tier_1_4:2",), milder=True),
        Rule(OGRS, Effect.INFORMS, age=25, upper=74),
        Rule(STAGE, Effect.DECISION, values=_UNCONVICTED),
        Rule(UNWILLING, Effect.DECISION, values=("pre_sentence",)),
        Rule(REPARATION, Effect.INFORMS),
        Rule(AREA, Effect.INFORMS),
    ),
)
# West Midlands: WM-3-03, WM-3.1-01, WM-5.2-02, WM-5.3-02, WM-5.4-01 to -03, WM-5.8-01, WM-5.11-01. No rule
# names an offence, asks for a complaint to the police, or counts the years.
FORCE_AREA = Preset(
    _("One contact for a police force area"),
    _("Any offence and any stage; adults; crimes in the area. Anti-social behaviour is not taken."),
    (
        Rule(VICTIM, Effect.BLOCKS),
        Rule(NO_OFFENDER, Effect.DECISION),
        Rule(RESPONSIBILITY, Effect.DECISION),
        Rule(OFFENDER_AGE, Effect.DECISION, age=18),
        Rule(VICTIM_AGE, Effect.INFORMS, age=18),
        Rule(MARKER, Effect.BLOCKS, values=("antisocial", "not_crime")),
        Rule(AREA, Effect.DECISION),
        Rule(ELAPSED, Effect.INFORMS, age=10),
    ),
)
# Cambridgeshire: CAMB-03 to -06, CAMB-22. Nobody is kept out; what the hub should know is said.
OPEN_TO_ALL = Preset(
    _("Open to every victim"),
    _("Any offence, any age, any stage, reported or not, wherever the victim lives, offender known or not."),
    (
        Rule(VICTIM, Effect.DECISION),
        Rule(NO_OFFENDER, Effect.INFORMS),
        Rule(RESPONSIBILITY, Effect.INFORMS),
        Rule(VICTIM_AGE, Effect.INFORMS, age=15),
        Rule(OFFENDER_AGE, Effect.INFORMS, age=18),
        Rule(MARKER, Effect.INFORMS, values=("domestic", "cse", "honour", "child_abuse")),
    ),
)
PRESETS: Mapping[str, Preset] = MappingProxyType(
    {"probation": PROBATION, "force_area": FORCE_AREA, "open": OPEN_TO_ALL}
)
