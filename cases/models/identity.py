"""Who a party is and how they may safely be reached. Hangs from the party's own file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.files import File
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Identity(SchemeOwned):
    """The person behind a party. Nothing here is needed to open a file but a name."""

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.CASCADE, related_name="identities")
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    known_as = models.CharField(_("known as"), max_length=100, blank=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=10, blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=10, blank=True)
    language = models.CharField(_("language"), max_length=60, blank=True)
    needs_interpreter = models.BooleanField(_("interpreter needed"), default=False)
    needs = models.TextField(_("access and communication needs"), blank=True)
    identifiers = models.JSONField(_("identifiers"), default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "file"], name="cases_identity_one")]

    @property
    def name(self) -> str:
        """The name to show, or the organisation's."""
        return " ".join(filter(None, (self.given_names, self.family_name))) or self.organisation

    @property
    def initials(self) -> str:
        """Initials, for lists."""
        return "".join(part[0].upper() for part in self.name.split()) or "–"

    def age(self) -> int | None:
        """Age in whole years today, or None if the date of birth is not known."""
        born = self.date_of_birth
        if born is None:
            return None
        day = today()
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def __str__(self) -> str:
        return self.name


@tracked
class SafeContact(SchemeOwned):
    """Where and how a party may be reached. One row is current; older ones are kept with an end.

    Unknown means no: nothing is sent on a channel that was not said to be safe.
    """

    wall = {"kind": "file", "column": "file_id"}

    file = SchemeForeignKey(File, on_delete=models.CASCADE, related_name="safe_contacts")
    address = models.TextField(_("address"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    may_write = models.BooleanField(_("safe to write"), default=False)
    may_phone = models.BooleanField(_("safe to phone"), default=False)
    may_leave_message = models.BooleanField(_("safe to leave a message"), default=False)
    may_text = models.BooleanField(_("safe to text"), default=False)
    may_email = models.BooleanField(_("safe to e-mail"), default=False)
    no_disclosure = models.BooleanField(_("no disclosure: no outgoing contact until cleared"), default=False)
    notes = models.CharField(_("good times, and anything to be careful about"), max_length=300, blank=True)
    change_reason = models.CharField(_("why it was changed"), max_length=300, blank=True, db_default="")
    from_on = models.DateField(default=today)
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "file"], condition=models.Q(until_on=None), name="cases_safecontact_current"
            )
        ]
