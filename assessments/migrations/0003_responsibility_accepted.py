from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_honest_approval"), ("cases", "0002_functions")]
    operations = [migrations.RunSQL(read(SQL / "responsibility_accepted.sql"), migrations.RunSQL.noop)]
