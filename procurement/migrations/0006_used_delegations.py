"""A delegation that a decision rests on stays as it was."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', '0005_placements_and_deviations'),
    ]

    operations = [
        ChangeModels(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name='delegation',
                    trigger=pgtrigger.compiler.Trigger(name='used_delegation_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM procurement_deviation d WHERE d.delegation_id = OLD.id) AND (\n        (NEW.buyer_id, NEW.role_id, NEW.ground, NEW.valid_from, NEW.registry_number, NEW.point)\n            IS DISTINCT FROM (OLD.buyer_id, OLD.role_id, OLD.ground, OLD.valid_from, OLD.registry_number, OLD.point)\n        OR NEW.up_to_sek IS DISTINCT FROM OLD.up_to_sek\n        OR NEW.valid_until < (\n            SELECT max((d.decided_at AT TIME ZONE 'Europe/Stockholm')::date)\n            FROM procurement_deviation d WHERE d.delegation_id = OLD.id\n        )\n    ) THEN\n        RAISE EXCEPTION 'En delegation som har använts ändras inte. Avsluta den och lägg till en ny.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'used_delegation_stays';\n    END IF;\n    RETURN NEW;\n", hash='924ce8bf45cf151458bdd27dd7c0f773b01ff168', operation='UPDATE', pgid='pgtrigger_used_delegation_stays_99bae', table='procurement_delegation', when='BEFORE')),
                ),
            ],
        ),
    ]
