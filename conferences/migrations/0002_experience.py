from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("conferences", "0001_initial"), ("cases", "0018_shut_accounts")]
    operations = [migrations.RunSQL(read(SQL / "experience.sql"), migrations.RunSQL.noop)]
