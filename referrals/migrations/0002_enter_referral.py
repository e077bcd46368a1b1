from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("cases", "0002_functions")]
    operations = [migrations.RunSQL(read(SQL / "enter_referral.sql"), migrations.RunSQL.noop)]
