"""The office opens cases with a check only; whoever has none when this runs has 90 days.

A new scheme's first manager has 30 days from joining (docs/decisions/0014-vetting.md).
"""

from pathlib import Path
from typing import Any

from django.db import connection, migrations

from rjcase.tenancy.context import maintenance
from rjcase.tenancy.sql import read

DAYS = 90
SQL = Path(__file__).resolve().parents[1] / "sql"
GRACE = """
insert into practitioners_vettingcheck (id, scheme_id, user_id, kind, issued_on, number_end, employer, expires_on,
    outside_verifier, verified_on, withdrawn_reason, recorded_at)
  select uuidv7(), m.scheme_id, m.user_id, 'grace', current_date, '', '', current_date + %s, '', current_date, '', now()
  from access_membership m
  where m.roles::text[] && array['manager', 'coordinator', 'administrator']
    and (m.ends_on is null or m.ends_on >= current_date)
    and not exists (select 1 from practitioners_vettingcheck c where c.scheme_id = m.scheme_id
      and c.user_id = m.user_id and c.kind in ('dbs', 'grace') and c.withdrawn_at is null
      and c.expires_on >= current_date)
  on conflict do nothing
"""


def give_grace(apps: Any, schema_editor: Any) -> None:
    """Give days of grace to everybody of the office who has no check that is good today."""
    for pk in apps.get_model("tenancy", "Scheme").objects.values_list("pk", flat=True):
        with maintenance(pk, why="days of grace for the office"), connection.cursor() as cursor:
            cursor.execute(GRACE, [DAYS])


class Migration(migrations.Migration):
    dependencies = [
        ("practitioners", "0003_days_of_grace"),
        ("access", "0013_shut_accounts"),
    ]
    operations = [
        migrations.RunPython(give_grace, migrations.RunPython.noop),
        migrations.RunSQL(read(SQL / "first_manager.sql"), migrations.RunSQL.noop),
    ]
