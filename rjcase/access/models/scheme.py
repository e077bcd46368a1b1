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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme"], name="access_profile_one")]


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
