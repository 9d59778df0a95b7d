"""Ends as the months are counted from the first day, and from the round where a contract has none of its own."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0004_introduced_in'),
    ]

    operations = [
        run_sql_file(__file__, "terms"),
        ChangeModels(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='contract',
                    name='set_current_end',
                ),
                migrations.AlterField(
                    model_name='contract',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Grundtiden, utan optioner. Tomt: omgångens slut, och utan omgång tills vidare.', null=True, verbose_name='gäller till och med'),
                ),
                migrations.AlterField(
                    model_name='contractevent',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Grundtiden, utan optioner. Tomt: omgångens slut, och utan omgång tills vidare.', null=True, verbose_name='gäller till och med'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='set_current_end', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    NEW.current_until := contracts_current_end(\n        NEW.id, NEW.framework_id, NEW.valid_from, NEW.initial_until, NEW.renewal_months, NEW.terminated_on\n    );\n    RETURN NEW;\n', hash='494cb48801596f867cebcb0526c990d2fb5cabb0', operation='INSERT OR UPDATE', pgid='pgtrigger_set_current_end_3d15a', table='contracts_contract', when='BEFORE')),
                ),
            ],
        ),
        run_sql_file(__file__, "terms_recomputed"),
    ]
