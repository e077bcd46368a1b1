from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(read(SQL / "rights.sql"), migrations.RunSQL.noop),
        migrations.RunSQL(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO rjcase_web, rjcase_worker",
            migrations.RunSQL.noop,
        ),
    ]
