import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0002_functions"),
        ("agreements", "0002_pause_notice"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="agreementitem",
            name="frozen",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="agreementitem",
            name="kept",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="outcomeagreement",
            name="frozen",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementitem",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT is_erasing())",
                    func="IF EXISTS (SELECT 1 FROM agreements_outcomeagreement a WHERE a.scheme_id = OLD.scheme_id AND a.id = OLD.agreement_id AND a.state <> 'draft') THEN RAISE EXCEPTION 'an agreed agreement is amended by a new version' USING ERRCODE = '23514'; END IF; RETURN NEW;",
                    hash="2c3f2337fb1f75657b4c00a3e7600adea00d31f5",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_b4303",
                    table="agreements_agreementitem",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementitem",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT is_erasing())",
                    func="IF EXISTS (SELECT 1 FROM agreements_outcomeagreement a WHERE a.scheme_id = OLD.scheme_id AND a.id = OLD.agreement_id AND a.state <> 'draft') THEN RAISE EXCEPTION 'an agreed agreement is amended by a new version' USING ERRCODE = '23514'; END IF; RETURN OLD;",
                    hash="811055374ce2c2eda1f07a69bc7a3b5cac5825e5",
                    operation="DELETE",
                    pgid="pgtrigger_kept_b1036",
                    table="agreements_agreementitem",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcomeagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NOT is_erasing() AND OLD.state <> \'draft\' AND (NEW.state = \'draft\' OR (OLD."version", OLD."made_on", OLD."words", OLD."monitor", OLD."monitor_name", OLD."updates_what", OLD."updates_until", OLD."digest") IS DISTINCT FROM (NEW."version", NEW."made_on", NEW."words", NEW."monitor", NEW."monitor_name", NEW."updates_what", NEW."updates_until", NEW."digest")))',
                    func="RAISE EXCEPTION 'an agreed agreement is amended by a new version' USING ERRCODE = '23514';",
                    hash="d6c2f72da2e3fb97b3bd02e239a55d9f15bcab4d",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_67533",
                    table="agreements_outcomeagreement",
                    when="BEFORE",
                ),
            ),
        ),
    ]
