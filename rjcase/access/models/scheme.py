"""What a scheme says of itself and how it is divided: settings that its manager keeps."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.tenancy.models import SchemeOwned, tracked


def _text(name: Any) -> Any:
    """A text that may be empty; rows of before have it empty."""
    return models.TextField(name, blank=True, default="", db_default="")


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
    # What the public pages say in Welsh; where it is empty the English text stands.
    about_welsh = _text(_("about the service, in Welsh"))
    complaints_welsh = _text(_("how to complain, in Welsh"))
    # How this service takes referrals (WTE-8A-01).
    referral_route = _text(_("how to refer"))
    referral_route_welsh = _text(_("how to refer, in Welsh"))
    after_referral = _text(_("what happens after a referral"))
    after_referral_welsh = _text(_("what happens after a referral, in Welsh"))
    unit_contact = _text(_("contact of the unit"))
    champion_contact = _text(_("contact of the champion"))
    # Stages of the work, one a line (WTE-2.2-01, WTE-2D-01); empty for the product's own.
    process_map = _text(_("stages of every case"))
    process_map_welsh = _text(_("stages of every case, in Welsh"))
    community_map = _text(_("stages of the community sentence route"))
    community_map_welsh = _text(_("stages of the community sentence route, in Welsh"))
    # {kind of document: [word for a victim, word for an offender]} where prints use others (WTE-G-02).
    print_words = models.JSONField(_("words in documents"), default=dict, db_default={}, blank=True)

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
