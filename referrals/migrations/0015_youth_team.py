"""The question "does the youth justice team contact them itself?", answered with yes or no."""

from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0014_who_manages")]
    operations = [migrations.RunSQL(read(SQL / "youth_team.sql"), migrations.RunSQL.noop)]
