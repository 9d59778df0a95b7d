"""A locked report is kept as the file it was, the same to the last byte each time."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0003_answers'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='LockedPaper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content', models.BinaryField(verbose_name='PDF')),
                        ('drawn_at', models.DateTimeField(editable=False, verbose_name='framställd')),
                        ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='paper', to='followup.statusreport', verbose_name='rapport')),
                    ],
                    options={
                        'verbose_name': 'låst rapport som PDF',
                        'verbose_name_plural': 'låsta rapporter som PDF',
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='lockedpaper',
                    trigger=pgtrigger.compiler.Trigger(name='papers_of_locked_reports_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e5598d7f8fd54ee05034abba0ab53829e6d1b384', operation='UPDATE OR DELETE', pgid='pgtrigger_papers_of_locked_reports_stay_640ea', table='followup_lockedpaper', when='BEFORE')),
                ),
            ],
        ),
    ]
