from pathlib import Path

from django.db import migrations

from rjcase.tenancy.sql import read

SQL = Path(__file__).resolve().parents[1] / "sql"
UNDO = "DROP TRIGGER note_apart ON cases_allocation; DROP FUNCTION note_apart()"


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_allocation_notes")]
    operations = [migrations.RunSQL(read(SQL / "allocation_notes.sql"), UNDO)]
