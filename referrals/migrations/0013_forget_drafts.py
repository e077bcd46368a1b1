from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0012_court_records")]
    operations = [
        migrations.RunSQL(
            read(SQL / "forget_drafts.sql"),
            "DROP FUNCTION forget_enquiry_drafts(uuid); DROP FUNCTION forget_old_drafts(timestamptz)",
        )
    ]
