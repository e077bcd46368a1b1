"""Consent, and legal bars on contact."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Party
from cases.models.files import File
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Consent(SchemeOwned):
    """One decision of one party for one purpose. The newest row of a purpose is the live one.

    Rows are added and never changed, so the rows of a purpose are its versions in the order they were
    recorded. ``document`` is the printed form it was signed on and so keeps the very words agreed to.
    """

    class Purpose(models.TextChoices):
        EXPLORE = "explore", _("Explore restorative justice")
        TAKE_PART = "take_part", _("Take part in a meeting or exchange")
        SHARE = "share", _("Share information with the other party")
        AGENCY = "agency", _("Share information with an agency")
        RESEARCH = "research", _("Research and evaluation")
        CHANNELS = "channels", _("Be contacted in the ways they chose")
        PUBLICITY = "publicity", _("Publicity")
        OBSERVE = "observe", _("Be observed by somebody who learns or checks")
        RECORD = "record", _("Be recorded by the service, for training")

    class Decision(models.TextChoices):
        GIVEN = "given", _("Yes")
        REFUSED = "refused", _("No")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Form(models.TextChoices):
        WRITTEN = "written", _("Signed form")
        RECORDED = "recorded", _("Another recorded form")
        VERBAL = "verbal", _("Said to us, in the facilitator’s note")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("consent to"), max_length=12, choices=Purpose.choices)
    decision = models.CharField(_("answer"), max_length=10, choices=Decision.choices)
    form = models.CharField(_("how it was given"), max_length=10, choices=Form.choices)
    happened_on = models.DateField(_("date"), default=today)
    explained_on = models.DateField(_("explained on"), null=True, blank=True)
    is_free = models.BooleanField(_("given freely, without pressure"), default=True)
    note = models.TextField(_("note"), blank=True)
    to_whom = models.CharField(_("which agency"), max_length=150, blank=True, db_default="")
    reference = models.CharField(
        _("where the signed form or the record is kept"), max_length=200, blank=True, db_default=""
    )
    document = SchemeForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        related_name="consents",
        verbose_name=_("the form it was signed on"),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["scheme", "file", "purpose", "-recorded_at"], name="cases_consent_live")
        ]


@tracked
class ItemPermission(SchemeOwned):
    """A party's yes or no to passing on one thing to one receiver (WTE-7.10-05).

    ``what`` says the thing in words; the receiver is another party of the case, or named in words.
    A permission ends by its withdrawal: the row stays, with the day.
    """

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="item_permissions")
    what = models.TextField(_("what may be passed on"))
    to_party = SchemeForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    to_whom = models.CharField(_("to whom"), max_length=150, blank=True)
    is_given = models.BooleanField(_("they agree"))
    form = models.CharField(_("how it was given"), max_length=10, choices=Consent.Form.choices)
    happened_on = models.DateField(_("date"), default=today)
    is_free = models.BooleanField(_("given freely, without pressure"), default=True)
    withdrawn_on = models.DateField(_("withdrawn"), null=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    @property
    def is_live(self) -> bool:
        """Whether the thing may be passed on now: a free yes that was not withdrawn."""
        return self.is_given and self.is_free and self.withdrawn_on is None

    @property
    def receiver(self) -> str:
        """Who it may be passed to, by part or in words; never by name."""
        return str(self.to_party) if self.to_party_id else self.to_whom


@tracked
class Explanation(SchemeOwned):
    """Something was explained to a party, or considered with them, on a day (WTE-4.4-04, WTE-4.4-09)."""

    class Topic(models.TextChoices):
        CONFIDENTIALITY = "confidentiality", _("Confidentiality: what is shared, with whom and why")
        LIMITS = "limits", _("Limits of confidentiality: what we cannot keep to ourselves")
        DATA_PROTECTION = (
            "data_protection",
            _("Data protection: what is kept, for how long, and their rights"),
        )
        SHARING_POLICY = "sharing_policy", _("Information sharing policy and key protocols")
        SOCIAL_MEDIA = "social_media", _("Social media, and that nobody may record or post")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="explanations", db_index=False)
    topic = models.CharField(_("what was explained"), max_length=16, choices=Topic.choices)
    happened_on = models.DateField(_("date"), default=today)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "file", "topic", "happened_on"], name="cases_explanation_once_a_day"
            )
        ]


@tracked
class ContactBar(SchemeOwned):
    """A legal bar on this person's contact with another, with its source and dates. Never passable.

    ``other_party`` is whom it keeps them from; without one it keeps them from everybody in the case.
    """

    class Source(models.TextChoices):
        RESTRAINING = "restraining", _("Restraining order")
        NON_MOLESTATION = "non_molestation", _("Non-molestation order")
        BAIL = "bail", _("Bail condition")
        LICENCE = "licence", _("Licence condition")
        INJUNCTION = "injunction", _("Injunction")
        PROTECTION = "protection", _("Protection order or notice, for stalking or domestic abuse")
        CUSTODY = "custody", _("No-contact list of a prison")
        OTHER = "other", _("Another order or condition")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="contact_bars")
    source = models.CharField(_("what bars contact"), max_length=20, choices=Source.choices)
    other_party = SchemeForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    told_by = models.CharField(_("who told us"), max_length=150, blank=True, db_default="")
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    end_reason = models.CharField(_("why the end was changed"), max_length=300, blank=True, db_default="")
    recorded_at = models.DateTimeField(default=now, editable=False)
