"""Whether a party is suitable to take part: a decision of its own, with date, decider and reasons."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.record import Finding
from rjcase.tenancy.models import tracked


class Concern(models.TextChoices):
    """What may weigh against taking part. A concern is weighed, it decides nothing by itself."""

    DENIAL = "denial", _("Denies or blames the other person for what happened")
    ATTITUDES = "attitudes", _("Attitudes that could harm the other person again")
    SUBSTANCES = "substances", _("Cannot be sober at any time of day")
    MENTAL_HEALTH = "mental_health", _("Mental health that makes taking part unsafe for now")
    RESISTANCE = "resistance", _("Resists taking part")
    CAPACITY = "capacity", _("May not be able to make this decision")
    VULNERABLE = "vulnerable", _("Vulnerable, without enough support around them")
    REVENGE = "revenge", _("May want revenge")


# Offered in the order in which each side's guidance lists them (WTE-2.1-05 to -09, WTE-3.1-04).
CONCERNS_OF = {
    "responsible": (
        Concern.DENIAL,
        Concern.ATTITUDES,
        Concern.SUBSTANCES,
        Concern.MENTAL_HEALTH,
        Concern.RESISTANCE,
    ),
    "harmed": (Concern.CAPACITY, Concern.VULNERABLE, Concern.REVENGE, Concern.MENTAL_HEALTH),
    "neutral": (Concern.CAPACITY, Concern.VULNERABLE, Concern.SUBSTANCES),
}


@tracked
class Suitability(Finding):
    """One decision about one party; the newest is the live one (NOMS-D-05).

    ``responsibility`` is asked of the person who caused the harm alone, in whose words is
    ``own_words``; ``wishes`` is what the person harmed hopes for.
    """

    class Decision(models.TextChoices):
        SUITABLE = "suitable", _("Suitable")
        NOT_YET = "not_yet", _("Not yet")
        UNSUITABLE = "unsuitable", _("Unsuitable")

    class Responsibility(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    decision = models.CharField(_("decision"), max_length=12, choices=Decision.choices)
    reasons = models.TextField(_("reasons"))
    concerns = ArrayField(
        models.CharField(max_length=20, choices=Concern.choices),
        verbose_name=_("concerns"),
        default=list,
        blank=True,
    )
    responsibility = models.CharField(
        _("accepts responsibility for the harm"), max_length=6, choices=Responsibility.choices, blank=True
    )
    own_words = models.TextField(_("in their own words"), blank=True)
    wishes = models.TextField(_("wishes and what they hope for"), blank=True)
    motive = models.TextField(_("why they want to take part"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reasons=""), name="assessments_suitability_has_reasons"
            ),
            models.CheckConstraint(
                condition=models.Q(responsibility="") | ~models.Q(own_words=""),
                name="assessments_suitability_in_whose_words",
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "file", "-recorded_at"], name="assessments_suitability_live")
        ]

    @property
    def concern_labels(self) -> list[str]:
        """The concerns in words."""
        return [str(Concern(code).label) for code in self.concerns]
