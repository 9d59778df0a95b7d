"""Suppliers' names as they are compared, stored, so that a whole ledger's names can be held to them."""

from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0011_one_buyer'),
    ]

    operations = [
        run_sql_file(__file__, "plain_names"),
        ChangeModels(
            operations=[
                migrations.AddField(
                    model_name='supplier',
                    name='plain_name',
                    field=models.GeneratedField(db_persist=True, expression=models.Func('name', function='contracts_plain_name', output_field=models.TextField()), output_field=models.TextField(), verbose_name='namn att jämföra'),
                ),
                migrations.AddIndex(
                    model_name='supplier',
                    index=models.Index(fields=['plain_name'], name='supplier_by_plain_name'),
                ),
            ],
        ),
    ]
