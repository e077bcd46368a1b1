"""Keep what a referrer says about each person, and let partners read the neutral progress."""

from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_drafts_and_criteria"), ("cases", "0002_functions")]
    operations = [
        migrations.RunSQL(read(SQL / "enter_referral.sql"), migrations.RunSQL.noop),
        migrations.RunSQL(read(SQL / "our_progress.sql"), "DROP FUNCTION our_progress()"),
    ]
