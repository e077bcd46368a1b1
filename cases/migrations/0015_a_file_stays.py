from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"
UNDO = "DROP TRIGGER file_stays ON cases_file; DROP FUNCTION file_stays()"


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_opened_with_a_reason")]
    operations = [migrations.RunSQL(read(SQL / "file_stays.sql"), UNDO)]
