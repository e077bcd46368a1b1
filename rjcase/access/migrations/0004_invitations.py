from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0003_scheme_settings")]
    operations = [migrations.RunSQL(read(SQL / "invitations.sql"), migrations.RunSQL.noop)]
