from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_contact_log")]
    operations = [migrations.RunSQL(read(SQL / "guards.sql"), migrations.RunSQL.noop)]
