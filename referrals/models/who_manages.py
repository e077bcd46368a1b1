"""Who is to manage a case that is not plainly ours: another area's service, or a youth justice team.

Where somebody lives and how old somebody is are facts about one party that the other must not learn, so
both records are for those who hold both sides.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class CrossBorderDecision(SchemeOwned):
    """Somebody lives in another force area: agreed with its service who manages (WM-5.2-03, WM-5.2-04)."""

    class Why(models.TextChoices):
        ONE = "one", _("One of them lives in another area")
        BOTH = "both", _("Both have moved away")
        OFFENCE = "offence", _("It happened in another area")
        OTHER = "other", _("Another reason")

    class Manager(models.TextChoices):
        US = "us", _("We do")
        THEM = "them", _("The other area’s service does")
        TOGETHER = "together", _("Both together; each works with the person in its area")

    wall = {"kind": "case_both", "column": "case_id"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="cross_border")
    why = models.CharField(_("why it is not plainly ours"), max_length=10, choices=Why.choices)
    area = models.CharField(_("the other area"), max_length=10)
    service = models.CharField(_("its restorative justice service, and whom you asked"), max_length=200)
    asked_on = models.DateField(_("asked"))
    agreed_on = models.DateField(_("agreed"), null=True)
    agreed_with = models.CharField(_("agreed with"), max_length=150, blank=True)
    manager = models.CharField(_("who manages the case"), max_length=10, choices=Manager.choices, blank=True)
    terms = models.TextField(_("what was agreed"), blank=True)
    escalated_on = models.DateField(_("put to the commissioner"), null=True)
    escalated_to = models.CharField(_("to whom"), max_length=150, blank=True)
    question = models.TextField(_("what the commissioner is to decide"), blank=True)
    decided_on = models.DateField(_("decided by the commissioner"), null=True)
    decided_by = models.CharField(_("who decided, and their post"), max_length=150, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("decision on who manages")
        indexes = [models.Index(fields=["scheme", "case"], name="referrals_crossborder_case")]

    @property
    def is_open(self) -> bool:
        """Nobody has agreed or decided yet."""
        return self.agreed_on is None and self.decided_on is None


@tracked
class YouthTeamDiscussion(SchemeOwned):
    """An offender under 18: discussed with the local youth justice team's manager (WM-5.4-02)."""

    class Supporter(models.TextChoices):
        TEAM = "team", _("The youth justice team; it contacts the person harmed itself")
        US = "us", _("We do")
        TOGETHER = "together", _("Both together")

    class Offer(models.TextChoices):
        WAITING = "waiting", _("Not yet")
        MADE = "made", _("Yes, the team has made an offer")
        NOT_AVAILABLE = "not_available", _("No, the team has nothing to offer here")
        NOT_APPROPRIATE = "not_appropriate", _("No, it is not appropriate now")

    wall = {"kind": "case_both", "column": "case_id"}

    case = SchemeForeignKey(Case, on_delete=models.PROTECT, related_name="youth_team")
    team = models.CharField(_("youth justice team"), max_length=150)
    with_whom = models.CharField(_("its manager"), max_length=150)
    discussed_on = models.DateField(_("discussed"))
    supporter = models.CharField(
        _("who supports the people harmed"), max_length=10, choices=Supporter.choices
    )
    offer = models.CharField(
        _("has the team made them an offer"), max_length=16, choices=Offer.choices, default=Offer.WAITING
    )
    offer_on = models.DateField(_("offer made"), null=True)
    note = models.TextField(_("what was said"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("discussion with the youth justice team")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "case"], name="referrals_youthteamdiscussion_one")
        ]
