import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import rjcase.kernel.clock
import rjcase.kernel.ids
import rjcase.tenancy.declarations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0014_opened_with_a_reason"),
        ("tenancy", "0002_functions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why it is held")),
                ("from_on", models.DateField(default=rjcase.kernel.clock.today, verbose_name="held from")),
                ("review_on", models.DateField(null=True, verbose_name="look again on")),
                ("released_on", models.DateField(null=True, verbose_name="released")),
                (
                    "released_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was released"),
                ),
                ("recorded_at", models.DateTimeField(default=rjcase.kernel.clock.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="cases.case"
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
            name="HoldEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=rjcase.kernel.ids.uuid7, editable=False, serialize=False)),
                ("reason", models.CharField(max_length=300, verbose_name="why it is held")),
                ("from_on", models.DateField(default=rjcase.kernel.clock.today, verbose_name="held from")),
                ("review_on", models.DateField(null=True, verbose_name="look again on")),
                ("released_on", models.DateField(null=True, verbose_name="released")),
                (
                    "released_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was released"),
                ),
                ("recorded_at", models.DateTimeField(default=rjcase.kernel.clock.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="rights.hold",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tenancy.scheme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "grounds",
                    models.CharField(
                        choices=[
                            ("safety", "Somebody may be in danger"),
                            ("absence", "The facilitator is away and it cannot wait"),
                            ("complaint", "A complaint or an incident"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="grounds",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("right", "It was right to open it"),
                            ("wrong", "It was not right to open it"),
                        ],
                        max_length=8,
                        verbose_name="finding",
                    ),
                ),
                (
                    "review_note",
                    models.CharField(blank=True, max_length=300, verbose_name="what follows from it"),
                ),
                ("reviewed_at", models.DateTimeField(null=True, verbose_name="reviewed")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="cases.case"
                    ),
                ),
                (
                    "file",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="cases.file"
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
            name="RetentionClass",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("any", "Any closed case"),
                            ("completed", "Completed"),
                            ("did_not_go_ahead", "Did not go ahead"),
                            ("not_taken_forward", "Not taken forward"),
                        ],
                        max_length=20,
                        verbose_name="closed cases",
                    ),
                ),
                (
                    "only_sensitive",
                    models.BooleanField(default=False, verbose_name="only cases marked as sensitive"),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="months to keep")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why this long")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
            name="RetentionClassEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=rjcase.kernel.ids.uuid7, editable=False, serialize=False)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("any", "Any closed case"),
                            ("completed", "Completed"),
                            ("did_not_go_ahead", "Did not go ahead"),
                            ("not_taken_forward", "Not taken forward"),
                        ],
                        max_length=20,
                        verbose_name="closed cases",
                    ),
                ),
                (
                    "only_sensitive",
                    models.BooleanField(default=False, verbose_name="only cases marked as sensitive"),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="months to keep")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why this long")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="rights.retentionclass",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tenancy.scheme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RightsRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "A copy of their data"),
                            ("correction", "Correction"),
                            ("objection", "Objection to a use of their data"),
                            ("erasure", "Erasure"),
                        ],
                        max_length=12,
                        verbose_name="what they ask for",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("granted", "Done as asked"),
                            ("partly", "Done in part"),
                            ("refused", "Refused"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received")),
                ("identity_how", models.CharField(max_length=200, verbose_name="how we know it is them")),
                ("details", models.TextField(blank=True, verbose_name="what they asked, in their words")),
                ("extended_on", models.DateField(null=True)),
                (
                    "extended_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why more time is needed"),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="answered")),
                ("answer", models.TextField(blank=True, verbose_name="what was done, and why")),
                ("recorded_at", models.DateTimeField(default=rjcase.kernel.clock.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rights_requests",
                        to="cases.file",
                    ),
                ),
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
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequestFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "file",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.file"
                    ),
                ),
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
                    "request",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "made_at",
                    models.DateTimeField(
                        default=rjcase.kernel.clock.now, editable=False, verbose_name="made"
                    ),
                ),
                (
                    "file",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.file"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "request",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bundles",
                        to="rights.rightsrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RightsRequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=rjcase.kernel.ids.uuid7, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "A copy of their data"),
                            ("correction", "Correction"),
                            ("objection", "Objection to a use of their data"),
                            ("erasure", "Erasure"),
                        ],
                        max_length=12,
                        verbose_name="what they ask for",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("granted", "Done as asked"),
                            ("partly", "Done in part"),
                            ("refused", "Refused"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received")),
                ("identity_how", models.CharField(max_length=200, verbose_name="how we know it is them")),
                ("details", models.TextField(blank=True, verbose_name="what they asked, in their words")),
                ("extended_on", models.DateField(null=True)),
                (
                    "extended_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why more time is needed"),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="answered")),
                ("answer", models.TextField(blank=True, verbose_name="what was done, and why")),
                ("recorded_at", models.DateTimeField(default=rjcase.kernel.clock.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.file",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="rights.rightsrequest",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tenancy.scheme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TextDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                ("row", models.UUIDField()),
                ("field", models.CharField(max_length=60)),
                ("spans", models.JSONField(default=list)),
                ("is_left_out", models.BooleanField(default=False, verbose_name="leave out the whole text")),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=rjcase.kernel.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.file"
                    ),
                ),
                (
                    "request",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="rights.rightsrequest",
                    ),
                ),
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
            name="Erasure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rjcase.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("request", "The person asked for it"),
                            ("retention", "Kept as long as our rule says"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=120, verbose_name="rule")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True, verbose_name="done")),
                ("counts", models.JSONField(default=dict)),
                ("leaves", models.BigIntegerField(default=0)),
                ("proof", models.CharField(blank=True, max_length=64)),
                ("running_in", models.CharField(blank=True, max_length=20)),
                (
                    "case",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="erasures", to="cases.case"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    rjcase.tenancy.declarations.SchemeForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="cases.file",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
            options={
                "indexes": [models.Index(fields=["scheme", "-proposed_at"], name="rights_erasure_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None), ("done_at", None)),
                        fields=("scheme", "case", "file"),
                        name="rights_erasure_open",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(fields=("scheme", "id"), name="rights_erasure_scheme_pk"),
                    rjcase.tenancy.declarations.CompositeForeignKey(
                        field="case_id", name="rights_erasure_case_sfk", to_table="cases_case"
                    ),
                    rjcase.tenancy.declarations.CompositeForeignKey(
                        field="file_id", name="rights_erasure_file_sfk", to_table="cases_file"
                    ),
                    rjcase.tenancy.declarations.Wall(
                        also="",
                        column="id",
                        kind="office",
                        name="rights_erasure_wall",
                        part="",
                        rights="SELECT",
                        sched="",
                        version=1,
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("released_on", None)), fields=("scheme", "case"), name="rights_hold_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(fields=("scheme", "id"), name="rights_hold_scheme_pk"),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="case_id", name="rights_hold_case_sfk", to_table="cases_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="id",
                kind="office",
                name="rights_hold_wall",
                part="",
                rights="SELECT, INSERT, UPDATE",
                sched="",
                version=1,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rights_holdevent" ("by_id", "case_id", "from_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "released_by_id", "released_on", "released_reason", "review_on", "scheme_id") VALUES (NEW."by_id", NEW."case_id", NEW."from_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."released_by_id", NEW."released_on", NEW."released_reason", NEW."review_on", NEW."scheme_id"); RETURN NULL;',
                    hash="b636c4b04a90b447f1770f3c33d767e555743950",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_022ff",
                    table="rights_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rights_holdevent" ("by_id", "case_id", "from_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "released_by_id", "released_on", "released_reason", "review_on", "scheme_id") VALUES (NEW."by_id", NEW."case_id", NEW."from_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."released_by_id", NEW."released_on", NEW."released_reason", NEW."review_on", NEW."scheme_id"); RETURN NULL;',
                    hash="9ffbedb5fea135f6ebe4da68019759a989c694b9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b4714",
                    table="rights_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rights_holdevent" ("by_id", "case_id", "from_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "released_by_id", "released_on", "released_reason", "review_on", "scheme_id") VALUES (OLD."by_id", OLD."case_id", OLD."from_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."released_by_id", OLD."released_on", OLD."released_reason", OLD."review_on", OLD."scheme_id"); RETURN NULL;',
                    hash="aec9a7cd628da53951e6618bffd3723e8bafcdee",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e46a3",
                    table="rights_hold",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="holdevent",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="id",
                kind="office",
                name="rights_holdevent_wall",
                part="",
                rights="SELECT, INSERT",
                sched="",
                version=1,
            ),
        ),
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(fields=["scheme", "-opened_at"], name="rights_opening_newest"),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.UniqueConstraint(fields=("scheme", "id"), name="rights_opening_scheme_pk"),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="case_id", name="rights_opening_case_sfk", to_table="cases_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="file_id", name="rights_opening_file_sfk", to_table="cases_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="file_id",
                kind="file",
                name="rights_opening_wall",
                part="",
                rights="SELECT",
                sched="",
                version=1,
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionclass",
            constraint=models.UniqueConstraint(fields=("scheme", "name"), name="rights_class_name"),
        ),
        migrations.AddConstraint(
            model_name="retentionclass",
            constraint=models.UniqueConstraint(
                fields=("scheme", "id"), name="rights_retentionclass_scheme_pk"
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionclass",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="id",
                kind="setting",
                name="rights_retentionclass_wall",
                part="",
                rights="SELECT, INSERT, UPDATE",
                sched="",
                version=1,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionclass",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rights_retentionclassevent" ("id", "is_active", "months", "name", "only_sensitive", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "scheme_id") VALUES (NEW."id", NEW."is_active", NEW."months", NEW."name", NEW."only_sensitive", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."scheme_id"); RETURN NULL;',
                    hash="8c444a0fc4f68ce6564860093cf827af6f9218e6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6f6ce",
                    table="rights_retentionclass",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionclass",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rights_retentionclassevent" ("id", "is_active", "months", "name", "only_sensitive", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "scheme_id") VALUES (NEW."id", NEW."is_active", NEW."months", NEW."name", NEW."only_sensitive", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."scheme_id"); RETURN NULL;',
                    hash="2ff61a8e817a46919dec7566928d0e4daacf4bf3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c812f",
                    table="rights_retentionclass",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionclass",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rights_retentionclassevent" ("id", "is_active", "months", "name", "only_sensitive", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "scheme_id") VALUES (OLD."id", OLD."is_active", OLD."months", OLD."name", OLD."only_sensitive", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."scheme_id"); RETURN NULL;',
                    hash="a389e2654999f546d10bc6ed4cc2a2ad378db3c6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e4ae",
                    table="rights_retentionclass",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionclassevent",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="id",
                kind="setting",
                name="rights_retentionclassevent_wall",
                part="",
                rights="SELECT, INSERT",
                sched="",
                version=1,
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.UniqueConstraint(
                fields=("scheme", "id"), name="rights_rightsrequest_scheme_pk"
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="file_id", name="rights_rightsrequest_file_sfk", to_table="cases_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="file_id",
                kind="file",
                name="rights_rightsrequest_wall",
                part="",
                rights="SELECT, INSERT, UPDATE",
                sched="",
                version=1,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rights_rightsrequestevent" ("answer", "answered_on", "by_id", "details", "extended_on", "extended_reason", "file_id", "id", "identity_how", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "scheme_id", "state") VALUES (NEW."answer", NEW."answered_on", NEW."by_id", NEW."details", NEW."extended_on", NEW."extended_reason", NEW."file_id", NEW."id", NEW."identity_how", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_on", NEW."recorded_at", NEW."scheme_id", NEW."state"); RETURN NULL;',
                    hash="07c7dd28bf44d758115695a068386c498647b5fd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0ba9d",
                    table="rights_rightsrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rights_rightsrequestevent" ("answer", "answered_on", "by_id", "details", "extended_on", "extended_reason", "file_id", "id", "identity_how", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "scheme_id", "state") VALUES (NEW."answer", NEW."answered_on", NEW."by_id", NEW."details", NEW."extended_on", NEW."extended_reason", NEW."file_id", NEW."id", NEW."identity_how", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_on", NEW."recorded_at", NEW."scheme_id", NEW."state"); RETURN NULL;',
                    hash="e5eb3f125622faed067620a98ef3d2738582c2b2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1b794",
                    table="rights_rightsrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rights_rightsrequestevent" ("answer", "answered_on", "by_id", "details", "extended_on", "extended_reason", "file_id", "id", "identity_how", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "scheme_id", "state") VALUES (OLD."answer", OLD."answered_on", OLD."by_id", OLD."details", OLD."extended_on", OLD."extended_reason", OLD."file_id", OLD."id", OLD."identity_how", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_on", OLD."recorded_at", OLD."scheme_id", OLD."state"); RETURN NULL;',
                    hash="26b9dfe0ae1bc47c144fb72e6e5e6926baf64f8c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f524f",
                    table="rights_rightsrequest",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="requestfile",
            constraint=models.UniqueConstraint(
                fields=("scheme", "request", "file"), name="rights_requestfile_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="requestfile",
            constraint=models.UniqueConstraint(fields=("scheme", "id"), name="rights_requestfile_scheme_pk"),
        ),
        migrations.AddConstraint(
            model_name="requestfile",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="request_id", name="rights_requestfile_request_sfk", to_table="rights_rightsrequest"
            ),
        ),
        migrations.AddConstraint(
            model_name="requestfile",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="file_id", name="rights_requestfile_file_sfk", to_table="cases_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="requestfile",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="file_id",
                kind="file",
                name="rights_requestfile_wall",
                part="",
                rights="SELECT, INSERT, DELETE",
                sched="",
                version=1,
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.UniqueConstraint(fields=("scheme", "id"), name="rights_bundle_scheme_pk"),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="file_id", name="rights_bundle_file_sfk", to_table="cases_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="request_id", name="rights_bundle_request_sfk", to_table="rights_rightsrequest"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="file_id",
                kind="file",
                name="rights_bundle_wall",
                part="",
                rights="SELECT, INSERT",
                sched="",
                version=1,
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequestevent",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="file_id",
                kind="file",
                name="rights_rightsrequestevent_wall",
                part="",
                rights="SELECT, INSERT",
                sched="",
                version=1,
            ),
        ),
        migrations.AddConstraint(
            model_name="textdecision",
            constraint=models.UniqueConstraint(
                fields=("scheme", "request", "source", "row", "field"), name="rights_textdecision_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="textdecision",
            constraint=models.UniqueConstraint(fields=("scheme", "id"), name="rights_textdecision_scheme_pk"),
        ),
        migrations.AddConstraint(
            model_name="textdecision",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="file_id", name="rights_textdecision_file_sfk", to_table="cases_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="textdecision",
            constraint=rjcase.tenancy.declarations.CompositeForeignKey(
                field="request_id", name="rights_textdecision_request_sfk", to_table="rights_rightsrequest"
            ),
        ),
        migrations.AddConstraint(
            model_name="textdecision",
            constraint=rjcase.tenancy.declarations.Wall(
                also="",
                column="file_id",
                kind="file",
                name="rights_textdecision_wall",
                part="",
                rights="SELECT, INSERT, UPDATE, DELETE",
                sched="",
                version=1,
            ),
        ),
    ]
