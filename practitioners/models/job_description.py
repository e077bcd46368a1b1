"""Job descriptions of facilitators, in the words of whoever employs them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from practitioners.job_descriptions import Post
from rjcase.kernel.clock import now
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class JobDescription(SchemeOwned):
    """One post. ``facts`` holds a text for each fact of its kind (`practitioners.job_descriptions`)."""

    wall = {"kind": "staff"}

    kind = models.CharField(max_length=12, choices=Post.choices)
    title = models.CharField(_("job title"), max_length=150)
    facts = models.JSONField(_("facts"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)
