"""Consent, and legal bars on contact."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.files import File
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Consent(SchemeOwned):
    """One decision of one party for one purpose. The newest row of a purpose is the live one."""

    class Purpose(models.TextChoices):
        EXPLORE = "explore", _("Explore restorative justice")
        TAKE_PART = "take_part", _("Take part in a meeting or exchange")
        SHARE = "share", _("Share information with the other party")
        AGENCY = "agency", _("Share information with an agency")

    class Decision(models.TextChoices):
        GIVEN = "given", _("Yes")
        REFUSED = "refused", _("No")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Form(models.TextChoices):
        WRITTEN = "written", _("Signed form")
        RECORDED = "recorded", _("Another recorded form")
        VERBAL = "verbal", _("Said to us")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("consent to"), max_length=12, choices=Purpose.choices)
    decision = models.CharField(_("answer"), max_length=10, choices=Decision.choices)
    form = models.CharField(_("how it was given"), max_length=10, choices=Form.choices)
    happened_on = models.DateField(_("date"), default=today)
    explained_on = models.DateField(_("explained on"), null=True, blank=True)
    is_free = models.BooleanField(_("given freely, without pressure"), default=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["scheme", "file", "purpose", "-recorded_at"], name="cases_consent_live")
        ]


@tracked
class ContactBar(SchemeOwned):
    """A legal bar on this person's contact with another, with its source and dates. Never passable."""

    class Source(models.TextChoices):
        RESTRAINING = "restraining", _("Restraining order")
        NON_MOLESTATION = "non_molestation", _("Non-molestation order")
        BAIL = "bail", _("Bail condition")
        LICENCE = "licence", _("Licence condition")
        INJUNCTION = "injunction", _("Injunction")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="contact_bars")
    source = models.CharField(_("what bars contact"), max_length=20, choices=Source.choices)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=now, editable=False)
