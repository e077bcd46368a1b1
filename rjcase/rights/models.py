"""The rights of the people in the files: what they asked for, how long we keep, what was destroyed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class RetentionClass(SchemeOwned):
    """How long the files of closed cases of a kind are kept (WTE-4.3-04). Data of the scheme.

    A case falls under every class that fits it, and the longest period counts.
    """

    class Outcome(models.TextChoices):
        ANY = "any", _("Any closed case")
        COMPLETED = "completed", _("Completed")
        DID_NOT_GO_AHEAD = "did_not_go_ahead", _("Did not go ahead")
        NOT_TAKEN_FORWARD = "not_taken_forward", _("Not taken forward")
        ENQUIRY = "enquiry", _("Enquiry that became no referral")

    wall = {"kind": "setting"}

    name = models.CharField(_("name"), max_length=80)
    outcome = models.CharField(_("closed cases"), max_length=20, choices=Outcome.choices)
    only_sensitive = models.BooleanField(_("only cases marked as sensitive"), default=False)
    months = models.PositiveSmallIntegerField(_("months to keep"))
    reason = models.CharField(_("why this long"), max_length=300, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="rights_class_name")]

    def __str__(self) -> str:
        return self.name


@tracked
class Hold(SchemeOwned):
    """Nothing of this case is destroyed while it lasts: a claim, an inquiry, a complaint."""

    wall = {"kind": "office"}

    case = SchemeForeignKey("cases.Case", on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(_("why it is held"), max_length=300)
    from_on = models.DateField(_("held from"), default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField(_("look again on"), null=True)
    released_on = models.DateField(_("released"), null=True)
    released_reason = models.CharField(_("why it was released"), max_length=300, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "case"], condition=models.Q(released_on=None), name="rights_hold_one"
            )
        ]


@tracked
class RightsRequest(SchemeOwned):
    """What a person asked for about their own data, the clock it started, and how it was answered.

    Hangs from the file it came in about: it is as personal as the rest of it.
    """

    class Kind(models.TextChoices):
        ACCESS = "access", _("A copy of their data")
        CORRECTION = "correction", _("Correction")
        OBJECTION = "objection", _("Objection to a use of their data")
        ERASURE = "erasure", _("Erasure")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        GRANTED = "granted", _("Done as asked")
        PARTLY = "partly", _("Done in part")
        REFUSED = "refused", _("Refused")

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="rights_requests")
    kind = models.CharField(_("what they ask for"), max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    received_on = models.DateField(_("received"))
    identity_how = models.CharField(_("how we know it is them"), max_length=200)
    details = models.TextField(_("what they asked, in their words"), blank=True)
    extended_on = models.DateField(null=True)
    extended_reason = models.CharField(_("why more time is needed"), max_length=300, blank=True)
    answered_on = models.DateField(_("answered"), null=True)
    answer = models.TextField(_("what was done, and why"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)


class RequestFile(SchemeOwned):
    """A file of the same person that a request for a copy takes in, in whichever case it is."""

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT, DELETE"}

    request = SchemeForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="files")
    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "request", "file"], name="rights_requestfile_one")
        ]


class TextDecision(SchemeOwned):
    """What a reader decided to leave out of one text of a copy, as places and never as words."""

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="+")
    request = SchemeForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="decisions")
    source = models.CharField(max_length=80)
    row = models.UUIDField()
    field = models.CharField(max_length=60)
    spans = models.JSONField(default=list)
    is_left_out = models.BooleanField(_("leave out the whole text"), default=False)
    digest = models.CharField(max_length=64)  # of the text that was read: a changed text is read again
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "request", "source", "row", "field"], name="rights_textdecision_one"
            )
        ]


class Bundle(SchemeOwned):
    """The copy of a person's data as it was given: a PDF and a machine-readable file, in one archive."""

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT, INSERT"}

    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="+")
    request = SchemeForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="bundles")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), default=now, editable=False)


class Erasure(SchemeOwned):
    """A file or a whole case destroyed: proposed by one person, done by another. The proof of it.

    Holds no personal data: which rule, how many rows of which tables, how many digests lost their
    salt, and a digest over those. Written by database functions alone (rjcase/rights/sql).
    """

    class Basis(models.TextChoices):
        REQUEST = "request", _("The person asked for it")
        RETENTION = "retention", _("Kept as long as our rule says")

    wall = {"kind": "office", "rights": "SELECT"}

    case = SchemeForeignKey("cases.Case", on_delete=models.PROTECT, related_name="erasures")
    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, null=True, related_name="erasures")
    basis = models.CharField(_("why"), max_length=10, choices=Basis.choices)
    rule = models.CharField(_("rule"), max_length=120, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))
    cancelled_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(_("done"), null=True)
    counts = models.JSONField(default=dict)
    leaves = models.BigIntegerField(default=0)
    proof = models.CharField(max_length=64, blank=True)
    running_in = models.CharField(max_length=20, blank=True)  # the transaction that does it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "case", "file"],
                condition=models.Q(done_at=None, cancelled_at=None),
                name="rights_erasure_open",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["scheme", "-proposed_at"], name="rights_erasure_newest")]


class Opening(SchemeOwned):
    """A file opened with a reason, without a grant: by whom, why, and what a manager said of it after.

    Written by database functions alone. The grant it gave ends with the day.
    """

    class Grounds(models.TextChoices):
        SAFETY = "safety", _("Somebody may be in danger")
        ABSENCE = "absence", _("The facilitator is away and it cannot wait")
        COMPLAINT = "complaint", _("A complaint or an incident")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        RIGHT = "right", _("It was right to open it")
        WRONG = "wrong", _("It was not right to open it")

    wall = {"kind": "file", "column": "file_id", "rights": "SELECT"}

    case = SchemeForeignKey("cases.Case", on_delete=models.PROTECT, related_name="openings")
    file = SchemeForeignKey("cases.File", on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    grounds = models.CharField(_("grounds"), max_length=12, choices=Grounds.choices)
    reason = models.CharField(_("reason"), max_length=300)
    opened_at = models.DateTimeField(_("opened"))
    outcome = models.CharField(_("finding"), max_length=8, choices=Outcome.choices, blank=True)
    review_note = models.CharField(_("what follows from it"), max_length=300, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True)

    class Meta:
        indexes = [models.Index(fields=["scheme", "-opened_at"], name="rights_opening_newest")]
