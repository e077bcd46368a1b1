"""What is written down after a process: the write-up, and each participant's feedback."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import File
from conferences.models.process import Process
from rjcase.access.labels import in_our_words_lazy
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class WriteUp(SchemeOwned):
    """The facilitator's account of a process (WTE app. 7C). Shared with a party only by a JointShare."""

    class Setting(models.TextChoices):
        COMMUNITY = "community", _("Community")
        PRISON = "prison", _("Prison")

    wall = {"kind": "file", "column": "joint_id", "part": "write_up"}

    joint = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="write_ups")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="write_ups")
    setting = models.CharField(_("prison or community"), max_length=10, choices=Setting.choices, blank=True)
    background = models.TextField(_("background of the incident"), blank=True)
    dynamics = models.TextField(_("dynamics and key turning points"), blank=True)
    lessons = models.TextField(_("key lessons"), blank=True)
    video_for_victim = models.BooleanField(in_our_words_lazy(_("video worked for the %(harmed)s")), null=True)
    video_for_offender = models.BooleanField(
        in_our_words_lazy(_("video worked for the %(responsible)s")), null=True
    )
    video_how_known = models.CharField(_("how this is known"), max_length=300, blank=True)
    was_effective = models.BooleanField(_("the exchange was effective"), null=True)
    effective_how_known = models.CharField(_("how this is known"), max_length=300, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=24, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_on = models.DateField(_("signed"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "process"], name="conferences_writeup_one")]

    @property
    def agreement_reached(self) -> bool:
        """Whether people agreed on something; an agreement is optional (MOJ-A-08)."""
        return self.outcome == "agreement"


@tracked
class Feedback(SchemeOwned):
    """What a participant said about it afterwards, or that they would not (WTE-6.7-02)."""

    class Satisfaction(models.IntegerChoices):
        VERY_SATISFIED = 5, _("Very satisfied")
        SATISFIED = 4, _("Satisfied")
        NEITHER = 3, _("Neither satisfied nor dissatisfied")
        DISSATISFIED = 2, _("Dissatisfied")
        VERY_DISSATISFIED = 1, _("Very dissatisfied")

    class How(models.TextChoices):
        INTERVIEW = "interview", _("In person")
        PHONE = "phone", _("By phone")
        VIDEO = "video", _("By video call")
        FORM = "form", _("On a form they filled in")
        OTHER = "other", _("Another way")

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="feedback")
    process = SchemeForeignKey(Process, on_delete=models.PROTECT, related_name="feedback")
    happened_on = models.DateField(_("date"), default=today)
    was_refused = models.BooleanField(_("did not want to give feedback"), default=False)
    how = models.CharField(_("how it was collected"), max_length=10, choices=How.choices, blank=True)
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfaction"), choices=Satisfaction.choices, null=True
    )
    comments = models.TextField(_("comments"), blank=True)
    would_recommend = models.BooleanField(_("would recommend it"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(was_refused=True, satisfaction=None)
                | models.Q(was_refused=False, satisfaction__range=(1, 5)),
                name="conferences_feedback_answer",
            )
        ]
        indexes = [models.Index(fields=["scheme", "file"], name="conferences_feedback_file")]
