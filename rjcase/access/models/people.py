"""People: accounts, and what each is in a scheme."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from rjcase.access.models.scheme import DeliveryTeam
from rjcase.access.roles import Role, scope_of
from rjcase.kernel.clock import now, today
from rjcase.tenancy.declarations import Rights, SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned, tracked


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password it can only be opened by an invitation."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


# A check of the office that is good today: its rows are the practitioners app's, above this one (WM-7-06).
_CHECKED = RawSQL(
    "exists (select 1 from practitioners_vettingcheck c where c.scheme_id = access_membership.scheme_id"
    " and c.user_id = access_membership.user_id and c.kind in ('dbs', 'grace') and c.withdrawn_at is null"
    " and c.expires_on >= current_date)",
    [],
    output_field=models.BooleanField(),
)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What its owner is, and is called, is told by each scheme's membership."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(_("operator of this installation"), default=False)
    created_at = models.DateTimeField(default=now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()
    membership: "Membership | None" = None  # of the scheme entered last; set by scope_in
    waits_for_check = False  # likewise: of the office, without a check that is good today

    class Meta:
        constraints = [Rights(name="access_user_rights", rights="SELECT, INSERT, UPDATE")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """There is no Django admin."""
        return False

    def scope_in(self, scheme: Any) -> str:
        """Return the widest scope this person holds in the open scheme; "" for a stranger.

        A superuser has none: no flag on an account opens a scheme. Somebody of the office without a
        check that is good today (``waits_for_check``) lives by grants like other staff, and has none.
        """
        self.waits_for_check = False
        if not self.is_active or self.is_superuser:
            return ""
        mine = Membership.objects.live().filter(user_id=self.pk).annotate(is_checked=_CHECKED)
        row: Any = mine.first()
        self.membership = row
        if row is None:
            return ""
        scope = scope_of(frozenset(row.roles))
        self.waits_for_check = scope == "office" and not row.is_checked
        return "staff" if self.waits_for_check else scope


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> "MembershipQuerySet":
        """Memberships in force today."""
        day = today()
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day), starts_on__lte=day)


@tracked
class Membership(SchemeOwned):
    """What a person is in a scheme, from when until when."""

    wall = {"kind": "member", "column": "user_id", "also": "my_doors"}

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), verbose_name=_("roles"))
    team = SchemeForeignKey(
        DeliveryTeam,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("team"),
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    phone = models.CharField(_("work phone"), max_length=30, blank=True)
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "user"], name="access_membership_one")]

    def __str__(self) -> str:
        return str(self.user)


@tracked
class Invitation(SchemeOwned):
    """An offer to join a scheme; the link's token is kept only as a digest."""

    wall = {"kind": "office"}

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), verbose_name=_("roles"))
    agency = SchemeForeignKey(
        "referrals.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency"),
    )
    digest = models.CharField(max_length=64, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    @property
    def is_open(self) -> bool:
        """Whether its link can still be used."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > now()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "digest"], name="access_invitation_digest")]
