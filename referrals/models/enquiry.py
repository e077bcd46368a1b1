"""An enquiry: somebody asked about restorative justice, and nothing was referred yet (CAMB-17).

What counts it stands in ``Enquiry`` and names nobody. Who asked and what was said stand behind a wall of
their own for the office alone, and in no history: they go into a party's file when the enquiry becomes a
referral, and are destroyed when it has been kept long enough (docs/decisions/0025).
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Contact
from referrals.models.referral import Referral
from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


@tracked
class Enquiry(SchemeOwned):
    """How it came, who asked, where they heard of us, what became of it. Codes and dates, nobody's name."""

    AREA = "area"  # the code of ``who`` for another area's service that asks for help (CAMB-21)
    REFERRAL = "referral"  # the outcome that only a referral sets

    wall = {"kind": "office"}

    number = models.PositiveIntegerField(_("number"))
    happened_at = models.DateTimeField(_("date and time"))
    channel = models.CharField(_("how it came"), max_length=20)
    who = models.CharField(_("who enquired"), max_length=20)
    origin = models.CharField(_("where they heard of us"), max_length=20)
    asking_area = models.CharField(_("which area asks"), max_length=10, blank=True)
    asking_service = models.CharField(_("which service asks"), max_length=150, blank=True)
    come_back_on = models.DateField(_("date to come back to it"), null=True)
    outcome = models.CharField(_("what became of it"), max_length=20, blank=True)
    signposted_to = models.CharField(_("pointed to"), max_length=150, blank=True)
    closed_on = models.DateField(_("closed"), null=True)
    referral = SchemeForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="enquiries")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)
    erasure_asked_on = models.DateField(_("erasure proposed"), null=True)
    erasure_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    erased_on = models.DateField(_("personal details destroyed"), null=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="referrals_enquiry_number")]
        indexes = [
            models.Index(fields=["scheme", "come_back_on"], name="referrals_enquiry_due"),
            models.Index(fields=["scheme", "-happened_at"], name="referrals_enquiry_newest"),
        ]

    def __str__(self) -> str:
        return str(_("Enquiry %(number)s") % {"number": self.number})

    @property
    def is_open(self) -> bool:
        """Nothing has become of it yet."""
        return self.closed_on is None

    @property
    def is_assistance(self) -> bool:
        """Another area's service asks for help with a victim who moved here, or the like (CAMB-21)."""
        return self.who == self.AREA


class EnquiryPerson(SchemeOwned):
    """Who enquired and how they may safely be reached. Gone once the enquiry is a referral or erased."""

    wall = {"kind": "desk", "rights": "SELECT, INSERT, UPDATE, DELETE"}

    enquiry = SchemeForeignKey(Enquiry, on_delete=models.PROTECT, related_name="people")
    given_names = models.CharField(_("first names"), max_length=100, blank=True)
    family_name = models.CharField(_("last name"), max_length=100, blank=True)
    organisation = models.CharField(_("organisation and post"), max_length=150, blank=True)
    address = models.TextField(_("address"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    ways = models.JSONField(_("safe ways of making contact"), default=list)
    notes = models.CharField(_("good times, and anything to be careful about"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "enquiry"], name="referrals_enquiryperson_one")
        ]

    @property
    def name(self) -> str:
        """The name, as far as it is known."""
        return " ".join(filter(None, (self.given_names, self.family_name)))


class EnquiryContact(SchemeOwned):
    """What was asked and answered, once each: the enquiry itself and every contact after it (CAMB-20).

    Added, never changed. Becomes a contact in the party's file when the enquiry becomes a referral.
    """

    wall = {"kind": "desk", "rights": "SELECT, INSERT, DELETE"}

    enquiry = SchemeForeignKey(Enquiry, on_delete=models.PROTECT, related_name="contacts")
    happened_at = models.DateTimeField(_("when it happened"))
    method = models.CharField(_("how"), max_length=10, choices=Contact.Method.choices)
    direction = models.CharField(_("who contacted whom"), max_length=3, choices=Contact.Direction.choices)
    result = models.CharField(_("what came of it"), max_length=10, choices=Contact.Result.choices)
    asked = models.TextField(_("what they asked or said"), blank=True)
    answered = models.TextField(_("what we answered or did"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-happened_at", "-recorded_at"]
