from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("practitioners", "0005_register")]
    operations = [migrations.RunSQL(read(SQL / "entries.sql"), migrations.RunSQL.noop)]
