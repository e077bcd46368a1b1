from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("rights", "0002_functions"), ("documents", "0004_uploads")]
    operations = [migrations.RunSQL(read(SQL / "erase_uploads.sql"), migrations.RunSQL.noop)]
