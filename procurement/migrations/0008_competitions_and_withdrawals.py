"""What was answered in a competition, by which delegation something was withdrawn, and the area of a deviation."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', '0007_words_to_find_by'),
    ]

    operations = [
        ChangeModels(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='delegation',
                    name='used_delegation_stays',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placementend',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placementend',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placementend',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='placementend',
                    name='decider_is_unbiased',
                    field=models.BooleanField(default=False, editable=False, verbose_name='den som beslutar är inte jävig'),
                ),
                migrations.AddField(
                    model_name='placementend',
                    name='delegation',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='procurement.delegation', verbose_name='enligt delegation'),
                ),
                migrations.AddField(
                    model_name='placementendevent',
                    name='decider_is_unbiased',
                    field=models.BooleanField(default=False, editable=False, verbose_name='den som beslutar är inte jävig'),
                ),
                migrations.AddField(
                    model_name='placementendevent',
                    name='delegation',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='procurement.delegation', verbose_name='enligt delegation'),
                ),
                migrations.AlterField(
                    model_name='askedsupplier',
                    name='answer',
                    field=models.CharField(choices=[('COMPETENCE', 'saknar kompetens för behovet'), ('LOCATION', 'ligger fel'), ('PREMISES', 'lokalerna passar inte'), ('CAPACITY', 'har ingen ledig plats'), ('SAFETY', 'kan inte ge den säkerhet som krävs'), ('STOPPED', 'placeringsstopp eller tillstånd saknas'), ('NO_ANSWER', 'svarade inte i tid'), ('OUTBID', 'lämnade anbud, som inte var bäst'), ('NOT_ASKED', 'tillfrågades inte'), ('OTHER', 'annat')], max_length=20, verbose_name='varför inte'),
                ),
                migrations.AlterField(
                    model_name='askedsupplierevent',
                    name='answer',
                    field=models.CharField(choices=[('COMPETENCE', 'saknar kompetens för behovet'), ('LOCATION', 'ligger fel'), ('PREMISES', 'lokalerna passar inte'), ('CAPACITY', 'har ingen ledig plats'), ('SAFETY', 'kan inte ge den säkerhet som krävs'), ('STOPPED', 'placeringsstopp eller tillstånd saknas'), ('NO_ANSWER', 'svarade inte i tid'), ('OUTBID', 'lämnade anbud, som inte var bäst'), ('NOT_ASKED', 'tillfrågades inte'), ('OTHER', 'annat')], max_length=20, verbose_name='varför inte'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='delegation',
                    trigger=pgtrigger.compiler.Trigger(name='used_delegation_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT FROM procurement_deviation d WHERE d.delegation_id = OLD.id\n        UNION ALL SELECT FROM procurement_placementend e WHERE e.delegation_id = OLD.id\n    ) AND (\n        (NEW.buyer_id, NEW.role_id, NEW.ground, NEW.valid_from, NEW.registry_number, NEW.point)\n            IS DISTINCT FROM (OLD.buyer_id, OLD.role_id, OLD.ground, OLD.valid_from, OLD.registry_number, OLD.point)\n        OR NEW.up_to_sek IS DISTINCT FROM OLD.up_to_sek\n        OR NEW.valid_until < (\n            SELECT max((d.decided_at AT TIME ZONE 'Europe/Stockholm')::date) FROM (\n                SELECT decided_at FROM procurement_deviation WHERE delegation_id = OLD.id\n                UNION ALL SELECT decided_at FROM procurement_placementend WHERE delegation_id = OLD.id\n            ) d\n        )\n    ) THEN\n        RAISE EXCEPTION 'En delegation som har använts ändras inte. Avsluta den och lägg till en ny.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'used_delegation_stays';\n    END IF;\n    RETURN NEW;\n", hash='8524035ba8eda508e9c27f7d50ca6d980419286a', operation='UPDATE', pgid='pgtrigger_used_delegation_stays_99bae', table='procurement_delegation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementend',
                    trigger=pgtrigger.compiler.Trigger(name='withdrawal_is_within_the_delegation_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."kind" = \'WITHDRAWN\')', func="\n    IF NOT NEW.decider_is_unbiased OR NOT EXISTS (\n        SELECT FROM procurement_delegation d\n        JOIN procurement_placement p ON p.id = NEW.placement_id\n        JOIN procurement_deviation f ON f.placement_id = p.id AND f.outcome = 'APPROVED'\n        JOIN common_membership m ON m.buyer_id = d.buyer_id AND m.role_id = d.role_id AND m.user_id = NEW.decided_by_id\n        WHERE d.id = NEW.delegation_id AND d.buyer_id = p.buyer_id AND d.ground = f.ground\n            AND d.during @> (NEW.decided_at AT TIME ZONE 'Europe/Stockholm')::date\n            AND (d.up_to_sek IS NULL OR f.expected_value_sek <= d.up_to_sek)\n    ) THEN\n        RAISE EXCEPTION 'Återkallelsen ligger utanför delegationsordningen, eller saknar intyg om jäv.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawal_is_within_the_delegation_order';\n    END IF;\n    RETURN NEW;\n", hash='486a1f9a6f097f99ef82d70993c28360dffee34f', operation='INSERT', pgid='pgtrigger_withdrawal_is_within_the_delegation_order_2396f', table='procurement_placementend', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementend',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementendevent" ("decided_at", "decided_by_id", "decider_is_unbiased", "delegation_id", "id", "kind", "last_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "planned_until", "reason") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decider_is_unbiased", NEW."delegation_id", NEW."id", NEW."kind", NEW."last_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."placement_id", NEW."planned_until", NEW."reason"); RETURN NULL;', hash='cbdf867f8be9c7bbf5c3513ab1164ef220481613', operation='INSERT', pgid='pgtrigger_insert_insert_3379a', table='procurement_placementend', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementend',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_placementendevent" ("decided_at", "decided_by_id", "decider_is_unbiased", "delegation_id", "id", "kind", "last_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "planned_until", "reason") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decider_is_unbiased", NEW."delegation_id", NEW."id", NEW."kind", NEW."last_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placement_id", NEW."planned_until", NEW."reason"); RETURN NULL;', hash='71926672e74492edc5991bdaf04e60be483caac2', operation='UPDATE', pgid='pgtrigger_update_update_74762', table='procurement_placementend', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementend',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementendevent" ("decided_at", "decided_by_id", "decider_is_unbiased", "delegation_id", "id", "kind", "last_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "planned_until", "reason") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."decider_is_unbiased", OLD."delegation_id", OLD."id", OLD."kind", OLD."last_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."placement_id", OLD."planned_until", OLD."reason"); RETURN NULL;', hash='da33b6422b6302279ffc149a3afe6caef7884fee', operation='DELETE', pgid='pgtrigger_delete_delete_54494', table='procurement_placementend', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviation',
                    trigger=pgtrigger.compiler.Trigger(name='deviation_has_an_area', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (SELECT area_id FROM procurement_placement WHERE id = NEW.placement_id) IS NULL THEN\n        RAISE EXCEPTION 'Ange avtalsområdet.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_has_an_area';\n    END IF;\n    RETURN NEW;\n", hash='4aa4921c6f51a8ed43a293997558802af45b177b', operation='INSERT', pgid='pgtrigger_deviation_has_an_area_0720c', table='procurement_deviation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='deviation_keeps_its_area', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."area_id" IS NULL AND OLD."area_id" IS NOT NULL)', func="\n    IF EXISTS (SELECT FROM procurement_deviation d WHERE d.placement_id = NEW.id) THEN\n        RAISE EXCEPTION 'Ange avtalsområdet.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_keeps_its_area';\n    END IF;\n    RETURN NEW;\n", hash='7fb0e92f3f005bfedf9a837f78766c6fc4da25f7', operation='UPDATE', pgid='pgtrigger_deviation_keeps_its_area_4e6b8', table='procurement_placement', when='BEFORE')),
                ),
            ],
        ),
        run_sql_file(__file__, "withdrawals"),
    ]
