"""Religion: the nine answers we ask and report, and some of the detailed codes other systems send.

Justice systems hold about 75 detailed codes; the ones named in the reference data are here and
roll up to the nine. More can be added as they arrive.
"""

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

RELIGION = CodeList(
    name="religion",
    title=_("Religion"),
    source="Census list of religions",
    status=Status.NOT_VERIFIED,
    codes=codes(
        ("none", _("No religion")),
        ("christian", _("Christian")),
        ("buddhist", _("Buddhist")),
        ("hindu", _("Hindu")),
        ("jewish", _("Jewish")),
        ("muslim", _("Muslim")),
        ("sikh", _("Sikh")),
        ("other", _("Any other religion")),
        ("not_stated", _("Prefer not to say")),
    ),
)

RELIGION_DETAILED = CodeList(
    name="religion_detailed",
    title=_("Religion, detailed code"),
    source="hmpps-person-record religion codes (those seen; labels are ours)",
    status=Status.SEEN,
    codes=(
        Code("NIL", _("No religion"), maps={"religion": "none"}),
        Code("CHRST", _("Christian"), maps={"religion": "christian"}),
        Code("COFE", _("Church of England"), maps={"religion": "christian"}),
        Code("RC", _("Roman Catholic"), maps={"religion": "christian"}),
        Code("BUDD", _("Buddhist"), maps={"religion": "buddhist"}),
        Code("HIND", _("Hindu"), maps={"religion": "hindu"}),
        Code("JEW", _("Jewish"), maps={"religion": "jewish"}),
        Code("MOS", _("Muslim"), maps={"religion": "muslim"}),
        Code("SIKH", _("Sikh"), maps={"religion": "sikh"}),
        Code("PAG", _("Pagan"), maps={"religion": "other"}),
        Code("RAST", _("Rastafarian"), maps={"religion": "other"}),
        Code("OTH", _("Any other religion"), maps={"religion": "other"}),
    ),
)

LISTS = (RELIGION, RELIGION_DETAILED)
