from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals"), ("tenancy", "0002_functions")]
    operations = [migrations.RunSQL(read(SQL / "seal.sql"), migrations.RunSQL.noop)]
