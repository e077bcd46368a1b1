import django.db.models.deletion
from django.db import migrations, models

import rjcase.kernel.ids
import rjcase.tenancy.declarations


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("tenancy", "0002_functions"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistorySeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.BigIntegerField(verbose_name="number")),
                ("columns", models.JSONField(default=dict)),
                ("count", models.BigIntegerField(verbose_name="rows")),
                ("root", models.CharField(max_length=64)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("head", models.CharField(max_length=64)),
                ("signature", models.CharField(blank=True, max_length=64)),
                ("sealed_at", models.DateTimeField(verbose_name="sealed")),
                (
                    "scheme",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.scheme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HistoryLeaf",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=63)),
                ("key", models.CharField(max_length=40)),
                ("salt", models.BinaryField(null=True)),
                ("digest", models.BinaryField()),
                ("erased_by", models.UUIDField(null=True)),
                (
                    "scheme",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.scheme",
                    ),
                ),
                (
                    "seal",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to="audit.historyseal",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="historyseal",
            constraint=models.UniqueConstraint(fields=("scheme", "number"), name="audit_historyseal_number"),
        ),
        migrations.AddConstraint(
            model_name="historyseal",
            constraint=models.UniqueConstraint(fields=("scheme", "id"), name="audit_historyseal_scheme_pk"),
        ),
        migrations.AddConstraint(
            model_name="historyseal",
            constraint=rjcase.tenancy.declarations.Wall(
                column="id",
                kind="office",
                name="audit_historyseal_wall",
                part="",
                rights="SELECT",
                sched="",
                version=1,
            ),
        ),
        migrations.AddIndex(
            model_name="historyleaf",
            index=models.Index(fields=["scheme", "seal"], name="audit_historyleaf_seal"),
        ),
        migrations.AddConstraint(
            model_name="historyleaf",
            constraint=models.UniqueConstraint(
                condition=models.Q(("salt__isnull", False)),
                fields=("scheme", "source", "key"),
                name="audit_historyleaf_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="historyleaf",
            constraint=models.UniqueConstraint(fields=("scheme", "id"), name="audit_historyleaf_scheme_pk"),
        ),
        migrations.AddConstraint(
            model_name="historyleaf",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="seal_id", name="audit_historyleaf_seal_sfk", to_table="audit_historyseal"
            ),
        ),
        migrations.AddConstraint(
            model_name="historyleaf",
            constraint=rjcase.tenancy.declarations.Wall(
                column="id",
                kind="office",
                name="audit_historyleaf_wall",
                part="",
                rights="SELECT",
                sched="",
                version=1,
            ),
        ),
    ]
