"""Age and age bands.

The bands are our choice; the boundaries at 15 and 18 come from the seeds, and 21 from their
transition at 18 to 21.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import CodeList, Status, codes

_LOWER_BOUNDS = (0, 10, 15, 18, 21, 25, 35, 45, 55, 65)

AGE_BAND = CodeList(
    name="age_band",
    title=_("Age band"),
    source="Our bands; boundaries 15, 18 and 21 from the seed documents",
    status=Status.OWN,
    codes=codes(
        ("under_10", _("Under 10")),
        ("10_14", _("10 to 14")),
        ("15_17", _("15 to 17")),
        ("18_20", _("18 to 20")),
        ("21_24", _("21 to 24")),
        ("25_34", _("25 to 34")),
        ("35_44", _("35 to 44")),
        ("45_54", _("45 to 54")),
        ("55_64", _("55 to 64")),
        ("65_over", _("65 and over")),
    ),
)

LISTS = (AGE_BAND,)


def age_on(born: date, on: date) -> int:
    """Whole years of age on a day. A person born on 29 February ages on 1 March of a common year.

    Raises `ValueError` for a day before the birth.
    """
    if on < born:
        raise ValueError("The day lies before the date of birth.")
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_band(age: int) -> str:
    """The code of the list `age_band` for an age in whole years. Raises `ValueError` below 0."""
    if age < 0:
        raise ValueError("An age is not negative.")
    return AGE_BAND.codes[sum(age >= bound for bound in _LOWER_BOUNDS) - 1].code
