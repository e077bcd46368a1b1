"""Offence groups and subgroups, markers, hate strands and court categories.

Source: ONS hierarchy of police-recorded offences of about 2018 (seen), with the later regrouping
of harassment and driving deaths (not verified). The note of a subgroup gives Home Office codes for
example. Burglary was recoded again in 2023: not verified, so the names here say what was harmed.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OFFENCE_GROUP = CodeList(
    name="offence_group",
    title=_("Offence group"),
    source="ONS hierarchy of police-recorded offences, about 2018",
    status=Status.SEEN,
    codes=tuple(
        Code(code, label, maps={"main_offence_group": code})
        for code, label in (
            ("violence", _("Violence against the person")),
            ("sexual", _("Sexual offences")),
            ("robbery", _("Robbery")),
            ("theft", _("Theft offences")),
            ("damage", _("Criminal damage and arson")),
            ("drugs", _("Drug offences")),
            ("weapons", _("Possession of weapons")),
            ("public_order", _("Public order offences")),
            ("miscellaneous", _("Miscellaneous crimes against society")),
            ("fraud", _("Fraud offences")),
        )
    ),
)

MAIN_OFFENCE_GROUP = CodeList(
    name="main_offence_group",
    title=_("Main offence group (prison and probation statistics)"),
    source="Prison and probation statistics",
    status=Status.NOT_VERIFIED,
    codes=codes(
        ("violence", _("Violence against the person")),
        ("sexual", _("Sexual offences")),
        ("robbery", _("Robbery")),
        ("theft", _("Theft offences")),
        ("damage", _("Criminal damage and arson")),
        ("drugs", _("Drug offences")),
        ("weapons", _("Possession of weapons")),
        ("public_order", _("Public order offences")),
        ("miscellaneous", _("Miscellaneous crimes against society")),
        ("fraud", _("Fraud offences")),
        ("summary_non_motoring", _("Summary non-motoring")),
        ("summary_motoring", _("Summary motoring")),
        ("not_recorded", _("Not recorded")),
    ),
)


def _sub(code: str, group: str, label: "StrOrPromise", examples: str, status: Status | None = None) -> Code:
    return Code(code, label, maps={"offence_group": group}, note=examples, status=status)


OFFENCE_SUBGROUP = CodeList(
    name="offence_subgroup",
    title=_("Offence"),
    source="ONS hierarchy of police-recorded offences, about 2018; Home Office codes are examples",
    status=Status.SEEN,
    codes=(
        _sub("homicide", "violence", _("Homicide"), "1, 4.1, 4.2, 4.10"),
        _sub(
            "driving_death",
            "violence",
            _("Death or serious injury by driving"),
            "",
            Status.NOT_VERIFIED,
        ),
        _sub("violence_with_injury", "violence", _("Violence with injury"), "2, 5D, 8N, 8P, 8S"),
        _sub(
            "violence_without_injury",
            "violence",
            _("Violence without injury"),
            "3B, 104, 105A, 105B, 36, 106",
        ),
        _sub(
            "stalking_harassment",
            "violence",
            _("Stalking and harassment"),
            "8L, 8M, 8Q, 8R",
            Status.NOT_VERIFIED,
        ),
        Code(
            "harassment",
            _("Harassment (older grouping)"),
            maps={"offence_group": "violence", "offence_subgroup": "stalking_harassment"},
            offered=False,
            note="8L, 8R",
        ),
        _sub("rape", "sexual", _("Rape"), "19C to 19H"),
        _sub(
            "other_sexual",
            "sexual",
            _("Other sexual offences"),
            "17A, 17B, 20A, 20B, 21, 22A, 22B, 23, 70 to 73, 88A, 88C to 88E",
        ),
        _sub("robbery_business", "robbery", _("Robbery of business property"), "34A"),
        _sub("robbery_personal", "robbery", _("Robbery of personal property"), "34B"),
        _sub(
            "burglary_home",
            "theft",
            _("Burglary of a home"),
            "28E to 28H, 29A; older 28A to 28D, 29",
        ),
        _sub(
            "burglary_business",
            "theft",
            _("Burglary of a business or community building"),
            "30C, 30D, 31A; older 30A, 30B, 31",
        ),
        _sub("theft_of_vehicle", "theft", _("Theft of a motor vehicle"), "48, 37.2"),
        _sub("theft_from_vehicle", "theft", _("Theft from a vehicle"), "45"),
        _sub("vehicle_interference", "theft", _("Vehicle interference"), "126"),
        _sub("theft_from_person", "theft", _("Theft from the person"), "39"),
        _sub("bicycle_theft", "theft", _("Bicycle theft"), "44"),
        _sub("shoplifting", "theft", _("Shoplifting"), "46"),
        _sub("other_theft", "theft", _("Other theft"), "35, 40 to 43, 47, 49, 49A"),
        _sub("criminal_damage", "damage", _("Criminal damage"), "58A to 58D, 58J"),
        _sub("arson", "damage", _("Arson"), "56A, 56B"),
        _sub("drug_trafficking", "drugs", _("Trafficking of drugs"), "92A"),
        _sub("drug_possession", "drugs", _("Possession of drugs"), "92C, 92D, 92E"),
        _sub("weapons", "weapons", _("Possession of weapons"), "10A to 10D, 81, 90"),
        _sub("public_order", "public_order", _("Public order offence"), "9A, 9B, 62A, 66"),
        _sub(
            "miscellaneous",
            "miscellaneous",
            _("Other crime against society"),
            "15, 24, 26, 27, 33, 33A, 38, 54, 59 to 61A, 67, 69, 76, 79, 80, 83, 86, 95, 96, 99, 802, 814",
        ),
        _sub("fraud", "fraud", _("Fraud"), "51, 52, 53B to 53F, 55"),
    ),
)

OFFENCE_CATEGORY = CodeList(
    name="offence_category",
    title=_("Offence category in the courts"),
    source="Court-result system standing data",
    status=Status.SEEN,
    codes=codes(
        ("CI", _("Indictable")),
        ("CE", _("Either way")),
        ("CS", _("Summary non-motoring")),
        ("CM", _("Summary motoring")),
        ("CB", _("Non-offence breach")),
    ),
)

OFFENCE_MARKER = CodeList(
    name="offence_marker",
    title=_("Markers"),
    source="WM-9.2-07 asks for hate crime, cyber and domestic; the others are common police markers",
    status=Status.SEED,
    codes=(
        Code("domestic", _("Domestic abuse")),
        Code("hate", _("Hate crime")),
        Code("cyber", _("Cyber or online crime")),
        *(
            Code(code, label, status=Status.OWN)
            for code, label in (
                ("cse", _("Child sexual exploitation")),
                ("business", _("Business victim")),
                ("honour", _("Honour-based abuse")),
                ("knife", _("Knife crime")),
                ("child_abuse", _("Child abuse")),
                ("serious_violence", _("Serious violence, actual or threatened")),
                ("three_years", _("Harm that went on for more than three years")),
                ("family", _("Harm within the family")),
                ("several_agencies", _("Several agencies work on the case")),
                ("antisocial", _("Anti-social behaviour, not a crime")),
                ("not_crime", _("Not about a crime, for example a school matter")),
            )
        ),
    ),
)

HATE_STRAND = CodeList(
    name="hate_strand",
    title=_("Hate crime strand"),
    source="College of Policing practice page; ONS reply. More than one may apply; forces add their own",
    status=Status.SEEN,
    codes=codes(
        ("race", _("Race")),
        ("religion", _("Religion")),
        ("sexual_orientation", _("Sexual orientation")),
        ("disability", _("Disability")),
        ("transgender", _("Transgender identity")),
    ),
)

_VIOLENT = frozenset(code.code for code in OFFENCE_SUBGROUP if code.maps["offence_group"] == "violence")
_ACQUISITIVE = frozenset(
    code.code for code in OFFENCE_SUBGROUP if code.maps["offence_group"] in {"robbery", "theft"}
)

# Targets that the seed schemes set, by subgroup, for a scheme to choose its criteria from: WTE-2B
# (violence; household burglary), WTE-3.1 (acquisitive or violent), MOJ-A-07 (street RJ).
TARGETING_SETS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "violence": _VIOLENT,
        "household_burglary": frozenset({"burglary_home"}),
        "acquisitive_or_violent": _ACQUISITIVE | _VIOLENT,
        "street": frozenset({"shoplifting", "criminal_damage", "violence_without_injury"}),
    }
)

LISTS = (
    OFFENCE_GROUP,
    MAIN_OFFENCE_GROUP,
    OFFENCE_SUBGROUP,
    OFFENCE_CATEGORY,
    OFFENCE_MARKER,
    HATE_STRAND,
)
