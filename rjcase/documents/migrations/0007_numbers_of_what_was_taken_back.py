"""Say the number of each file that was taken back beside the reason: its own row is for the office alone."""

from typing import Any

from django.db import migrations

from rjcase.tenancy import maintenance

NUMBERS = """update documents_retraction r set number = u.number from documents_upload u
  where u.scheme_id = r.scheme_id and u.id = r.upload_id and r.number = 0"""


def number(apps: Any, schema_editor: Any) -> None:
    """Number them scheme by scheme. A column that a seal does not name changes no digest."""
    for scheme in apps.get_model("tenancy", "Scheme").objects.order_by("pk"):
        with (
            maintenance(scheme.pk, why="number what was taken back"),
            schema_editor.connection.cursor() as cursor,
        ):
            cursor.execute(NUMBERS)


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_taken_back_for_the_office")]
    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
