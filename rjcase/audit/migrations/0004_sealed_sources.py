from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_seal_functions")]
    operations = [migrations.RunSQL(read(SQL / "sources.sql"), migrations.RunSQL.noop)]
