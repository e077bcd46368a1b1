from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0001_rights"),
        ("audit", "0003_seal_functions"),
        ("cases", "0008_vetted_functions"),
        ("documents", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(read(SQL / "erase.sql"), migrations.RunSQL.noop),
        migrations.RunSQL(read(SQL / "opening.sql"), migrations.RunSQL.noop),
    ]
