from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_ended_for_good")]
    operations = [migrations.RunSQL(read(SQL / "conflict_ends_access.sql"), migrations.RunSQL.noop)]
