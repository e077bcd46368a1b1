from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_findings"),
        ("cases", "0002_functions"),
        ("access", "0002_rights"),
    ]
    operations = [migrations.RunSQL(read(SQL / "honest_approval.sql"), migrations.RunSQL.noop)]
