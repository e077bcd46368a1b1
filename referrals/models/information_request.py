"""Asking the police who the victims are (WTE-4A): the paper, when it was chased, what came back.

The paper names both sides, so all of it hangs from the source papers. Dates of birth stand as text, the
way they are printed: an erasure then finds them as it finds any other word that tells of a person.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import File
from referrals.models.agency import Agency
from rjcase.documents.models import Document
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class InformationRequest(SchemeOwned):
    """One request, as it went out. Each change makes a new PDF; ``document`` is the newest."""

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="information_requests")
    number = models.PositiveSmallIntegerField(_("number"))
    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    to_whom = models.CharField(_("to"), max_length=150)
    sender = models.CharField(_("from"), max_length=150)
    our_phone = models.CharField(_("our telephone or fax"), max_length=60)
    requested_on = models.DateField(_("date of the request"))
    offender_name = models.CharField(_("person responsible"), max_length=200, blank=True)
    offender_born = models.CharField(_("date of birth"), max_length=40, blank=True)
    offender_age = models.PositiveSmallIntegerField(_("age"), null=True)
    offence = models.CharField(_("offence"), max_length=200)
    offence_on = models.DateField(_("date of the offence"), null=True)
    place = models.TextField(_("where it happened"), blank=True)
    court = models.CharField(_("sentencing court"), max_length=150, blank=True)
    sentenced_on = models.DateField(_("date of the sentence"), null=True)
    officer = models.CharField(_("investigating officer"), max_length=150, blank=True)
    station = models.CharField(_("police station"), max_length=150, blank=True)
    urn = models.CharField(_("URN"), max_length=60, blank=True)
    known_victims = models.JSONField(_("who we know was harmed"), default=list)
    wanted_count = models.PositiveSmallIntegerField(_("how many people we ask about"))
    also_wanted = models.TextField(_("anything else we ask"), blank=True)
    document = SchemeForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(_("answer received"), null=True)
    checked_on = models.DateField(_("own systems checked"), null=True)
    found = models.TextField(_("what our own systems hold"), blank=True)
    withdrawn_on = models.DateField(_("withdrawn"), null=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("information request")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "file", "number"], name="referrals_inforequest_number")
        ]

    @property
    def is_open(self) -> bool:
        """Nothing came back yet, and it was not withdrawn."""
        return self.received_on is None and self.withdrawn_on is None

    @property
    def victims(self) -> list[dict[str, Any]]:
        """The victims that were known when it went out: name, date of birth and sex of each."""
        return self.known_victims if isinstance(self.known_victims, list) else []


class RequestChase(SchemeOwned):
    """That somebody asked again: when, how, and what they were told."""

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="+")
    request = SchemeForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="chases")
    happened_on = models.DateField(_("chased"))
    note = models.TextField(_("how, and what they said"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("chase of an information request")
        ordering = ["-happened_on", "-recorded_at"]


class RequestedPerson(SchemeOwned):
    """That what came back about one victim was entered into their own file. The details are there alone."""

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey(File, on_delete=models.PROTECT, related_name="+")
    request = SchemeForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="people")
    party_file = SchemeForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("entered"), default=now, editable=False)

    class Meta:
        verbose_name = _("details of a person received")
        ordering = ["recorded_at"]
