"""Sex, gender identity, sexual orientation and the two disability questions.

Every question takes "prefer not to say", and none is needed to save a case. Codes of the sending
systems are mapped to from ours, so that an exchange can speak either.
"""

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

SEX = CodeList(
    name="sex",
    title=_("Sex"),
    source="hmpps-person-record sex codes; exchange codes of the court-result system's standing data",
    status=Status.SEEN,
    codes=(
        Code("F", _("Female"), maps={"sex_exchange": "2"}),
        Code("M", _("Male"), maps={"sex_exchange": "1"}),
        Code("NS", _("Prefer not to say"), maps={"sex_exchange": "9"}, note="Not specified"),
        Code("N", _("Not known or recorded"), maps={"sex_exchange": "0"}, offered=False),
    ),
)

SEX_EXCHANGE = CodeList(
    name="sex_exchange",
    title=_("Sex, exchange code"),
    source="Court-result system standing data, gender list",
    status=Status.SEEN,
    codes=(
        Code("0", _("Not known"), maps={"sex": "N"}),
        Code("1", _("Male"), maps={"sex": "M"}),
        Code("2", _("Female"), maps={"sex": "F"}),
        Code("9", _("Not specified"), maps={"sex": "NS"}),
    ),
)

GENDER_IDENTITY = CodeList(
    name="gender_identity",
    title=_("Gender identity"),
    source="hmpps-person-record gender identity (labels); the short codes are ours",
    status=Status.SEEN,
    codes=(
        Code("female", _("Female")),
        Code("male", _("Male")),
        Code("non_binary", _("Non-binary")),
        Code("self_describe", _("Prefer to self-describe")),
        Code("prefer_not", _("Prefer not to say")),
        Code("unknown", _("Unknown"), offered=False),
    ),
)

GENDER_SAME_AS_REGISTERED = CodeList(
    name="gender_same_as_registered",
    title=_("Gender the same as sex registered at birth"),
    source="Census 2021 question; asked of people aged 16 and over; wording not verified",
    status=Status.NOT_VERIFIED,
    codes=codes(("yes", _("Yes")), ("no", _("No")), ("prefer_not", _("Prefer not to say"))),
)

SEXUAL_ORIENTATION = CodeList(
    name="sexual_orientation",
    title=_("Sexual orientation"),
    source="hmpps-person-record probation and prison codes (seen); survey wording not verified",
    status=Status.SEEN,
    codes=(
        Code("01", _("Straight or heterosexual"), maps={"sexual_orientation_prison": "HET"}),
        Code("02", _("Gay or lesbian"), maps={"sexual_orientation_prison": "HOM"}),
        Code("03", _("Bisexual"), maps={"sexual_orientation_prison": "BIS"}),
        Code("99", _("Other"), maps={"sexual_orientation_prison": "OTH"}),
        Code("ND", _("Prefer not to say"), maps={"sexual_orientation_prison": "ND"}, note="Not disclosed"),
    ),
)

SEXUAL_ORIENTATION_PRISON = CodeList(
    name="sexual_orientation_prison",
    title=_("Sexual orientation, prison code"),
    source="hmpps-person-record prison codes; labels of ND and REF not verified",
    status=Status.SEEN,
    codes=(
        Code("HET", _("Straight or heterosexual"), maps={"sexual_orientation": "01"}),
        Code("HOM", _("Gay or lesbian"), maps={"sexual_orientation": "02"}),
        Code("BIS", _("Bisexual"), maps={"sexual_orientation": "03"}),
        Code("OTH", _("Other"), maps={"sexual_orientation": "99"}),
        Code("ND", _("Not disclosed"), maps={"sexual_orientation": "ND"}),
        Code("REF", _("Refused"), maps={"sexual_orientation": "ND"}),
    ),
)

LONG_TERM_CONDITION = CodeList(
    name="long_term_condition",
    title=_("Physical or mental health condition lasting 12 months or more"),
    source="Government harmonised standard, long-lasting conditions; under review",
    status=Status.SEEN,
    codes=codes(("yes", _("Yes")), ("no", _("No")), ("prefer_not", _("Prefer not to say"))),
)

ACTIVITY_RESTRICTION = CodeList(
    name="activity_restriction",
    title=_("Condition reduces day-to-day activity"),
    source="Government harmonised standard, activity restriction; under review",
    status=Status.SEEN,
    codes=codes(
        ("lot", _("Yes, a lot")),
        ("little", _("Yes, a little")),
        ("not_at_all", _("Not at all")),
        ("prefer_not", _("Prefer not to say")),
    ),
)

DISABILITY = CodeList(
    name="disability",
    title=_("Disability (worked out from the two questions)"),
    source="Equality Act 2010 meaning as the harmonised standard counts it",
    status=Status.SEEN,
    codes=codes(
        ("disabled", _("Disabled")),
        ("not_disabled", _("Not disabled")),
        ("not_stated", _("Not stated")),
    ),
)

IMPAIRMENT = CodeList(
    name="impairment",
    title=_("Kind of impairment"),
    source="Harmonised impairment list",
    status=Status.NOT_VERIFIED,
    codes=codes(
        ("vision", _("Vision")),
        ("hearing", _("Hearing")),
        ("mobility", _("Mobility")),
        ("dexterity", _("Dexterity")),
        ("learning", _("Learning or understanding")),
        ("memory", _("Memory")),
        ("mental_health", _("Mental health")),
        ("stamina", _("Stamina or breathing")),
        ("social", _("Social or behavioural")),
        ("other", _("Other")),
    ),
)


def disability(condition: str, restriction: str) -> str:
    """The code of the list `disability` for the answers to the two questions; "" is "not asked".

    Disabled is a long-term condition that reduces activity a lot or a little. Without a condition
    the second question is not put.
    """
    if condition == "no":
        return "not_disabled"
    if condition == "yes":
        return {"lot": "disabled", "little": "disabled", "not_at_all": "not_disabled"}.get(
            restriction, "not_stated"
        )
    return "not_stated" if condition else ""


LISTS = (
    SEX,
    SEX_EXCHANGE,
    GENDER_IDENTITY,
    GENDER_SAME_AS_REGISTERED,
    SEXUAL_ORIENTATION,
    SEXUAL_ORIENTATION_PRISON,
    LONG_TERM_CONDITION,
    ACTIVITY_RESTRICTION,
    DISABILITY,
    IMPAIRMENT,
)
