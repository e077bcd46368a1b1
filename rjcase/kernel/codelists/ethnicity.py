"""Ethnicity: the 18+1 list of today, the 16+1 list of older returns, and the five groups.

Source: the justice systems' exchange values as public code implements them (seen August 2026), and
a police and crime commissioners' glossary for 16+1 (seen). `NS` is "asked, not stated"; a question
never asked is an empty field.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

_CENSUS_DAY_2021 = date(2021, 3, 21)

FIVE_GROUPS = CodeList(
    name="ethnicity_groups",
    title=_("Ethnic group, five groups"),
    source="Roll-up of the exchange values; ONS harmonised grouping",
    status=Status.SEEN,
    codes=codes(
        ("asian", _("Asian or Asian British")),
        ("black", _("Black, Black British, Caribbean or African")),
        ("mixed", _("Mixed or multiple ethnic groups")),
        ("white", _("White")),
        ("other", _("Other ethnic group")),
        ("not_stated", _("Not stated")),
    ),
)

SIXTEEN_PLUS_ONE = CodeList(
    name="ethnicity_16_1",
    title=_("Ethnicity, 16+1 (older returns)"),
    source="16+1 self-defined ethnicity on a police and crime commissioners' glossary, census 2001 base",
    status=Status.SEEN,
    codes=codes(
        ("W1", _("White: British")),
        ("W2", _("White: Irish")),
        ("W9", _("White: any other White background")),
        ("M1", _("Mixed: White and Black Caribbean")),
        ("M2", _("Mixed: White and Black African")),
        ("M3", _("Mixed: White and Asian")),
        ("M9", _("Mixed: any other Mixed background")),
        ("A1", _("Asian: Indian")),
        ("A2", _("Asian: Pakistani")),
        ("A3", _("Asian: Bangladeshi")),
        ("A9", _("Asian: any other Asian background")),
        ("B1", _("Black: Caribbean")),
        ("B2", _("Black: African")),
        ("B9", _("Black: any other Black background")),
        ("O1", _("Chinese or other: Chinese")),
        ("O9", _("Chinese or other: any other ethnic group")),
        ("NS", _("Not stated")),
    ),
)


def _maps(old: str, group: str) -> dict[str, str]:
    return {"ethnicity_16_1": old, "ethnicity_groups": group}


ETHNICITY = CodeList(
    name="ethnicity",
    title=_("Ethnicity"),
    source="Justice exchange data standard, 18+1, with codes of probation and prison systems",
    status=Status.SEEN,
    codes=(
        Code("A1", _("Indian"), maps=_maps("A1", "asian")),
        Code("A2", _("Pakistani"), maps=_maps("A2", "asian")),
        Code("A3", _("Bangladeshi"), maps=_maps("A3", "asian")),
        Code("A4", _("Chinese"), maps=_maps("O1", "asian")),
        Code("A9", _("Any other Asian background"), maps=_maps("A9", "asian")),
        Code("B1", _("Caribbean"), maps=_maps("B1", "black")),
        Code("B2", _("African"), maps=_maps("B2", "black")),
        Code("B9", _("Any other Black background"), maps=_maps("B9", "black")),
        Code("M1", _("White and Black Caribbean"), maps=_maps("M1", "mixed")),
        Code("M2", _("White and Black African"), maps=_maps("M2", "mixed")),
        Code("M3", _("White and Asian"), maps=_maps("M3", "mixed")),
        Code("M9", _("Any other Mixed background"), maps=_maps("M9", "mixed")),
        Code("W1", _("White English, Welsh, Scottish, Northern Irish or British"), maps=_maps("W1", "white")),
        Code("W2", _("White Irish"), maps=_maps("W2", "white")),
        Code("W3", _("Gypsy or Irish Traveller"), maps=_maps("W9", "white")),
        # Not one of the 18, but new in the 2021 census and in use in probation and prison systems.
        Code("W5", _("Roma"), valid_from=_CENSUS_DAY_2021, maps=_maps("W9", "white")),
        Code("W9", _("Any other White background"), maps=_maps("W9", "white")),
        Code("O2", _("Arab"), maps=_maps("O9", "other")),
        Code("O9", _("Any other ethnic group"), maps=_maps("O9", "other")),
        Code("NS", _("Prefer not to say"), maps=_maps("NS", "not_stated"), note="Not stated"),
        # Codes that other systems still send; never a choice on our forms. Each also names the
        # code of today's list that stands for it.
        Code(
            "O1",
            _("Chinese (older list)"),
            maps={**_maps("O1", "asian"), "ethnicity": "A4"},
            offered=False,
            note="Retired; A4 in the current list",
        ),
        Code(
            "W4",
            _("Traveller (probation list, W4)"),
            maps={**_maps("W9", "white"), "ethnicity": "W3"},
            offered=False,
        ),
        Code(
            "W8",
            _("Traveller (probation list, W8)"),
            maps={**_maps("W9", "white"), "ethnicity": "W3"},
            offered=False,
        ),
        Code(
            "ETH03",
            _("Other (historic)"),
            maps={**_maps("O9", "other"), "ethnicity": "O9"},
            offered=False,
        ),
        Code(
            "UN",
            _("Unknown"),
            maps={**_maps("NS", "not_stated"), "ethnicity": "NS"},
            offered=False,
        ),
        Code(
            "Z1",
            _("Missing"),
            maps={**_maps("NS", "not_stated"), "ethnicity": "NS"},
            offered=False,
        ),
    ),
)

LISTS = (ETHNICITY, SIXTEEN_PLUS_ONE, FIVE_GROUPS)
