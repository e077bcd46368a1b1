from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("practitioners", "0007_equality_answers"), ("access", "0013_shut_accounts")]
    operations = [migrations.RunSQL(read(SQL / "profile.sql"), migrations.RunSQL.noop)]
