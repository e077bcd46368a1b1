"""Partner organisations of a scheme and their people."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Agency(SchemeOwned):
    """An organisation that refers to the scheme or works with it."""

    wall = {"kind": "setting"}

    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=40)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="referrals_agency_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked
class AgencyMember(SchemeOwned):
    """A partner's account belongs to this agency: it sees the progress of the agency's referrals."""

    wall = {"kind": "member", "column": "user_id", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, related_name="people", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "user", "agency"], name="referrals_agencymember_one")
        ]
