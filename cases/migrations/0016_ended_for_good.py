from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_a_file_stays")]
    operations = [migrations.RunSQL(read(SQL / "ended_for_good.sql"), migrations.RunSQL.noop)]
