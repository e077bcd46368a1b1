"""Many made-up cases, fast: for benches, soaks and rehearsals. Never beside real data."""

from pathlib import Path

from django.db import connection

from rjcase.access.models import Membership, User
from rjcase.access.roles import Role
from rjcase.access.services.create_scheme import create_scheme
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, acting, maintenance
from rjcase.tenancy.models import Scheme

SQL = Path(__file__).parent / "cases.sql"
FACILITATORS = 40
CHECK = "select record_check(%s, %s, 'dbs', current_date, '0042', '', current_date + 1000, '')"
# Filled in bulk, so the history of their making is left out: nobody will ask who typed them.
TABLES = [
    "cases_case",
    "cases_progress",
    "cases_offence",
    "cases_party",
    "cases_file",
    "cases_identity",
    "cases_safecontact",
    "cases_contact",
    "cases_allocation",
    "cases_filegrant",
    "referrals_referral",
    "deadlines_deadline",
]


def bulk_scheme(number: int) -> Scheme:
    """Return the scheme bulk-<number> with its people, making it if there is none."""
    slug = f"bulk-{number}"
    found = Scheme.objects.filter(slug=slug).first()
    if found:
        return found
    prefix = "B" + "".join(chr(65 + number // 26**power % 26) for power in (2, 1, 0))
    made = create_scheme(
        slug=slug,
        name=f"Bulk scheme {number}",
        prefix=prefix,
        manager_email=f"manager@{slug}.example",
        manager_name="Bulk Manager",
    )
    with acting(made.scheme, SYSTEM, why="bulk data"):
        manager = _person(slug, "manager")
        Membership.objects.create(user=manager, roles=[Role.MANAGER])
        with connection.cursor() as cursor:
            cursor.execute(CHECK, [uuid7(), manager.pk])
        for each in range(FACILITATORS):
            worker = _person(slug, f"facilitator{each}")
            Membership.objects.create(user=worker, roles=[Role.FACILITATOR])
            with connection.cursor() as cursor:
                cursor.execute(CHECK, [uuid7(), worker.pk])
    return made.scheme


def _person(slug: str, name: str) -> User:
    user, _ = User.objects.get_or_create(email=f"{name}@{slug}.example", defaults={"name": name.title()})
    return user


def generate(scheme: Scheme, cases: int, seed: int) -> None:
    """Add cases to a bulk scheme, the same ones for the same seed; as the owner of the schema.

    Each case has two parties with their files, three contacts, a referral, a deadline and a
    facilitator with grants, in every stage. Run it inside ``connection.elevated()``.
    """
    with maintenance(scheme.pk, why="bulk data"), connection.cursor() as cursor:
        settings = {
            "scheme": scheme.pk,
            "cases": cases,
            "seed": seed,
            "prefix": scheme.prefix,
        }
        for name, value in settings.items():
            cursor.execute("select set_config(%s, %s, true)", [f"bulk.{name}", str(value)])
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(SQL.read_text(encoding="utf-8"))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
