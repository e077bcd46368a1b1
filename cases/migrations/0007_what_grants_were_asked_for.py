"""The grants of a scheme that was there before: the end they have is the end they were asked for."""

from typing import Any

from django.db import connection, migrations

from rjcase.tenancy.context import maintenance


def keep_ends(apps: Any, schema_editor: Any) -> None:
    """Copy the end of every grant that has one."""
    for pk in apps.get_model("tenancy", "Scheme").objects.values_list("pk", flat=True):
        with maintenance(pk, why="grants with an end"), connection.cursor() as cursor:
            cursor.execute("update cases_filegrant set asked_until = until where until is not null")


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_vetted_grants"), ("tenancy", "0002_functions")]
    operations = [migrations.RunPython(keep_ends, migrations.RunPython.noop)]
