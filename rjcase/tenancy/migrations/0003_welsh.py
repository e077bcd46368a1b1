from pathlib import Path

from django.db import migrations, models

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_functions")]
    operations = [
        migrations.AddField(
            model_name="scheme",
            name="has_welsh",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="public pages in Welsh too"
            ),
        ),
        migrations.RunSQL(read(SQL / "welsh.sql"), migrations.RunSQL.noop),
    ]
