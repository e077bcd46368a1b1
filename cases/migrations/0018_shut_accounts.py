from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_conflict_ends_access")]
    operations = [migrations.RunSQL(read(SQL / "shut_accounts.sql"), migrations.RunSQL.noop)]
