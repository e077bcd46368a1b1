"""Put what was said of allocations behind the wall of those who see both sides."""

from typing import Any

from django.db import migrations

from rjcase.tenancy import maintenance

# Whoever said it stands in the history of the allocation, which stays as it was sealed.
MOVE = """insert into cases_allocationnote (id, scheme_id, case_id, allocation_id, state, text, recorded_at)
  select uuidv7(), scheme_id, case_id, id, state, note, coalesce(ended_at, answered_at, offered_at)
  from cases_allocation where note <> ''"""
CLEAR = "update cases_allocation set note = '' where note <> ''"


def move(apps: Any, schema_editor: Any) -> None:
    """Move them scheme by scheme, each with two statements."""
    for scheme in apps.get_model("tenancy", "Scheme").objects.order_by("pk"):
        with (
            maintenance(scheme.pk, why="move notes on allocations"),
            schema_editor.connection.cursor() as cursor,
        ):
            cursor.execute(MOVE)
            cursor.execute(CLEAR)


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_allocation_notes_apart")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
