"""What people say of themselves, so that a scheme can see whether its volunteers are like the community."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.models import SchemeOwned


class EqualityAnswers(SchemeOwned):
    """Somebody's own answers (CAMB-13). Nobody else reads them, the office included: they are only counted.

    Counting is the database function ``volunteer_profile``. No history is kept: answers that are changed
    or taken back are gone.
    """

    LISTS = {
        "age_band": "age_band",
        "sex": "sex",
        "ethnicity": "ethnicity_groups",
        "religion": "religion",
        "disability": "long_term_condition",
    }
    wall = {"kind": "private", "column": "user_id", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(_("age"), max_length=20, blank=True)
    sex = models.CharField(_("sex"), max_length=20, blank=True)
    ethnicity = models.CharField(_("ethnic group"), max_length=20, blank=True)
    religion = models.CharField(_("religion"), max_length=20, blank=True)
    disability = models.CharField(_("long-term condition or disability"), max_length=20, blank=True)
    answered_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "user"], name="practitioners_equality_one")]
