from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_agency_agreements"), ("documents", "0004_uploads")]
    operations = [migrations.RunSQL(read(SQL / "hand_in.sql"), migrations.RunSQL.noop)]
