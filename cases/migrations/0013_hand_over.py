from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_guard_of_addresses")]
    operations = [migrations.RunSQL(read(SQL / "hand_over.sql"), migrations.RunSQL.noop)]
