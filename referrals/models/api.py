"""Partner systems: the tokens they sign in with, and what they asked for already."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals.models.agency import Agency
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class ApiToken(SchemeOwned):
    """A system of an agency, which acts as an account of its own that nobody can sign in to.

    The account is a partner of the agency like any other, so every wall that holds for people holds for
    it. Only the digest of the token is kept.
    """

    wall = {"kind": "office"}

    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, related_name="tokens")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the system"), max_length=80)
    digest = models.CharField(max_length=64, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=now, editable=False)
    expires_on = models.DateField(_("last day"))
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "digest"], name="referrals_apitoken_digest")]

    @property
    def is_live(self) -> bool:
        """Whether the token opens the API today."""
        return self.revoked_at is None and self.expires_on >= today()


class ApiRequest(SchemeOwned):
    """A request to refer, by the key its sender gave it: the same key never refers twice.

    Holds digests and the id of the referral, nothing of its content.
    """

    wall = {"kind": "private", "column": "user_id", "rights": "SELECT, INSERT"}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    key = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    referral = models.UUIDField()
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "user", "key"], name="referrals_apirequest_one")
        ]
