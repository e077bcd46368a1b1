"""Data breaches: what happened, whom it touched, what was decided and said."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Breach(SchemeOwned):
    """Something happened to personal data. Reported by anybody who works here; no name stands in it.

    The clock of 72 hours runs from ``aware_at``. Whose information it was is in ``AffectedFile``, in
    that person's own file.
    """

    class Kind(models.TextChoices):
        WRONG_PERSON = "wrong_person", _("Sent or said to the wrong person")
        OTHER_SIDE = "other_side", _("Reached the other side of a case")
        LOST = "lost", _("Papers, a phone or a laptop lost or stolen")
        LOOKED = "looked", _("Looked at by somebody who should not have")
        SYSTEM = "system", _("A computer system was broken into or failed")
        OTHER = "other", _("Something else")

    wall = {"kind": "own", "column": "reported_by_id", "rights": "SELECT, INSERT"}

    kind = models.CharField(_("what happened"), max_length=14, choices=Kind.choices)
    case = SchemeForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="breaches")
    happened_at = models.DateTimeField(_("when it happened"))
    aware_at = models.DateTimeField(_("when we knew"))
    what = models.CharField(_("what happened, without names"), max_length=500)
    contained = models.CharField(_("what was done at once"), max_length=500, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["scheme", "-aware_at"], name="assurance_breach_newest")]


@tracked
class BreachEntry(SchemeOwned):
    """One line in the log of a breach, never changed: the newest of a kind is what holds."""

    class About(models.TextChoices):
        REGULATOR = "regulator", _("Whether to tell the regulator")
        PEOPLE = "people", _("Whether to tell the people concerned")
        TOLD_REGULATOR = "told_regulator", _("The regulator was told")
        TOLD_OTHER = "told_other", _("Somebody else was told")
        LESSONS = "lessons", _("What we learned and changed")
        CLOSED = "closed", _("Close the breach")

    wall = {"kind": "office", "rights": "SELECT, INSERT"}

    breach = SchemeForeignKey(Breach, on_delete=models.PROTECT, related_name="entries")
    about = models.CharField(_("about"), max_length=16, choices=About.choices)
    answer = models.BooleanField(_("decision"), null=True)
    to_whom = models.CharField(_("who was told"), max_length=200, blank=True)
    reference = models.CharField(_("their reference"), max_length=60, blank=True)
    text = models.TextField(_("reasons or details, without names"), blank=True)
    why_late = models.TextField(_("why it took more than 72 hours"), blank=True)
    happened_at = models.DateTimeField(_("when"), default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["scheme", "breach", "recorded_at"], name="assurance_breach_log")]


@tracked
class AffectedFile(SchemeOwned):
    """Whose information it was, what of it, and when they were told. In that person's own file."""

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="breaches")
    breach = SchemeForeignKey(Breach, on_delete=models.PROTECT, related_name="affected")
    what = models.TextField(_("which information about them"))
    told_at = models.DateTimeField(_("when they were told"), null=True)
    told_how = models.CharField(_("how they were told, and what they said"), max_length=500, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "breach", "file"], name="assurance_affected_once")
        ]
