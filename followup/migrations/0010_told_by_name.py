"""A key is as secret as whoever its name tells of, where no number says who was paid."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0003_one_buyer'),
        ('contracts', '0012_plain_names'),
        ('followup', '0009_one_buyer'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='ToldSupplier',
                    fields=[
                        ('pk', models.CompositePrimaryKey('key_id', 'supplier_id', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('key', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='told_suppliers', to='followup.spendkey', verbose_name='nyckel')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.supplier', verbose_name='leverantör')),
                    ],
                    options={
                        'verbose_name': 'leverantör som en nyckel säger',
                        'verbose_name_plural': 'leverantörer som nycklar säger',
                        'db_table': 'followup_toldsupplier',
                        'managed': False,
                        'default_permissions': (),
                    },
                ),
                migrations.AddField(
                    model_name='spendkey',
                    name='plain_name',
                    field=models.GeneratedField(db_persist=True, expression=models.Func('supplier_name', function='contracts_plain_name', output_field=models.TextField()), output_field=models.TextField(), verbose_name='namn att jämföra'),
                ),
                migrations.AddIndex(
                    model_name='spendkey',
                    index=models.Index(fields=['plain_name'], name='spend_key_by_plain_name'),
                ),
                migrations.AddIndex(
                    model_name='spendkey',
                    index=models.Index(condition=models.Q(('supplier', None)), fields=['org_number'], name='spend_key_by_unread_number'),
                ),
                migrations.AddIndex(
                    model_name='spendkey',
                    index=models.Index(condition=models.Q(('supplier', None)), fields=['supplier_ref'], name='spend_key_by_unread_ref'),
                ),
                migrations.AddIndex(
                    model_name='spendkey',
                    index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('supplier', None)), fields=['plain_name'], name='spend_key_words_in_name', opclasses=['gin_trgm_ops']),
                ),
            ],
        ),
        run_sql_file(__file__, "told_suppliers"),
    ]
