"""Whoever worked in a scheme before checks were recorded keeps their access for 90 days.

In that time a manager records each person's check; afterwards a grant without one is no longer in
force (docs/decisions/0014-vetting.md).
"""

from typing import Any

from django.db import connection, migrations

from rjcase.tenancy.context import maintenance

DAYS = 90
GRACE = """
insert into practitioners_vettingcheck (id, scheme_id, user_id, kind, issued_on, number_end, employer, expires_on,
    outside_verifier, verified_on, withdrawn_reason, recorded_at)
  select uuidv7(), m.scheme_id, m.user_id, 'grace', current_date, '', '', current_date + %s, '', current_date, '', now()
  from access_membership m
  where m.roles::text[] && array['manager', 'administrator', 'facilitator', 'volunteer', 'supervisor', 'liaison']
    and (m.ends_on is null or m.ends_on >= current_date)
"""


def give_grace(apps: Any, schema_editor: Any) -> None:
    """Give days of grace to everybody who works in a scheme, and end the grants of whoever left."""
    for pk in apps.get_model("tenancy", "Scheme").objects.values_list("pk", flat=True):
        with maintenance(pk, why="days of grace for checks"), connection.cursor() as cursor:
            cursor.execute(GRACE, [DAYS])
            cursor.execute("select settle_grants(null, null)")


class Migration(migrations.Migration):
    dependencies = [
        ("practitioners", "0002_functions"),
        ("cases", "0008_vetted_functions"),
        ("tenancy", "0002_functions"),
    ]
    operations = [migrations.RunPython(give_grace, migrations.RunPython.noop)]
