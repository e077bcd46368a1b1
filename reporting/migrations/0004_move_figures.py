"""Put the figures of submitted returns where the office alone reads them."""

from typing import Any

from django.db import migrations

from rjcase.tenancy import maintenance


def move(apps: Any, _schema_editor: Any) -> None:
    """Copy them from each return to its evidence, scheme by scheme."""
    returns, evidence = apps.get_model("reporting", "Return"), apps.get_model("reporting", "ReturnEvidence")
    for scheme in apps.get_model("tenancy", "Scheme").objects.order_by("pk"):
        with maintenance(scheme.pk, why="move the figures of returns"):
            for found in returns.objects.filter(state="submitted"):
                evidence.objects.filter(of_id=found.pk).update(figures=found.figures)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_figures_of_the_evidence")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
