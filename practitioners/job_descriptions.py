"""What a job description says, by the kind of post: prison (WTE-3D-01) or community (WTE-3E-01)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

USUAL_HOURS = "37"


class Post(models.TextChoices):
    """Where the facilitator works."""

    PRISON = "prison", _("Prison facilitator")
    COMMUNITY = "community", _("Community facilitator")


# Name of a fact: its label and whether it is a long text.
FACTS: Mapping[str, Mapping[str, tuple[Any, bool]]] = MappingProxyType(
    {
        Post.PRISON: {
            "profile": (_("Group profile"), False),
            "level": (_("Organisation level"), False),
            "band": (_("Band"), False),
            "overview": (_("Overview of the job"), True),
            "summary": (_("Summary"), True),
            "duties": (_("Responsibilities, activities and duties"), True),
            "competency_1": (_("First competency"), False),
            "competency_2": (_("Second competency"), False),
            "competency_3": (_("Third competency"), False),
            "competency_4": (_("Fourth competency"), False),
            "competency_5": (_("Fifth competency"), False),
            "competency_6": (_("Sixth competency"), False),
            "eligibility": (_("Minimum eligibility"), True),
            "skills": (_("Essential skills, qualifications and registration"), True),
            "hours": (_("Hours a week"), False),
            "benefits": (_("Benefits"), True),
        },
        Post.COMMUNITY: {
            "number": (_("Post number"), False),
            "reports_to": (_("Reports to"), False),
            "staff": (_("Staff reporting to the post"), False),
            "grade": (_("Grade"), False),
            "purpose": (_("Purpose of the job"), True),
            "duties_cases": (_("Duties: working with cases"), True),
            "duties_partners": (_("Duties: partners and referrals"), True),
            "duties_records": (_("Duties: records and information"), True),
            "duties_quality": (_("Duties: standards, training and supervision"), True),
            "duties_general": (_("Duties: everything else"), True),
        },
    }
)
