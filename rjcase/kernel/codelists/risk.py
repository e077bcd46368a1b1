"""Risk and case-management codes of probation: stored as others assessed them, never computed.

Source: hmpps-tier (seen) unless a list says otherwise. A tier means nothing without its model and
date, so each model is a list of its own.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

MAPPA_CATEGORY = CodeList(
    name="mappa_category",
    title=_("MAPPA category"),
    source="hmpps-tier M1 to M4; texts of 1 to 3 on a county MAPPA page",
    status=Status.SEEN,
    codes=(
        Code("1", _("Category 1: registered sexual offender")),
        Code("2", _("Category 2: violent or other sexual offender")),
        Code("3", _("Category 3: other dangerous offender")),
        Code(
            "4",
            _("Category 4: terrorist or terrorist-risk offender"),
            valid_from=date(2022, 1, 1),
            note="Added in 2022, day not known",
            status=Status.NOT_VERIFIED,
        ),
    ),
)

MAPPA_LEVEL = CodeList(
    name="mappa_level",
    title=_("MAPPA level"),
    source="hmpps-tier M1 to M3",
    status=Status.SEEN,
    codes=codes(
        ("1", _("Level 1: ordinary management")),
        ("2", _("Level 2: multi-agency management")),
        ("3", _("Level 3: senior multi-agency management")),
    ),
)

ROSH = CodeList(
    name="rosh",
    title=_("Risk of serious harm"),
    source="hmpps-tier; register codes RLRH, RMRH, RHRH, RVHR",
    status=Status.SEEN,
    codes=tuple(
        Code(code, label, maps={"register": register})
        for code, label, register in (
            ("low", _("Low"), "RLRH"),
            ("medium", _("Medium"), "RMRH"),
            ("high", _("High"), "RHRH"),
            ("very_high", _("Very high"), "RVHR"),
        )
    ),
)

REGISTER = CodeList(
    name="register",
    title=_("Probation register"),
    source="hmpps-tier registers",
    status=Status.SEEN,
    codes=(
        Code("RLRH", _("Low risk of serious harm"), maps={"rosh": "low"}),
        Code("RMRH", _("Medium risk of serious harm"), maps={"rosh": "medium"}),
        Code("RHRH", _("High risk of serious harm"), maps={"rosh": "high"}),
        Code("RVHR", _("Very high risk of serious harm"), maps={"rosh": "very_high"}),
        *codes(
            ("IIOM", _("Integrated offender management")),
            ("RMDO", _("Mental health")),
            ("ALSH", _("Self-harm")),
            ("RVLN", _("Vulnerability")),
            ("RCCO", _("Child concerns")),
            ("RCPR", _("Child protection")),
            ("RCHD", _("Risk to children")),
            ("RPIR", _("Public interest")),
            ("RVAD", _("Adult at risk")),
            ("STRG", _("Gangs")),
            ("RTAO", _("Terrorism")),
            ("INLL", _("Life sentence")),
            ("ADVP", _("Domestic abuse")),
            ("SPO", _("Stalking")),
        ),
    ),
)

SPECIAL_STATUS = CodeList(
    name="special_status",
    title=_("Special status"),
    source="WTE-7A-05; IOM in place of PPO",
    status=Status.SEED,
    codes=(
        Code("mappa", _("MAPPA")),
        Code("iom", _("Integrated offender management")),
        Code("yot", _("Youth justice service")),
        Code(
            "ppo",
            _("Prolific and other priority offender"),
            maps={"special_status": "iom"},
            offered=False,
            note="That PPO was phased out is not verified",
        ),
    ),
)

TIER_MODEL = CodeList(
    name="tier_model",
    title=_("Tier model"),
    source="Seeds for the first; hmpps-tier for the others, both of which it still gives out",
    status=Status.SEEN,
    codes=(
        Code("tier_1_4", _("Tiers 1 to 4"), status=Status.SEED),
        Code("tier_2020", _("Protect and change (A0 to D3)"), note="From about 2020; deprecated in 2026"),
        Code("tier_2026", _("Tiers A to G"), valid_from=date(2026, 1, 1), note="Since 2026, day not known"),
    ),
)

TIER_1_4 = CodeList(
    name="tier_1_4",
    title=_("Tier, 1 to 4"),
    source="Seeds: 1 is the lowest",
    status=Status.SEED,
    codes=codes(("1", _("Tier 1 (lowest)")), ("2", _("Tier 2")), ("3", _("Tier 3")), ("4", _("Tier 4"))),
)

TIER_2020 = CodeList(
    name="tier_2020",
    title=_("Tier, protect and change"),
    source="hmpps-tier; S means unsupervised",
    status=Status.SEEN,
    codes=tuple(
        Code(f"{protect}{change}{suffix}", f"{protect}{change}{suffix}")
        for suffix in ("", "S")
        for protect in "ABCD"
        for change in "0123"
    ),
)

TIER_2026 = CodeList(
    name="tier_2026",
    title=_("Tier, A to G"),
    source="hmpps-tier, June 2026",
    status=Status.SEEN,
    codes=(
        Code("A", _("A (highest)")),
        *(Code(letter, letter) for letter in "BCDEF"),
        Code("G", _("G (lowest)")),
        Code("NS", _("Not supervised")),
        Code("M", _("Missing")),
    ),
)

LISTS = (
    MAPPA_CATEGORY,
    MAPPA_LEVEL,
    ROSH,
    REGISTER,
    SPECIAL_STATUS,
    TIER_MODEL,
    TIER_1_4,
    TIER_2020,
    TIER_2026,
)
