from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("practitioners", "0001_vetting_checks"), ("access", "0007_data_stewardship")]
    operations = [migrations.RunSQL(read(SQL / "vetting.sql"), migrations.RunSQL.noop)]
