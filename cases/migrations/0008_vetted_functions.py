from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_what_grants_were_asked_for"),
        ("access", "0007_data_stewardship"),
        ("practitioners", "0002_functions"),
    ]
    operations = [migrations.RunSQL(read(SQL / "vetted_grants.sql"), migrations.RunSQL.noop)]
