"""Who looked at what. Changes are kept by triggers (rjcase.tenancy.models.tracked)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.models import SchemeOwned


class ReadLog(SchemeOwned):
    """One opening of a page that shows personal data: a file, or a list naming the files shown.

    Written in the same transaction as the page: no log, no page.
    """

    wall = {"kind": "readlog", "column": "user_id", "rights": "SELECT, INSERT"}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    page = models.CharField(_("page"), max_length=100)
    files = ArrayField(models.UUIDField(), verbose_name=_("files"))
    why = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["scheme", "user", "at"], name="audit_readlog_user")]
