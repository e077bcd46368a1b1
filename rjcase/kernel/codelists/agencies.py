"""Kinds of partner agency and the sources a referral comes from.

Sources are those of WM-5.5-01 to -07, with the seeds' probation bodies dated: trusts until 2014,
then the National Probation Service and community rehabilitation companies, one Probation Service
from 26 June 2021.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

_CRC_BEGAN = date(2014, 6, 1)
_UNIFIED = date(2021, 6, 26)
_LAST_SPLIT_DAY = date(2021, 6, 25)

AGENCY_KIND = CodeList(
    name="agency_kind",
    title=_("Kind of agency"),
    source="WM-5.5-01 to WM-5.5-07, MOJ-A-06",
    status=Status.SEED,
    codes=codes(
        ("police", _("Police")),
        ("probation", _("Probation")),
        ("prison", _("Public prison")),
        ("prison_contracted", _("Contracted prison")),
        ("young_offenders", _("Young offender institution")),
        ("victim_service", _("Victim service")),
        ("youth_justice", _("Youth justice service")),
        ("court", _("Court")),
        ("council", _("Council")),
        ("housing", _("Housing provider")),
        ("community_safety", _("Community safety partnership")),
        ("rj_service", _("Another restorative justice service")),
        ("self", _("The person themself")),
        ("other", _("Other")),
    ),
)
ESTABLISHMENTS = frozenset({"prison", "prison_contracted", "young_offenders"})  # WTE-G-03


def family(kind: str) -> str:
    """The kind of agency whose sources a kind refers with: every establishment refers as a prison."""
    return "prison" if kind in ESTABLISHMENTS else kind


def _from(kind: str) -> dict[str, str]:
    return {"agency_kind": kind}


REFERRAL_SOURCE = CodeList(
    name="referral_source",
    title=_("Referral source"),
    source="WM-5.5-01 to WM-5.5-07; MOJ-A-06; CAMB-21",
    status=Status.SEED,
    codes=(
        Code("police_officer", _("Police officer"), maps=_from("police")),
        Code("police_iom", _("Police, integrated offender management"), maps=_from("police")),
        Code("police_feed", _("Police, automated feed"), maps=_from("police")),
        Code("probation", _("Probation Service"), valid_from=_UNIFIED, maps=_from("probation")),
        Code(
            "nps",
            _("National Probation Service"),
            valid_from=_CRC_BEGAN,
            valid_to=_LAST_SPLIT_DAY,
            maps={**_from("probation"), "referral_source": "probation"},
        ),
        Code(
            "crc",
            _("Community rehabilitation company"),
            valid_from=_CRC_BEGAN,
            valid_to=_LAST_SPLIT_DAY,
            maps={**_from("probation"), "referral_source": "probation"},
        ),
        Code("prison", _("Prison"), maps=_from("prison")),
        Code("victim_care", _("Victim care service"), maps=_from("victim_service")),
        Code(
            "youth_justice",
            _("Youth justice service, outside its statutory duty"),
            maps=_from("youth_justice"),
        ),
        Code(
            "youth_duty",
            _("Youth justice service, as part of its statutory duty"),
            maps=_from("youth_justice"),
        ),
        Code("court", _("Court"), maps=_from("court")),
        Code("council", _("Council"), maps=_from("council")),
        Code("housing", _("Housing provider"), maps=_from("housing")),
        Code("community_safety", _("Community safety partnership"), maps=_from("community_safety")),
        Code("rj_service", _("Another restorative justice service"), maps=_from("rj_service")),
        Code("self_victim", _("Self-referral by a victim"), maps=_from("self")),
        Code("self_offender", _("Self-referral by an offender"), maps=_from("self")),
        Code("other", _("Other"), maps=_from("other")),
    ),
)

REFERRAL_TYPE = CodeList(
    name="referral_type",
    title=_("Started by"),
    source="WM-9.2-03",
    status=Status.SEED,
    codes=codes(("victim", _("Victim-initiated")), ("offender", _("Offender-initiated"))),
)

HEARD_OF_US = CodeList(
    name="heard_of_us",
    title=_("Where they heard of us"),
    source="WM-5.5-07 asks for it without a list",
    status=Status.OWN,
    codes=codes(
        ("police", _("Police")),
        ("victim_service", _("Victim service")),
        ("probation_prison", _("Probation or prison")),
        ("court", _("Court")),
        ("website", _("A website or search")),
        ("social_media", _("Social media")),
        ("leaflet", _("A leaflet or poster")),
        ("friend", _("Friends or family")),
        ("other", _("Somewhere else")),
        ("prefer_not", _("Prefer not to say")),
    ),
)

LISTS = (AGENCY_KIND, REFERRAL_SOURCE, REFERRAL_TYPE, HEARD_OF_US)
