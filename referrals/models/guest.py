"""How an officer without an account refers once: the mail domains of agencies, a link, and what was typed.

Whoever opened the link holds a token in the browser's session; the rows carry its digest, and the policy of
kind "visitor" compares (docs/decisions/0017, 0027). Nothing of the form is kept in a history.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals.models.agency import Agency
from referrals.models.draft import DraftPart
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked

KEPT_FOR = timedelta(days=30)  # a form that its officer does not send for so long is deleted
FORGOTTEN_AFTER = timedelta(days=90)  # a link that ended or was revoked so long ago goes with its address


@tracked
class AgencyDomain(SchemeOwned):
    """A mail domain of an agency. Its officers may ask for a link; several agencies may share one."""

    wall = {"kind": "office", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, related_name="domains")
    domain = models.CharField(_("mail domain"), max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "domain", "agency"], name="referrals_agencydomain_one")
        ]
        ordering = ["domain"]


@tracked
class AgencyPerson(SchemeOwned):
    """Whom to speak with at an agency."""

    wall = {"kind": "office", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, related_name="whom_to_ask")
    name = models.CharField(_("name"), max_length=150)
    post = models.CharField(_("post"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("email address"), blank=True)

    class Meta:
        ordering = ["name"]


class GuestLink(SchemeOwned):
    """One referral by somebody without an account: who asked, with which link, and what became of it.

    Without a history, which would outlive the address: the row goes ``FORGOTTEN_AFTER`` its end, and who
    made and who revoked it stand in the row itself.

    ``link_key`` is the digest of the newest letter's link, ``visitor_key`` that of the token in the one
    browser that opened it. A link opens once; a new letter makes a new one and ends the other browser.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Not opened yet")
        WRITING = "writing", _("Being written")
        SENT = "sent", _("Sent")
        ENDED = "ended", _("Ended")
        REVOKED = "revoked", _("Revoked")

    wall = {"kind": "office", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    email = models.EmailField(_("work email address"))
    domain = models.CharField(_("mail domain"), max_length=150)
    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="guests")
    letter = models.UUIDField(help_text="The letter or the press of a button that the link was made for.")
    serial = models.PositiveSmallIntegerField(default=1)
    link_key = models.CharField(max_length=64, editable=False)
    link_until = models.DateTimeField(_("link good until"))
    opened_at = models.DateTimeField(_("link opened"), null=True)
    visitor_key = models.CharField(max_length=64, blank=True, editable=False)
    session_until = models.DateTimeField(_("browser let in until"), null=True)
    ends_on = models.DateField(_("last day"))
    became = models.UUIDField(_("referral"), null=True)
    told = models.CharField(_("last told"), max_length=20, blank=True)
    made_at = models.DateTimeField(default=now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "link_key"], name="referrals_guestlink_key"),
            models.UniqueConstraint(fields=["scheme", "letter"], name="referrals_guestlink_letter"),
        ]
        indexes = [models.Index(fields=["scheme", "email"], name="referrals_guestlink_of")]


class GuestDraft(SchemeOwned):
    """The envelope of what a guest types. Its id becomes the id of the referral."""

    wall = {"kind": "visitor", "column": "visitor_key", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    link = SchemeForeignKey(GuestLink, on_delete=models.PROTECT, related_name="drafts", db_index=False)
    visitor_key = models.CharField(max_length=64, editable=False)
    agency = SchemeForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(_("started"), default=now, editable=False)
    saved_at = models.DateTimeField(_("last saved"), default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "link"], name="referrals_guestdraft_one")]

    @property
    def kept_until(self) -> datetime:
        """When it is deleted unless it is saved or sent before."""
        return self.saved_at + KEPT_FOR

    def owner(self) -> dict[str, str]:
        """What a part of it needs to be its author's."""
        return {"visitor_key": self.visitor_key}


class GuestPart(SchemeOwned):
    """What was typed about one person, or on the papers, exactly as it was typed, right or wrong."""

    wall = {"kind": "visitor", "column": "visitor_key", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    draft = SchemeForeignKey(GuestDraft, on_delete=models.CASCADE, related_name="parts", db_index=False)
    visitor_key = models.CharField(max_length=64, editable=False)
    kind = models.CharField(max_length=10, choices=DraftPart.Kind.choices)
    number = models.PositiveSmallIntegerField(default=1)
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "draft", "kind", "number"], name="referrals_guestpart_one"
            )
        ]
