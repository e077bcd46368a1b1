from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]
    operations = [migrations.RunSQL(read(SQL / "schemes.sql"), migrations.RunSQL.noop)]
