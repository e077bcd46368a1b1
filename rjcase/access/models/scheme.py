"""What a scheme says of itself and how it is divided: settings that its manager keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class SchemeProfile(SchemeOwned):
    """One row a scheme: how to reach it, what its public page says, and the words it uses.

    The labels are what people read for the two sides (MOJ-A-14): victim and offender, person
    harmed and person responsible, or the scheme's own.
    """

    wall = {"kind": "setting"}

    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    address = models.TextField(_("postal address"), blank=True)
    about = models.TextField(_("about the service"), blank=True)
    complaints = models.TextField(_("how to complain"), blank=True)
    label_harmed = models.CharField(_("word for a victim"), max_length=40, default="Victim")
    label_responsible = models.CharField(_("word for an offender"), max_length=40, default="Offender")
    marking = models.CharField(
        _("marking of records and prints"),
        max_length=60,
        default="OFFICIAL-SENSITIVE",
        db_default="OFFICIAL-SENSITIVE",
        blank=True,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme"], name="access_profile_one")]


@tracked
class DataStewardship(SchemeOwned):
    """One row a scheme: who answers for its data, and who may see it for what (WTE-4.4-02, WTE-4.3-05)."""

    wall = {"kind": "staff"}

    data_owner = models.CharField(_("data owner"), max_length=200, blank=True)
    file_owner = models.CharField(_("owner of the central file"), max_length=200, blank=True)
    file_place = models.TextField(_("where the central file is kept"), blank=True)
    users_and_purposes = models.TextField(_("permitted users and purposes"), blank=True)
    overseer = models.CharField(_("who oversees the administrative process"), max_length=200, blank=True)
    contingency = models.TextField(_("what is done if sharing fails"), blank=True)
    agreement = models.TextField(_("data processing agreement with the police"), blank=True)
    protection_policy = models.TextField(_("data protection policy"), blank=True)
    safeguarding_policy = models.TextField(_("safeguarding policy"), blank=True)
    days_after_closure = models.PositiveSmallIntegerField(_("days of access after closure"), default=90)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme"], name="access_stewardship_one")]


@tracked
class Area(SchemeOwned):
    """A part of the scheme's territory, such as a local authority."""

    wall = {"kind": "setting"}

    name = models.CharField(_("name"), max_length=100)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="access_area_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked
class DeliveryTeam(SchemeOwned):
    """A team, or an organisation, through which the scheme delivers."""

    wall = {"kind": "setting"}

    name = models.CharField(_("name"), max_length=100)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="access_team_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
