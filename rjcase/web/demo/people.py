"""The people of the demo: all fictional, one for each role of each scheme."""

from datetime import timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import connection

from practitioners.models import VettingCheck
from practitioners.selectors import kinds_for
from referrals.models import Agency, AgencyMember
from rjcase.access.models import Area, DeliveryTeam, Membership, SchemeProfile, User
from rjcase.access.roles import PARTNERS, Role
from rjcase.access.services.create_scheme import create_scheme
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

SCHEMES = {
    "northshire": ("Northshire Restorative Justice", "NOR"),
    "southshire": ("Southshire Restorative Service", "SOU"),
}
LONG_AGO = 800  # days
RENEW_SOON = {Role.VOLUNTEER: 45, Role.SUPERVISOR: 20}  # days until their checks are due
OPERATOR = "operator@rjcase.example"
ROLES: dict[str, tuple[str, Role]] = {
    "manager": ("Maya Osei", Role.MANAGER),
    "senior": ("Sunita Rao", Role.SENIOR),
    "coordinator": ("Cai Morgan", Role.COORDINATOR),
    "admin": ("Adil Rahman", Role.ADMINISTRATOR),
    "facilitator": ("Freya Lindqvist", Role.FACILITATOR),
    "facilitator2": ("Femi Adeyemi", Role.FACILITATOR),
    "volunteer": ("Val Penrose", Role.VOLUNTEER),
    "supervisor": ("Suki Tanaka", Role.SUPERVISOR),
    "referrer": ("Rhys Bevan", Role.PARTNER),
    "champion": ("Chidi Eze", Role.CHAMPION),
    "liaison": ("Lena Kowalska", Role.LIAISON),
    "commissioner": ("Colm Farrell", Role.COMMISSIONER),
}
AGENCIES = (
    ("{place} Police", "police"),
    ("Probation Service, {place}", "probation"),
    ("{place} Victim Care", "victim_service"),
)


def email_of(name: str, slug: str) -> str:
    """Return the sign-in of a demo person."""
    return f"{name}@{slug}.example"


def is_demo_account(email: str) -> bool:
    """Whether an account belongs to the demo; production refuses to start with one."""
    return email == OPERATOR or any(email.endswith(f"@{slug}.example") for slug in SCHEMES)


def ensure_operator(password: str) -> None:
    """Make the operator of the installation."""
    _account(OPERATOR, "Ola Brandt", password, is_operator=True)


def ensure_scheme(slug: str, password: str) -> Scheme:
    """Make a demo scheme with its people and agencies, or bring their passwords up to date."""
    name, prefix = SCHEMES[slug]
    scheme = Scheme.objects.filter(slug=slug).first()
    if scheme is None:
        scheme = create_scheme(
            slug=slug,
            name=name,
            prefix=prefix,
            manager_email=email_of("manager", slug),
            manager_name=ROLES["manager"][0],
            password=password,
        ).scheme
    with acting(scheme, SYSTEM, why="demo"):
        place = slug.title()
        SchemeProfile.objects.update(
            phone="0300 000 0000", email=f"hello@{slug}.example", address=f"1 Market Square, {place}"
        )
        for area in ("Town", "Valley", "Coast"):
            Area.objects.get_or_create(name=f"{place} {area}")
        team, _ = DeliveryTeam.objects.get_or_create(name=f"{place} team")
        agencies = [
            Agency.objects.get_or_create(name=text.format(place=place), defaults={"kind": kind})[0]
            for text, kind in AGENCIES
        ]
        for key, (full_name, role) in ROLES.items():
            user = _account(email_of(key, slug), full_name, password)
            Membership.objects.get_or_create(user=user, defaults={"roles": [role], "team": team})
            _ensure_check(user, role)
            if role in PARTNERS:
                AgencyMember.objects.get_or_create(user=user, agency=agencies[0])
        # The stories reach back further than today, and everybody was there.
        Membership.objects.update(starts_on=today() - timedelta(days=LONG_AGO))
    return scheme


def _ensure_check(user: User, role: Role) -> None:
    """Let a demo person have the check their role asks for; some are soon to be renewed."""
    kinds = kinds_for([role])
    if not kinds or VettingCheck.objects.filter(user=user).exclude(kind=VettingCheck.Kind.GRACE).exists():
        return
    is_dbs = kinds[0] == VettingCheck.Kind.DBS
    days = RENEW_SOON.get(role, LONG_AGO)
    seen = ("0042", "") if is_dbs else ("", "Probation Service")
    issued, renewal = today() - timedelta(days=LONG_AGO), today() + timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute(
            "select record_check(%s, %s, %s, %s, %s, %s, %s, '')",
            [uuid7(), user.pk, kinds[0].value, issued, *seen, renewal],
        )


def _account(email: str, name: str, password: str, *, is_operator: bool = False) -> User:
    user = User.objects.filter(email=email).first() or User(email=email)
    if user.password != (hashed := _hashed(password)):
        user.name, user.is_operator, user.password = name, is_operator, hashed
        user.save()
    return user


@cache
def _hashed(password: str) -> str:
    """One hash for all of the demo: hashing is made to be slow, and this password is printed anyway."""
    operator = User.objects.filter(email=OPERATOR).first()
    if operator and operator.check_password(password):
        return operator.password
    return make_password(password)
