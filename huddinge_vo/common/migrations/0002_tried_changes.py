"""Who has tried what a change would do leaves a trace that nobody changes."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0001_tables'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='TriedChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('RULE', 'regel'), ('RULE_REMOVAL', 'regel som tas bort'), ('RULE_ORDER', 'reglernas ordning'), ('LEDGER_FILE', 'reskontrafil'), ('REGISTER_FILE', 'fil till registret'), ('FIXED_PRICE', 'fast pris'), ('MERGER', 'sammanslagning av leverantörer')], max_length=20, verbose_name='slag')),
                        ('what', models.CharField(max_length=300, verbose_name='vad')),
                        ('at', models.DateTimeField(db_index=True, verbose_name='när')),
                        ('buyer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vem')),
                    ],
                    options={
                        'verbose_name': 'prövning av en ändring',
                        'verbose_name_plural': 'prövningar av ändringar',
                        'default_permissions': (),
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='triedchange',
                    trigger=pgtrigger.compiler.Trigger(name='trials_stay_as_they_are', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='13be09295fefeed6a8242535ec5c82eb8694b25f', operation='UPDATE OR DELETE', pgid='pgtrigger_trials_stay_as_they_are_17cf3', table='common_triedchange', when='BEFORE')),
                ),
            ],
        ),
    ]
