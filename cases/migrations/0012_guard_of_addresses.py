from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_consent_purposes_and_bars")]
    operations = [migrations.RunSQL(read(SQL / "guards_2.sql"), migrations.RunSQL.noop)]
